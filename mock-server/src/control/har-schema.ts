import { Type } from 'typebox'
import type { Har } from '../journal/har.ts'
import { closedObject } from './schemas.ts'

const text = Type.String()
const pairs = Type.Array(closedObject({ name: text, value: text }))
const size = Type.Integer({ minimum: -1 })
const message = { httpVersion: text, cookies: pairs, headers: pairs, headersSize: size, bodySize: size } as const
const anything = Type.Array(Type.Object({}))

const RequestSchema = closedObject({
  ...message,
  method: text,
  url: Type.String({ format: 'uri' }),
  queryString: pairs,
  postData: Type.Optional(closedObject({ mimeType: text, text })),
})

const ResponseSchema = closedObject({
  ...message,
  status: Type.Integer({ description: '0 where none was sent.' }),
  statusText: text,
  content: closedObject({ size, mimeType: text, text }),
  redirectURL: text,
})

const duration = Type.Number({ minimum: 0, description: 'Milliseconds.' })

const EntrySchema = closedObject({
  startedDateTime: Type.String({ format: 'date-time' }),
  time: duration,
  request: RequestSchema,
  response: ResponseSchema,
  cache: closedObject({}),
  timings: closedObject({ send: duration, wait: duration, receive: duration }),
  _id: Type.Integer(),
  _worldTime: Type.String({ format: 'date-time' }),
  _requestId: text,
  _endpoint: text,
  _outcome: Type.Optional(text),
  _fault: Type.Optional(text),
  _decisions: anything,
  _tokens: anything,
})

/** HAR 1.2, as far as the mock has something to say. */
export const HarSchema = Type.Unsafe<Har>(
  closedObject({
    log: closedObject({
      version: Type.Literal('1.2'),
      creator: closedObject({ name: text, version: text }),
      entries: Type.Array(EntrySchema),
    }),
  }),
)
