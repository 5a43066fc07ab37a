import type { CheckDefinition } from '../check.ts'
import { judge } from '../outcome.ts'
import { listOf } from './list-of.ts'

/** The scopes of MobilePay's products (fact `scopes-list`). */
const productScopes = ['invoice', 'subscriptions', 'transactionreporting', 'merchantpayments', 'webhooks']

/** D-13: openid must be among the scopes; the others are told to integrators by MobilePay's documents. */
export const scopes: CheckDefinition = {
  id: 'D-13',
  title: 'scopes_supported contains openid, offline_access and the product scopes',
  spec: 'OIDD 3; MP docs',
  level: 'SHOULD',
  sandbox: 'unattended',
  async run(context) {
    const values = await listOf(context, 'scopes_supported')
    const expected = ['openid', 'offline_access', ...(context.environment ? productScopes : [])]
    const missing = expected.filter((scope) => !values?.includes(scope))
    return judge(missing.length === 0, {
      expected,
      actual: values ? { listed: values, missing } : null,
      remedy: 'List every scope that a client may ask for.',
      severity: values && !values.includes('openid') ? 'fail' : 'warn',
    })
  },
}
