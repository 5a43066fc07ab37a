import type { Generation } from '@mobilepay-oidc/fixtures'
import { inProviderOrder } from '../rules/authorize/scopes.ts'

/**
 * Scopes in answers (fact `token-response-scope`): generation 2024 keeps the order of the request, generation 2018
 * has its own.
 */
export function scopesInAnswer(generation: Generation, scopes: readonly string[]): readonly string[] {
  return generation === '2018' ? inProviderOrder(scopes) : scopes
}

/** Scopes in access tokens: as in answers, with `offline_access` last. */
export function scopesInToken(generation: Generation, scopes: readonly string[]): readonly string[] {
  const isOffline = (scope: string) => scope === 'offline_access'
  const ordered = scopesInAnswer(generation, scopes)
  return [...ordered.filter((scope) => !isOffline(scope)), ...ordered.filter(isOffline)]
}
