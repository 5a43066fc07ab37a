import type { AttemptOptions, Flow, HappyFlow } from '../../flow/flow.ts'
import { describeTokenAnswer, isIssued, type TokenAnswer } from '../../flow/tokens.ts'
import type { Target } from '../../subjects/target.ts'
import type { CheckContext } from '../check-context.ts'
import { OutcomeSignal, skip } from '../outcome.ts'
import { characterProblems } from '../token/access-token-form.ts'
import { unlessBusy } from '../token/probe.ts'

/** Seconds between one token and the next, so that their times differ. */
const pause = 2

/** A flow that brought a refresh token. */
export interface Refreshable {
  readonly flow: HappyFlow
  readonly refreshToken: string
}

/** A flow and two refreshes after it, one from the other, whatever they came to. */
export interface Refreshes {
  readonly before: HappyFlow
  readonly refreshToken: string
  readonly first: TokenAnswer
  /** With the newest refresh token; absent where the first refresh brought no tokens. */
  readonly second: TokenAnswer | undefined
  /** Statuses of the API for the access token before and for the first new one; absent where there is no API. */
  readonly api: { readonly before: number; readonly after: number } | undefined
  /** Seconds from before the flow to after the first refresh, and from there to after the second. */
  readonly seconds: readonly [first: number, second: number]
}

/** Two refreshes that went well. */
export interface GoodRefreshes extends Refreshes {
  readonly second: TokenAnswer
}

/** A flow of the check's own, with a refresh token. */
export async function refreshable(flow: Flow, options?: AttemptOptions): Promise<Refreshable> {
  const happy = await flow.happyAnew({}, options)
  const { refreshToken } = happy.tokens
  if (!refreshToken) throw new OutcomeSignal(skip('There is no refresh token (T-09).'))
  if (happy.accessToken === '') throw new OutcomeSignal(skip('The access token is empty (T-05).'))
  return { flow: happy, refreshToken }
}

/** The refreshes that everybody looks at; made once a run. */
export function refreshes({ flow, target }: CheckContext): Promise<Refreshes> {
  return flow.once('two refreshes', async (own) => {
    const now = async () => (target.lab ? await target.lab.now() : Date.now()) / 1000
    const start = await now()
    const { flow: before, refreshToken } = await refreshable(own)
    await own.pass(pause)
    const first = unlessBusy(await own.refresh(refreshToken))
    const middle = await now()
    const api = isIssued(first) ? await askApi(own, target, before.accessToken, first.accessToken) : undefined
    await own.pass(pause)
    const second = isIssued(first) ? unlessBusy(await own.refresh(newest(first, refreshToken))) : undefined
    return { before, refreshToken, first, second, api, seconds: [middle - start, (await now()) - middle] }
  })
}

async function askApi(flow: Flow, { apiUrl }: Target, before: string, after: string | undefined) {
  if (apiUrl === undefined || [before, after ?? ''].some((token) => characterProblems(token).length > 0))
    return undefined
  return { before: (await flow.api(before)).status, after: (await flow.api(after)).status }
}

/** The same, where both went well; R-01 says so where they did not. */
export async function goodRefreshes(context: CheckContext): Promise<GoodRefreshes> {
  const made = await refreshes(context)
  const { first, second } = made
  if (second && isIssued(second)) return { ...made, second }
  throw new OutcomeSignal(skip(`A refresh was answered with ${describeTokenAnswer(second ?? first)} (R-01).`))
}

/** The refresh token to use from now on: the old one stays where no new one came (RFC 6749 6). */
export function newest({ refreshToken }: TokenAnswer, before: string): string {
  return refreshToken ?? before
}

/** The answer, where it brought tokens; ends the check where it did not. */
export function mustBeIssued(answer: TokenAnswer): TokenAnswer {
  if (isIssued(unlessBusy(answer))) return answer
  throw new OutcomeSignal(skip(`A plain refresh was answered with ${describeTokenAnswer(answer)} (R-01).`))
}

/** Whether a request was refused with that error (RFC 6749 5.2). */
export function isRefusedWith({ response, error, accessToken }: TokenAnswer, code: string): boolean {
  const isStatus = response.status === 400 || (response.status === 401 && code === 'invalid_client')
  return isStatus && error === code && accessToken === undefined
}
