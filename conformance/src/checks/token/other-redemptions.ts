import type { Flow, Redemption, TokenRequestOptions } from '../../flow/flow.ts'
import type { Lab } from '../../flow/lab.ts'
import { describeTokenAnswer, isIssued } from '../../flow/tokens.ts'
import type { CheckContext } from '../check-context.ts'
import { codeFor } from './burning.ts'
import { unlessBusy } from './probe.ts'

/** A redemption in another way than the one that everybody looks at, which must not matter to the tokens. */
interface OtherRedemption {
  readonly way: string
  readonly redemption: Redemption
}

type Way = (flow: Flow, lab: Lab) => Promise<Redemption>

const ways: Readonly<Record<string, Way>> = {
  'a second redemption': (flow) => redeemed(flow, {}),
  'a redemption by HTTP Basic': (flow) => redeemedByBasic(flow),
  'a redemption after an answer by fragment': (flow) => redeemed(flow, {}, { response_mode: 'fragment' }),
  'a redemption of another client': (flow, { reuse }) => redeemed(flow, { login: reuse }),
}

/** The redemption of a client that authenticates by HTTP Basic; made once a run. */
export function redeemedByBasic(flow: Flow): Promise<Redemption> {
  return flow.once('redeemed by HTTP Basic', (own) => redeemed(own, { authentication: 'client_secret_basic' }))
}

async function redeemed(flow: Flow, options: TokenRequestOptions, changes = {}): Promise<Redemption> {
  const { attempt, callback, code } = await codeFor(flow, options.login, changes)
  return { attempt, callback, code, tokens: unlessBusy(await flow.redeem(attempt, {}, options)) }
}

/** Redemptions in all other ways, whatever they came to; made once a run, and only where codes are cheap. */
async function otherRedemptions({ flow, target: { lab } }: CheckContext): Promise<readonly OtherRedemption[]> {
  if (!lab) return []
  const all: OtherRedemption[] = []
  for (const [way, make] of Object.entries(ways)) {
    all.push({ way, redemption: await flow.once(way, (own) => make(own, lab)) })
  }
  return all
}

/** Those that brought tokens. */
export async function otherIssued(context: CheckContext): Promise<readonly OtherRedemption[]> {
  return (await otherRedemptions(context)).filter(({ redemption }) => isIssued(redemption.tokens))
}

/**
 * What holds for one redemption that brought tokens holds for all.
 * @param first whose problems come first; others add theirs
 */
export async function problemsOfAll(
  context: CheckContext,
  first: Redemption,
  problemsOf: (redemption: Redemption) => readonly string[] | Promise<readonly string[]>,
): Promise<readonly string[]> {
  const usual = await problemsOf(first)
  const others: string[] = []
  for (const { way, redemption } of await otherIssued(context)) {
    const more = (await problemsOf(redemption)).filter((problem) => !usual.includes(problem))
    others.push(...more.map((problem) => `${way}: ${problem}`))
  }
  return [...usual, ...others]
}

/** Ways in which a code brings no tokens; whether the client is let in by HTTP Basic is for T-13 to say. */
export async function waysWithoutTokens(context: CheckContext): Promise<readonly string[]> {
  return (await otherRedemptions(context))
    .filter(({ redemption: { tokens } }) => !isIssued(tokens) && tokens.error !== 'invalid_client')
    .map(({ way, redemption: { tokens } }) => `${way}: ${describeTokenAnswer(tokens)}`)
}
