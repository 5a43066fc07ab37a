import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'

export const merchantVatFormat: Rule<AuthorizeInput> = {
  fact: 'merchant-vat-format',
  mend: 'Send merchant_vat as DK or FI and eight digits, without a dash, such as DK12345674.',
  refuse({ parameters }) {
    const vat = parameters.get('merchant_vat')
    if (vat === undefined || /^(?:DK|FI)\d{8}$/.test(vat)) return undefined
    return refusal('invalid_request', 'Invalid merchant_vat')
  },
}
