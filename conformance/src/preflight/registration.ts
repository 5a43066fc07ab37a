import type { CheckContext } from '../checks/check-context.ts'
import { inapplicable, type Outcome } from '../checks/outcome.ts'
import { type Attempt, describeArrival, errorOf } from '../flow/arrival.ts'
import { fine, misconfigured, type PreflightCheck } from './preflight-check.ts'

const expected = 'a login page, or login_required to the redirect URI'
const scopeErrors: readonly (string | undefined)[] = ['invalid_scope', 'invalid_target']
const clientErrors: readonly (string | undefined)[] = ['unauthorized_client', 'unsupported_response_type']

/** PRE-07: an authorization request without a login, which comes as far as the registration allows. */
export const registration: PreflightCheck = {
  id: 'PRE-07',
  title: 'The authorization endpoint knows the client, its redirect URI and its scopes',
  blocks: 'logins',
  async run(context) {
    if (!context.target.login) return inapplicable('No client was given.')
    const attempt = await probe(context, {})
    const error = errorOf(attempt)
    const isPage = attempt.arrival.kind === 'page' && attempt.arrival.purpose === 'error'
    if (scopeErrors.includes(error)) return wrongScopes(attempt, context)
    if (!isPage) return clientErrors.includes(error) ? wrongClient(attempt, context) : fine(describeArrival(attempt))
    if (await isDueToMerchant(context)) return wrongMerchant(attempt)
    return error === 'unsupported_response_type' ? wrongClient(attempt, context) : wrongRedirectUri(attempt, context)
  },
}

function probe({ flow }: CheckContext, changes: Readonly<Record<string, undefined>>): Promise<Attempt> {
  return flow.attempt({ prompt: 'none', ...changes }, { browser: 'new' })
}

/** Whether the same request without a merchant is taken. */
async function isDueToMerchant(context: CheckContext): Promise<boolean> {
  if (context.target.login?.merchantVat === undefined) return false
  const { arrival } = await probe(context, { merchant_vat: undefined })
  return arrival.kind === 'callback' || (arrival.kind === 'page' && arrival.purpose !== 'error')
}

function wrongScopes(attempt: Attempt, { target }: CheckContext): Outcome {
  return misconfigured({
    field: 'login.scopes',
    reason: `the client may not ask for ${target.login?.scopes.join(' ')}.`,
    expected,
    actual: describeArrival(attempt),
    mend: 'Leave out the scopes that the client is not registered for; MobilePay gives a scope for each product.',
  })
}

function wrongClient(attempt: Attempt, { target }: CheckContext): Outcome {
  return misconfigured({
    field: 'login.clientId',
    reason: `${target.login?.clientId} is not known here, or may not use response_type=code id_token.`,
    expected,
    actual: describeArrival(attempt),
    mend: 'Compare it with the credentials for this environment, and have the hybrid flow registered for it.',
  })
}

function wrongMerchant(attempt: Attempt): Outcome {
  return misconfigured({
    field: 'login.merchantVat',
    reason: 'the request is refused with it, and taken without it.',
    expected,
    actual: describeArrival(attempt),
    mend: 'Give the VAT number of a merchant that this environment knows; null where the provider knows no merchants.',
  })
}

/** The token endpoint has taken the client by now (PRE-06), so that it is the address. */
function wrongRedirectUri(attempt: Attempt, { target }: CheckContext): Outcome {
  return misconfigured({
    field: 'login.redirectUri',
    reason: `${target.login?.redirectUri} does not seem to be registered for ${target.login?.clientId}.`,
    expected,
    actual: describeArrival(attempt),
    mend: 'Write it just as it was registered (every character counts), or have it registered.',
  })
}
