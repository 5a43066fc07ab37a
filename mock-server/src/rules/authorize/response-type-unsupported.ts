import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'
import { responseTypeOf } from './response-types.ts'

export const responseTypeUnsupported: Rule<AuthorizeInput> = {
  fact: 'response-type-unsupported',
  mend: 'Send response_type=code id_token: lower case, one space between the values, none around them.',
  refuse({ parameters }) {
    if (responseTypeOf(parameters)) return undefined
    return refusal('unsupported_response_type', 'Response type not supported')
  },
}
