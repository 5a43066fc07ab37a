import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'
import { responseTypeOf } from './response-types.ts'
import { requestedScopes } from './scopes.ts'

/** Every response type but `code` and `token` asks for identity. */
export const scopeWithoutOpenid: Rule<AuthorizeInput> = {
  fact: 'scope-without-openid',
  mend: 'Put openid into scope, in lower case, the words separated by single spaces.',
  refuse({ parameters, switches }) {
    const responseType = responseTypeOf(parameters)
    if (responseType === 'code' || responseType === 'token') return undefined
    if (requestedScopes(parameters, switches).includes('openid')) return undefined
    return refusal('invalid_request', 'Missing openid scope')
  },
}
