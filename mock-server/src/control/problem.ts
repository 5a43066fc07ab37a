import { type HeaderList, json, type Reply } from '../http/reply.ts'
import { type ProblemStatus, titleOf } from './problem-schema.ts'

/** One member of a command's input that is wrong. */
export interface FieldError {
  readonly field: string
  readonly allowed: string
}

/** What a refusal says besides its sentence. */
export interface Besides {
  /** What HTTP wants to be told, such as `Allow`. */
  readonly headers?: HeaderList
  /** Members of the problem details of their own (RFC 9457, 3.2). */
  readonly members?: Readonly<Record<string, unknown>>
}

/** A command that was refused; nothing has changed. Fronts show it as RFC 9457 problem details or as a sentence. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly status: ProblemStatus
  readonly errors: readonly FieldError[]
  readonly headers: HeaderList
  readonly members: Readonly<Record<string, unknown>>

  constructor(
    status: ProblemStatus,
    detail: string,
    errors: readonly FieldError[] = [],
    { headers = [], members = {} }: Besides = {},
  ) {
    super(detail)
    this.status = status
    this.errors = errors
    this.headers = headers
    this.members = members
  }
}

/** RFC 9457 problem details. */
export function problem({ status, message, errors, headers, members }: ControlError): Reply {
  const details = {
    type: 'about:blank',
    title: titleOf(status),
    status,
    detail: message,
    ...(errors.length > 0 ? { errors } : {}),
    ...members,
  }
  return { ...json(status, details), headers: [['Content-Type', 'application/problem+json'], ...headers] }
}
