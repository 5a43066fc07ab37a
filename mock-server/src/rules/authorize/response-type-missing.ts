import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'

export const responseTypeMissing: Rule<AuthorizeInput> = {
  fact: 'response-type-missing',
  mend: 'Send response_type=code id_token.',
  refuse({ parameters }) {
    if (parameters.get('response_type')) return undefined
    return refusal('unsupported_response_type', 'Missing response_type')
  },
}
