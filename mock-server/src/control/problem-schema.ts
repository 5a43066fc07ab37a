const titles = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  409: 'Conflict',
  413: 'Content too large',
  415: 'Unsupported media type',
  422: 'Unprocessable input',
  500: 'Internal error',
  503: 'Service unavailable',
} as const

export type ProblemStatus = keyof typeof titles

export const problemStatuses = Object.keys(titles).map(Number) as ProblemStatus[]

export function titleOf(status: ProblemStatus): string {
  return titles[status]
}

/** RFC 9457; some refusals have members of their own besides, as it allows. */
export const ProblemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong, and what to do.' },
    errors: {
      type: 'array',
      description: 'Each wrong member, and what is allowed there.',
      items: {
        type: 'object',
        required: ['field', 'allowed'],
        properties: { field: { type: 'string' }, allowed: { type: 'string' } },
      },
    },
  },
} as const
