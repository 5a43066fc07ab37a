import { isSupportedScope, splitScope } from '../authorize/scopes.ts'
import { limits } from '../limits.ts'
import { type Rule, refusal } from '../refusal.ts'
import type { TokenInput } from './token-input.ts'

/** Scopes of a client credentials request: those asked for, or all that the client may have. */
export function clientCredentialsScopes({ parameters, client }: TokenInput): readonly string[] {
  const scope = parameters.get('scope')
  const isForApis = (name: string) => name !== 'openid' && name !== 'offline_access'
  return scope === undefined ? client.scopes.filter(isForApis) : splitScope(scope)
}

const clientCredentialsScope: Rule<TokenInput> = {
  fact: 'client-credentials',
  mend: 'Ask only for product scopes of the client: no openid, no offline_access.',
  refuse(input) {
    const tooLong = (input.parameters.get('scope') ?? '').length > limits.scope
    const scopes = clientCredentialsScopes(input)
    const allowed = (scope: string) =>
      isSupportedScope(scope) && input.client.scopes.includes(scope) && scope !== 'openid' && scope !== 'offline_access'
    return !tooLong && scopes.length > 0 && scopes.every(allowed) ? undefined : refusal('invalid_scope')
  },
}

export const clientCredentialsRules: readonly Rule<TokenInput>[] = [clientCredentialsScope]
