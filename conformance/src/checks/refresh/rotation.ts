import { isIssued, type TokenAnswer } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, judgeProblems, OutcomeSignal, skip } from '../outcome.ts'
import { unlessBusy } from '../token/probe.ts'
import { goodRefreshes, mustBeIssued, refreshable } from './refreshes.ts'
import { asUnknown, toldRefusal } from './told-refusal.ts'

/** one-time refresh tokens. */
export const rotation: readonly CheckDefinition[] = [
  {
    id: 'R-12',
    title: 'Each refresh brings a new refresh token',
    spec: 'RFC 9700 2.2.2, 4.14',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run(context) {
      const { refreshToken, first, second } = await goodRefreshes(context)
      const problems = [
        ...rotationProblems('first', first, [refreshToken]),
        ...rotationProblems('second', second, [refreshToken, first.refreshToken]),
      ]
      const outcome = judgeProblems(
        problems,
        'a refresh_token that was not seen before',
        'Replace the refresh token at each use, so that a stolen one is found out.',
      )
      // Of clients that authenticate it is not demanded (RFC 9700 4.14.2); MobilePay’s documents promise it.
      const isMilder = outcome.kind === 'violation' && !context.environment
      return isMilder ? { ...outcome, severity: 'info' } : outcome
    },
  },
  {
    id: 'R-13',
    title: 'A refresh token that was replaced is refused',
    spec: 'RFC 9700 4.14.2',
    level: 'SHOULD',
    sandbox: 'destructive',
    async run({ flow }) {
      const replay = await toldRefusal(flow, (await replayed(flow)).replay)
      return judge(replay === asUnknown, {
        expected: { replayOfRefreshToken: asUnknown },
        actual: { replayOfRefreshToken: replay },
        remedy: 'Refuse a refresh token that was used, with invalid_grant.',
      })
    },
  },
  {
    id: 'R-14',
    title: 'After a refresh token was replayed, its successor is refused too',
    spec: 'RFC 9700 4.14.2',
    level: 'SHOULD',
    sandbox: 'destructive',
    async run({ flow }) {
      const answers = await replayed(flow)
      const [replay, newest] = [await toldRefusal(flow, answers.replay), await toldRefusal(flow, answers.newest)]
      return judge(replay === asUnknown && newest === asUnknown, {
        expected: { replay: asUnknown, newest: asUnknown },
        actual: { replay, newest },
        remedy: 'Revoke all that came from a refresh token which is presented twice: one of the two holders stole it.',
      })
    },
  },
  {
    id: 'R-26',
    title: 'Of several refreshes with one token at once, one alone brings tokens',
    spec: 'RFC 9700 4.14',
    level: 'SHOULD',
    sandbox: 'destructive',
    run: concurrently,
  },
]

function rotationProblems(
  which: string,
  { body, refreshToken }: TokenAnswer,
  seen: readonly (string | undefined)[],
): readonly string[] {
  if (refreshToken === undefined || refreshToken === '') {
    return [
      `${which} refresh: refresh_token is ${body.refresh_token === undefined ? 'absent' : 'no string with something in it'}`,
    ]
  }
  return seen.includes(refreshToken) ? [`${which} refresh: refresh_token is one that came before`] : []
}

interface Replayed {
  readonly replay: TokenAnswer
  readonly newest: TokenAnswer
}

/** A refresh, the used token again, and then the newest one. */
function replayed(flow: CheckContext['flow']): Promise<Replayed> {
  return flow.once('replayed refresh token', async (own) => {
    const { refreshToken } = await refreshable(own)
    const successor = successorOf(mustBeIssued(await own.refresh(refreshToken)), refreshToken)
    const replay = unlessBusy(await own.refresh(refreshToken))
    return { replay, newest: unlessBusy(await own.refresh(successor)) }
  })
}

function successorOf({ refreshToken }: TokenAnswer, before: string): string {
  if (refreshToken !== undefined && refreshToken !== before) return refreshToken
  throw new OutcomeSignal(skip('The refresh token is not replaced when it is used (R-12).'))
}

/** Where the winner's refresh token is refused as well, the losers counted as a replay: R-14 asks for that. */
async function concurrently({ flow, target }: CheckContext) {
  const { refreshToken } = await refreshable(flow)
  const number = target.lab ? 8 : 2
  const answers = await Promise.all(Array.from({ length: number }, () => flow.refresh(refreshToken)))
  const [winner, ...others] = answers.filter(isIssued)
  if (!winner) throw new OutcomeSignal(skip('No refresh brings tokens (R-01).'))
  const errors: string[] = []
  for (const answer of answers) if (!isIssued(answer)) errors.push(await toldRefusal(flow, answer))
  const after = await toldRefusal(flow, await flow.refresh(successorOf(winner, refreshToken)))
  return judge(others.length === 0 && errors.every((error) => error === asUnknown), {
    expected: { issued: 1, refusals: [asUnknown], newest: 'tokens, or refused for the replay' },
    actual: { issued: others.length + 1, refusals: [...new Set(errors)], newest: after },
    remedy: 'Take a one-time refresh token out of the store in one step, so that one request alone finds it.',
  })
}
