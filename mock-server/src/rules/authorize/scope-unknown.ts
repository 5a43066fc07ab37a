import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'
import { isSupportedScope, requestedScopes } from './scopes.ts'

export const scopeUnknown: Rule<AuthorizeInput> = {
  fact: 'scope-unknown',
  mend: 'Ask only for scopes that exist: openid offline_access invoice subscriptions transactionreporting merchantpayments webhooks.',
  refuse({ parameters, switches }) {
    if (requestedScopes(parameters, switches).every(isSupportedScope)) return undefined
    return refusal('invalid_scope', 'Invalid scope')
  },
}
