import { limits } from '../limits.ts'
import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'
import { responseTypeOf } from './response-types.ts'

export const nonceMissingOrTooLong: Rule<AuthorizeInput> = {
  fact: 'nonce-missing-or-too-long',
  mend: `Send a new random nonce with every request, at most ${limits.nonce} characters.`,
  refuse({ parameters }) {
    const nonce = parameters.get('nonce')
    const required = responseTypeOf(parameters)?.split(' ').includes('id_token') ?? false
    if (nonce ? nonce.length <= limits.nonce : !required) return undefined
    return refusal('invalid_request', 'Invalid nonce')
  },
}
