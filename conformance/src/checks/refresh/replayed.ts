import type { Flow } from '../../flow/flow.ts'
import type { TokenAnswer } from '../../flow/tokens.ts'
import { OutcomeSignal, skip } from '../outcome.ts'
import { unlessBusy } from '../token/probe.ts'
import { mustBeIssued, refreshable } from './refreshes.ts'
import { asUnknown, toldRefusal } from './told-refusal.ts'

/** A refresh token that was replaced, presented again, and the answer to its successor after that. */
export interface Replayed {
  readonly replay: TokenAnswer
  readonly newest: TokenAnswer
}

const hour = 3600

/** A refresh, the used token again, and then the newest one; made once a run. */
export function replayed(flow: Flow): Promise<Replayed> {
  return flow.once('replayed refresh token', async (own) => {
    const { used, successor } = await usedToken(own)
    const replay = unlessBusy(await own.refresh(used))
    return { replay, newest: unlessBusy(await own.refresh(successor)) }
  })
}

/** What a used token is told that comes by HTTP Basic, and one that comes when it might be forgotten. */
export async function replayedOtherwise(flow: Flow): Promise<Readonly<Record<string, string>>> {
  const { used } = await usedToken(flow)
  const byBasic = await flow.refresh(used, {}, { authentication: 'client_secret_basic' })
  // Whether the client is let in by HTTP Basic at all is for T-13 to say.
  const isLetIn = byBasic.error !== 'invalid_client'
  const told = isLetIn ? await toldRefusal(flow, byBasic) : asUnknown
  await flow.pass(hour)
  return { byBasic: told, anHourLater: await toldRefusal(flow, await flow.refresh(used)) }
}

async function usedToken(flow: Flow): Promise<{ readonly used: string; readonly successor: string }> {
  const { refreshToken } = await refreshable(flow)
  return { used: refreshToken, successor: successorOf(mustBeIssued(await flow.refresh(refreshToken)), refreshToken) }
}

/** The refresh token that took another's place. */
export function successorOf({ refreshToken }: TokenAnswer, before: string): string {
  if (refreshToken !== undefined && refreshToken !== before) return refreshToken
  throw new OutcomeSignal(skip('The refresh token is not replaced when it is used (R-12).'))
}
