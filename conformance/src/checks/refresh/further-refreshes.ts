import type { Changes } from '../../flow/authorization-request.ts'
import type { Flow, TokenRequestOptions } from '../../flow/flow.ts'
import { isIssued, type TokenAnswer } from '../../flow/tokens.ts'
import type { AutomaticLogin } from '../../subjects/target.ts'
import type { CheckContext } from '../check-context.ts'
import { codeFor } from '../token/burning.ts'
import { redeemedByBasic } from '../token/other-redemptions.ts'
import { partlyGranted } from '../token/partly-granted.ts'
import { unlessBusy } from '../token/probe.ts'
import { type GoodRefreshes, goodRefreshes, newest } from './refreshes.ts'

/** A refresh that is as right as the first one, and the answer to the code before it. */
export interface FurtherRefresh {
  readonly what: string
  readonly before: TokenAnswer
  readonly answer: TokenAnswer
}

interface Way {
  readonly what: string
  readonly changes?: Changes
  readonly options?: TokenRequestOptions
}

/** Ways to ask that must not matter. */
function waysOf(scopes: readonly string[], knowsBasic: boolean): readonly Way[] {
  const byBasic: Way = { what: 'refresh by HTTP Basic', options: { authentication: 'client_secret_basic' } }
  return [
    { what: 'third refresh' },
    ...(knowsBasic ? [byBasic] : []),
    { what: 'refresh with the scopes that were asked for', changes: { scope: scopes.join(' ') } },
    { what: 'refresh with an empty scope', changes: { scope: '' } },
  ]
}

/**
 * Refreshes after the first two, of another client, and after a consent to less; made once a run, and only where codes are
 * cheap.
 */
export async function furtherRefreshes(context: CheckContext): Promise<readonly FurtherRefresh[]> {
  const { flow, target } = context
  const { lab } = target
  if (!lab) return []
  const before = await goodRefreshes(context)
  const knowsBasic = isIssued((await redeemedByBasic(flow)).tokens)
  const part = await partlyGranted(context)
  return flow.once('further refreshes', async (own) => [
    ...(await goOn(own, before, waysOf(own.login().scopes, knowsBasic))),
    ...(await ofAnotherClient(own, lab.reuse)),
    ...(part ? await refreshOf(own, `refresh after a consent without ${part.declined}`, part.redemption.tokens) : []),
  ])
}

/** One refresh after the other, as long as there are tokens. */
async function goOn(flow: Flow, made: GoodRefreshes, ways: readonly Way[]): Promise<readonly FurtherRefresh[]> {
  const { before, refreshToken, first, second } = made
  const further: FurtherRefresh[] = []
  let token = newest(second, newest(first, refreshToken))
  for (const { what, changes, options } of ways) {
    const answer = unlessBusy(await flow.refresh(token, changes, options))
    further.push({ what, before: before.tokens, answer })
    if (isIssued(answer)) token = newest(answer, token)
  }
  return further
}

async function ofAnotherClient(flow: Flow, login: AutomaticLogin): Promise<readonly FurtherRefresh[]> {
  const { attempt } = await codeFor(flow, login)
  return refreshOf(flow, 'refresh of another client', await flow.redeem(attempt, {}, { login }), { login })
}

/** Nothing where there is no refresh token: T-09 says so. */
async function refreshOf(
  flow: Flow,
  what: string,
  before: TokenAnswer,
  options: TokenRequestOptions = {},
): Promise<readonly FurtherRefresh[]> {
  if (!before.refreshToken) return []
  return [{ what, before, answer: unlessBusy(await flow.refresh(before.refreshToken, {}, options)) }]
}
