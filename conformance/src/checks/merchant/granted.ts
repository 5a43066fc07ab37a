import { type Attempt, describeArrival, errorOf, fieldOf } from '../../flow/arrival.ts'
import type { Changes } from '../../flow/authorization-request.ts'
import type { AttemptOptions, Flow } from '../../flow/flow.ts'
import { pagesShown } from '../../flow/pages-shown.ts'
import { describeTokenAnswer, isIssued, type TokenAnswer } from '../../flow/tokens.ts'
import type { Target } from '../../subjects/target.ts'
import { crashOf, isTaken } from '../authorize/probe.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, type Outcome, OutcomeSignal, skip, untested } from '../outcome.ts'
import { isTold, type MerchantSeen, merchantProblems, seeMerchant } from './merchant-seen.ts'

/** What became of an authorization for a merchant: up to the API where it went well. */
export interface Granted {
  readonly attempt: Attempt
  /** The answer to the code; absent where none came. */
  readonly tokens: TokenAnswer | undefined
  /** Whose the access token is; absent where there is none. */
  readonly merchant: MerchantSeen | undefined
}

/** An authorization request, its code redeemed, its access token looked at; ends the check where that tells nothing. */
export async function grant(
  flow: Flow,
  target: Target,
  changes: Changes,
  options: AttemptOptions = {},
): Promise<Granted> {
  const attempt = completed(await flow.attempt(changes, options))
  if (!isTaken(attempt)) {
    const isNamed = attempt.request.get('merchant_vat')?.trim()
    await mustBeForMerchant(flow, attempt, isNamed ? { merchant_vat: undefined } : {}, options)
    return { attempt, tokens: undefined, merchant: undefined }
  }
  return redeemed(flow, target, attempt, options)
}

/** The code of an attempt redeemed, its access token looked at; ends the check where that tells nothing. */
export async function redeemed(
  flow: Flow,
  target: Target,
  attempt: Attempt,
  options: Pick<AttemptOptions, 'login'> = {},
): Promise<Granted> {
  const tokens = await flow.redeem(attempt, {}, options)
  if (!isIssued(tokens)) {
    throw new OutcomeSignal(skip(`The code was answered with ${describeTokenAnswer(tokens)} (T-01, T-05).`))
  }
  const merchant = await seeMerchant(flow, target, tokens.accessToken)
  if (!isTold(merchant)) throw new OutcomeSignal(untold(merchant))
  return { attempt, tokens, merchant }
}

/** The attempt, unless it stopped at a page that tells of no OAuth error: then the login failed, not the merchant. */
export function completed(attempt: Attempt): Attempt {
  const { arrival } = attempt
  if (arrival.kind === 'callback' && errorOf(attempt) === undefined && !fieldOf(arrival, 'code')) {
    throw new OutcomeSignal(skip('The callback has no code (C-05).'))
  }
  if (arrival.kind !== 'page' || arrival.error !== undefined || crashOf(attempt) !== undefined) return attempt
  if (arrival.purpose === 'error' && arrival.response.status < 400) return attempt
  throw new OutcomeSignal(skip(`The login was not completed: it ended with ${describeArrival(attempt)} (A-01).`))
}

/**
 * Ends the check where the request comes to the same end with another merchant_vat, or without one.
 * @param control what is sent in its place
 */
export async function mustBeForMerchant(
  flow: Flow,
  attempt: Attempt,
  control: Changes,
  options: AttemptOptions = {},
): Promise<void> {
  const other = await flow.attempt(control, options)
  if (isTaken(other) || describeArrival(other) !== describeArrival(attempt)) return
  throw new OutcomeSignal(skip(`So ends every request, whatever merchant_vat: ${describeArrival(attempt)} (A-01).`))
}

/** Why nobody can say whose an access token is. */
function untold({ status }: MerchantSeen): Outcome {
  return status === undefined
    ? untested('The access token cannot be read, and no API is known that would tell its merchant.')
    : skip(`The API answers ${status} to the access token, which cannot be read (P-01).`)
}

/** What keeps it from being a grant for the merchant with that VAT number. */
export function grantProblems({ attempt, merchant }: Granted, vat: string): readonly string[] {
  if (!merchant) return [`it ended with ${describeArrival(attempt)}`]
  return merchantProblems(merchant, vat)
}

/** Whether the user was asked which merchant it is to be. */
export function wasAsked({ attempt }: Pick<Granted, 'attempt'>): boolean {
  return pagesShown(attempt).some(({ purpose }) => purpose === 'merchant')
}

/** Whether it was refused, in good order. */
export function isRefusedInOrder({ attempt }: Pick<Granted, 'attempt'>): boolean {
  const { arrival } = attempt
  const isError = arrival.kind === 'page' ? arrival.purpose === 'error' : !isTaken(attempt)
  return isError && arrival.kind !== 'elsewhere' && crashOf(attempt) === undefined
}

/** The number that the subject's own user may use. Ends the check for other vendors' providers, which have none. */
export function ownVat({ environment, flow }: CheckContext): string {
  if (!environment) throw new OutcomeSignal(inapplicable('merchant_vat is a parameter of MobilePay alone.'))
  const { merchantVat } = flow.login()
  if (merchantVat !== undefined) return merchantVat
  throw new OutcomeSignal(untested('The subject has no merchant_vat that its user may act for.'))
}
