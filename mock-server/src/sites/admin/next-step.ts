import type { Generation, Merchant, User } from '@mobilepay-oidc/fixtures'
import type { AuthorizeRequest } from '../../rules/authorize/authorize-request.ts'
import type { Refused } from '../../rules/refusal.ts'
import type { Clock } from '../../world/clock.ts'
import type { GrantRecord } from '../../world/grants.ts'
import type { Decision, Session } from '../../world/sessions.ts'
import type { Switches } from '../../world/settings.ts'

/** What happens next with an authorization request that passed the rules. */
export type Step =
  | { readonly kind: 'login' }
  | { readonly kind: 'pick-merchant'; readonly merchants: readonly Merchant[] }
  | { readonly kind: 'consent'; readonly merchant: Merchant | undefined }
  | { readonly kind: 'tell-client'; readonly error: ClientError }
  | { readonly kind: 'refuse'; readonly refused: Refused }
  | { readonly kind: 'issue'; readonly issue: Issue }

export interface Issue {
  readonly merchant: Merchant | undefined
  readonly scopes: readonly string[]
  /** The grant that stands and covers the request; absent where the user has just decided. */
  readonly standing: GrantRecord | undefined
}

/** The errors that go back to the integrator; all others end on the error page (facts, 2.3). */
export type ClientError = 'login_required' | 'consent_required' | 'interaction_required' | 'access_denied'

/** Everything that the next step depends on. */
export interface Situation {
  readonly generation: Generation
  readonly switches: Switches
  readonly clock: Clock
  readonly request: AuthorizeRequest
  /** Names the request, as sessions remember it. */
  readonly key: string
  readonly login: { readonly session: Session; readonly user: User } | undefined
  readonly merchants: readonly Merchant[]
  readonly decision: Decision
  findGrant(merchant: Merchant | undefined): GrantRecord | undefined
}

/** Login first, then the merchant, then the consent: the order of IdentityServer's interaction. */
export function nextStep(situation: Situation): Step {
  const silent = situation.request.prompts.includes('none')
  const needed = loginNeeded(situation)
  if (needed !== 'no') {
    const tellsClient = silent && (situation.generation === '2024' || needed === 'nobody')
    return tellsClient ? { kind: 'tell-client', error: 'login_required' } : { kind: 'login' }
  }
  const chosen = chooseMerchant(situation)
  if (chosen.kind !== 'chosen') {
    const mustAsk = silent && chosen.kind === 'pick-merchant'
    return mustAsk ? { kind: 'tell-client', error: 'interaction_required' } : chosen
  }
  return consentStep(situation, chosen.merchant, silent)
}

/** Generation 2018 lets `prompt=none` stop only where nobody is signed in; a stale login shows its page. */
function loginNeeded({ request, login, key, clock }: Situation): 'nobody' | 'again' | 'no' {
  if (request.prompts.includes('login') || request.prompts.includes('select_account')) return 'again'
  if (!login) return 'nobody'
  if (login.session.freshFor === key) return 'no'
  if (request.idp !== undefined && request.idp !== 'local') return 'again'
  const { maxAge } = request
  const stale = maxAge !== undefined && clock.now() > (login.session.authTime + maxAge) * 1000
  return stale ? 'again' : 'no'
}

type Chosen = { readonly kind: 'chosen'; readonly merchant: Merchant | undefined }

/** Facts `merchant-vat-unknown` and `merchant-vat-missing`. */
function chooseMerchant({ request, merchants, decision, switches }: Situation): Chosen | Step {
  if (request.merchantVat !== undefined) {
    const merchant = merchants.find(({ vat }) => vat === request.merchantVat)
    return merchant ? { kind: 'chosen', merchant } : { kind: 'refuse', refused: merchantVatUnknown }
  }
  if (merchants.length < 2) return { kind: 'chosen', merchant: merchants[0] }
  if (switches.missingMerchantVat === 'none') return { kind: 'chosen', merchant: undefined }
  if (decision.consent?.granted === false) return denied(switches)
  const merchant = merchants.find(({ merchantId }) => merchantId === decision.merchantId)
  return merchant ? { kind: 'chosen', merchant } : { kind: 'pick-merchant', merchants }
}

const merchantVatUnknown: Refused = {
  rule: 'merchant-vat-unknown',
  error: 'invalid_request',
  description: 'Unknown merchant_vat',
  mend: 'Send the VAT number of a merchant that the signed-in user may act for; the ready page lists users and merchants.',
}

function consentStep(situation: Situation, merchant: Merchant | undefined, silent: boolean): Step {
  const { request, decision, switches } = situation
  const required = consentRequired(situation, merchant)
  if (required && silent) return { kind: 'tell-client', error: 'consent_required' }
  if (!required && !request.prompts.includes('consent')) {
    return { kind: 'issue', issue: { merchant, scopes: request.scopes, standing: situation.findGrant(merchant) } }
  }
  const { consent } = decision
  if (!consent) return { kind: 'consent', merchant }
  if (!consent.granted) return denied(switches)
  const scopes = request.scopes.filter((scope) => consent.scopes.includes(scope))
  return { kind: 'issue', issue: { merchant, scopes, standing: undefined } }
}

/** A merchant's no (fact `consent-denied`). */
function denied({ consentDenied }: Switches): Step {
  if (consentDenied === 'to-client') return { kind: 'tell-client', error: 'access_denied' }
  return { kind: 'refuse', refused: consentRefused }
}

const consentRefused: Refused = {
  rule: 'consent-denied',
  error: 'access_denied',
  description: null,
  mend: 'The merchant said no. In this world that ends on the error page: switch consentDenied to to-client to be told.',
}

/** IdentityServer asks every time for `offline_access`; MobilePay's documents say that a standing grant is enough. */
function consentRequired({ request, switches, findGrant }: Situation, merchant: Merchant | undefined): boolean {
  if (!request.client.requireConsent) return false
  const standing = findGrant(merchant)?.scopes ?? []
  if (request.scopes.includes('offline_access') && !switches.standingGrantSkipsConsent) return true
  return !request.scopes.every((scope) => standing.includes(scope))
}
