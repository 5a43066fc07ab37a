import type { Reply } from '../../http/reply.ts'
import type { ResponseMode } from '../../rules/authorize/response-types.ts'

export type Fields = readonly (readonly [name: string, value: string])[]

/** The answer to the integrator before it is written. */
export interface CallbackDraft {
  readonly redirectUri: string
  readonly mode: ResponseMode
  readonly fields: Fields
  /** Whether it tells of an error. */
  readonly isError: boolean
  /** Writes it otherwise than its mode does. */
  readonly write?: (draft: CallbackDraft) => Reply
}
