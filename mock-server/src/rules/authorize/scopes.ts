import type { Parameters } from '../../http/parameters.ts'
import type { Switches } from '../../world/settings.ts'

/** Scopes that the provider knows, in the order of its configuration. */
const productScopes = ['invoice', 'subscriptions', 'transactionreporting', 'merchantpayments', 'webhooks']
const supportedScopes: readonly string[] = ['openid', ...productScopes, 'offline_access']

/** The words of a scope, split at spaces alone, each once, in their order. */
export function splitScope(scope: string | undefined): readonly string[] {
  return [...new Set((scope ?? '').trim().split(' ').filter(Boolean))]
}

/** Commas separate too where the switch says so (fact `scope-separator`). */
export function requestedScopes(
  parameters: Parameters,
  { scopeSeparator }: Pick<Switches, 'scopeSeparator'>,
): readonly string[] {
  const scope = parameters.get('scope')
  return splitScope(scopeSeparator === 'space' ? scope : scope?.replaceAll(',', ' '))
}

export function isSupportedScope(scope: string): boolean {
  return supportedScopes.includes(scope)
}

/** A scope of one of MobilePay's products, which a merchant may grant or not. */
export function isProductScope(scope: string): boolean {
  return productScopes.includes(scope)
}

/** The order of generation 2018's answers: identity scopes, product scopes, `offline_access`. */
export function inProviderOrder(scopes: readonly string[]): readonly string[] {
  return supportedScopes.filter((scope) => scopes.includes(scope))
}
