import { environments } from '@mobilepay-oidc/fixtures'
import { inapplicable } from '../checks/outcome.ts'
import { redactPersonal } from '../run/redact-personal.ts'
import type { AutomaticLogin } from '../subjects/target.ts'
import { fine, misconfigured, type PreflightCheck } from './preflight-check.ts'

const field = 'login.clientId'
const mend = 'Take the client_id from the file with credentials that MobilePay sent, in its own line.'

/** What people put where the client_id belongs. */
const mistaken: readonly (readonly [RegExp, string])[] = [
  [/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'it is a GUID, as x-ibm-client-id and merchant ids are.'],
  [/@/, 'it is an e-mail address, as those of the portal are.'],
  [/^(DK|FI)\d{8}$/, 'it is a VAT number.'],
  [/\s/, 'it has white space.'],
  [/^.{101,}$/, 'it has more than 100 characters, which the provider refuses.'],
]

/** PRE-03: the credentials are those of this provider and of this stage. */
export const clientId: PreflightCheck = {
  id: 'PRE-03',
  title: 'The client_id looks like one of MobilePay, and of this environment',
  blocks: 'logins',
  run({ target }) {
    const { login, environment } = target
    if (!login) return inapplicable('No client was given.')
    if (environment === undefined) return inapplicable("Other vendors' ids have other forms.")
    const expected = 'the id of a client of this environment'
    const actual = redactPersonal(login.clientId)
    const [, reason] = mistaken.find(([form]) => form.test(login.clientId)) ?? []
    if (reason !== undefined) return misconfigured({ field, reason, expected, actual, mend })
    return isOfProduction(login) && environments[environment].stage === 'sandbox'
      ? misconfigured({
          field,
          reason: `it is named for production, and ${environment} is a sandbox.`,
          expected,
          actual,
          mend: 'Use the credentials of the sandbox: those of production are not known there.',
        })
      : fine(actual)
  },
}

function isOfProduction({ clientId: id }: AutomaticLogin): boolean {
  return /(^|[._-])prod/i.test(id)
}
