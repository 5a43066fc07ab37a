import { type MerchantVatFault, merchantVatFault } from '@mobilepay-oidc/client'
import { environments } from '@mobilepay-oidc/fixtures'
import { inapplicable } from '../checks/outcome.ts'
import { fine, misconfigured, type PreflightCheck } from './preflight-check.ts'

const problems: Readonly<Record<NonNullable<MerchantVatFault>, string>> = {
  format: 'it is not DK or FI and eight digits.',
  'check-digit': 'its check digit is wrong, so no company has it.',
}

/** PRE-05: the VAT number is one. */
export const merchantVat: PreflightCheck = {
  id: 'PRE-05',
  title: 'merchant_vat is a VAT number with right check digits, of the country of this environment',
  blocks: 'logins',
  run({ target }) {
    const { login, environment } = target
    const vat = login?.merchantVat
    if (vat === undefined) return inapplicable('No VAT number was given.')
    if (environment === undefined) return inapplicable("Other vendors' providers know no merchant_vat.")
    const { country } = environments[environment]
    const form = `${vat.slice(0, 2)} and ${vat.length - 2} characters`
    const fault = merchantVatFault(vat)
    const foreign = vat.startsWith(country) ? undefined : `it is not of ${country}.`
    const problem = fault === undefined ? foreign : problems[fault]
    if (problem === undefined) return fine(form)
    return misconfigured({
      field: 'login.merchantVat',
      reason: problem,
      expected: `${country} and eight digits, the check digit right`,
      actual: form,
      mend: `Give the VAT number of a merchant of ${environment}, such as the one that the portal shows.`,
    })
  },
}
