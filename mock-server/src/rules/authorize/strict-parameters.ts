import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'

/** What MobilePay's documents call required and a real IdentityServer does not enforce. */
export const documentedParameters = ['state', 'response_mode', 'merchant_vat'] as const

export const strictParameters: Rule<AuthorizeInput> = {
  fact: 'strict-parameters',
  mend: `Send ${documentedParameters.join(', ')}, as MobilePay's documents ask, or switch strictParameters off.`,
  refuse({ parameters, switches }) {
    if (!switches.strictParameters) return undefined
    const missing = documentedParameters.find((name) => !parameters.get(name))
    return missing && refusal('invalid_request', `Missing ${missing}`)
  },
}
