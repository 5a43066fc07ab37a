import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'
import { requestedScopes } from './scopes.ts'

export const scopeNotAllowed: Rule<AuthorizeInput> = {
  fact: 'scope-not-allowed',
  mend: 'Ask only for scopes that the client is registered for.',
  refuse({ generation, parameters, client, switches }) {
    if (requestedScopes(parameters, switches).every((scope) => client.scopes.includes(scope))) return undefined
    if (generation === '2018') return refusal('unauthorized_client', 'Invalid scope for client')
    return refusal('invalid_scope', 'Invalid scope')
  },
}
