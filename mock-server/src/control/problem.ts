import { type HeaderList, json, type Reply } from '../http/reply.ts'

/** One member of a command's input that is wrong. */
export interface FieldError {
  readonly field: string
  readonly allowed: string
}

const titles = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Content too large',
  415: 'Unsupported media type',
  422: 'Unprocessable input',
  500: 'Internal error',
} as const

export type ProblemStatus = keyof typeof titles

/** A command that was refused; nothing has changed. Fronts show it as RFC 9457 problem details or as a sentence. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly status: ProblemStatus
  readonly errors: readonly FieldError[]
  /** What HTTP wants to be told besides, such as `Allow`. */
  readonly headers: HeaderList

  constructor(status: ProblemStatus, detail: string, errors: readonly FieldError[] = [], headers: HeaderList = []) {
    super(detail)
    this.status = status
    this.errors = errors
    this.headers = headers
  }
}

/** RFC 9457 problem details. */
export function problem({ status, message, errors, headers }: ControlError): Reply {
  const details = {
    type: 'about:blank',
    title: titles[status],
    status,
    detail: message,
    ...(errors.length > 0 ? { errors } : {}),
  }
  return { ...json(status, details), headers: [['Content-Type', 'application/problem+json'], ...headers] }
}
