import type { Attempt } from '../../flow/arrival.ts'
import type { Flow, TokenRequestOptions } from '../../flow/flow.ts'
import { describeTokenAnswer, isIssued, type TokenAnswer } from '../../flow/tokens.ts'
import { judgeProblems, type Outcome, OutcomeSignal, skip } from '../outcome.ts'
import { codeFor } from './burning.ts'
import { isUnreadable, refusalProblems, unlessBusy } from './probe.ts'

/** How a client authenticates that may not be let in by HTTP Basic at all, which is for T-13 to say. */
export const byBasic: TokenRequestOptions = { authentication: 'client_secret_basic' }

/** The attempt of a code that was redeemed. */
export async function spentCode(flow: Flow): Promise<Attempt> {
  const { attempt } = await codeFor(flow, undefined)
  needsTokens(await flow.redeem(attempt))
  return attempt
}

export function needsTokens(answer: TokenAnswer) {
  const told = unlessBusy(answer)
  if (isIssued(told)) return told
  throw new OutcomeSignal(skip(`A good code brought no tokens: ${describeTokenAnswer(answer)} (T-01).`))
}

/** Passes where a code is refused. @param more errors that are right as well */
export function judgeRefused(what: string, answer: TokenAnswer, more: readonly string[] = []): Outcome {
  if (isUnreadable(unlessBusy(answer))) return skip(`${what}: the refusal tells no error that can be read (T-40).`)
  return judgeProblems(
    refusalProblems({ what, errors: ['invalid_grant', ...more] }, answer),
    `${what}: invalid_grant`,
    'Bind a code to its client, spend it at its first use, and forget it soon.',
  )
}

/** Makes tries in order: the first that goes wrong counts, else the last. */
export async function inOrder(
  first: () => Promise<Outcome>,
  ...others: readonly (() => Promise<Outcome>)[]
): Promise<Outcome> {
  let outcome = await first()
  for (const next of others) {
    if (outcome.kind !== 'pass') break
    outcome = await next()
  }
  return outcome
}
