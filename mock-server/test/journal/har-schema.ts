const text = { type: 'string' } as const
const pairs = {
  type: 'array',
  items: { type: 'object', required: ['name', 'value'], properties: { name: text, value: text } },
} as const
const size = { type: 'integer', minimum: -1 } as const
const milliseconds = { type: 'number', minimum: -1 } as const
const message = { httpVersion: text, cookies: pairs, headers: pairs, headersSize: size, bodySize: size } as const
const messageMembers = ['httpVersion', 'cookies', 'headers', 'headersSize', 'bodySize'] as const

/** What HAR 1.2 demands (http://www.softwareishard.com/blog/har-12-spec/), written down apart from the mock's own. */
export const har12 = {
  type: 'object',
  required: ['log'],
  properties: {
    log: {
      type: 'object',
      required: ['version', 'creator', 'entries'],
      properties: {
        version: { const: '1.2' },
        creator: { type: 'object', required: ['name', 'version'], properties: { name: text, version: text } },
        entries: { type: 'array', items: { $ref: '#/$defs/entry' } },
      },
    },
  },
  $defs: {
    entry: {
      type: 'object',
      required: ['startedDateTime', 'time', 'request', 'response', 'cache', 'timings'],
      properties: {
        startedDateTime: { type: 'string', format: 'date-time' },
        time: { type: 'number', minimum: 0 },
        request: {
          type: 'object',
          required: ['method', 'url', 'queryString', ...messageMembers],
          properties: {
            ...message,
            method: text,
            url: { type: 'string', format: 'uri' },
            queryString: pairs,
            postData: { type: 'object', required: ['mimeType', 'text'], not: { required: ['params'] } },
          },
        },
        response: {
          type: 'object',
          required: ['status', 'statusText', 'content', 'redirectURL', ...messageMembers],
          properties: {
            ...message,
            status: { type: 'integer' },
            statusText: text,
            content: {
              type: 'object',
              required: ['size', 'mimeType'],
              properties: { size: { type: 'integer' }, mimeType: text, text },
            },
            redirectURL: text,
          },
        },
        cache: { type: 'object' },
        timings: {
          type: 'object',
          required: ['send', 'wait', 'receive'],
          properties: { send: milliseconds, wait: milliseconds, receive: milliseconds },
        },
      },
    },
  },
} as const
