import { ConfigurationError } from '../errors/mobilepay-error.ts'

/** MobilePay's scopes for its products. */
export type ProductScope = 'invoice' | 'subscriptions' | 'transactionreporting' | 'merchantpayments' | 'webhooks'

const productScopes: ReadonlySet<string> = new Set<ProductScope>([
  'invoice',
  'subscriptions',
  'transactionreporting',
  'merchantpayments',
  'webhooks',
])

/**
 * The scopes to ask for: the two that every consent needs, and those of the products.
 *
 * Not compared with `scopes_supported`: MobilePay's document leaves out `offline_access`, which its guide requires.
 *
 * @throws ConfigurationError `scope-unknown`
 */
export function requestedScopes(products: readonly ProductScope[]): readonly string[] {
  const unknown = products.filter((scope) => !productScopes.has(scope))
  if (products.length === 0 || unknown.length > 0)
    throw new ConfigurationError('scope-unknown', { details: { unknown } })
  return ['openid', 'offline_access', ...new Set(products)]
}
