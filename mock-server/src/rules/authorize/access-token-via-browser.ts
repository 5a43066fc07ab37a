import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'
import { responseTypeOf } from './response-types.ts'

export const accessTokenViaBrowser: Rule<AuthorizeInput> = {
  fact: 'access-token-via-browser',
  mend: 'Leave token out of response_type: access tokens come from the token endpoint alone.',
  refuse({ parameters }) {
    if (!responseTypeOf(parameters)?.split(' ').includes('token')) return undefined
    return refusal('invalid_request', 'Client not configured to receive access tokens via browser')
  },
}
