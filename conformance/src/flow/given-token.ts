import { OutcomeSignal, untested } from '../checks/outcome.ts'
import type { Flow, HappyFlow } from './flow.ts'
import { describeTokenAnswer, isIssued, type TokenAnswer } from './tokens.ts'

/** A refresh token that the person brought, in place of a login; the newest one takes its place. */
export interface GivenToken {
  current: string
}

export const noLogin = 'It needs a login, and this run was given a refresh token in place of one.'

/** What stands for a flow where there is a refresh token alone: a refresh, behind which no front channel was. */
export async function flowFromToken(flow: Pick<Flow, 'refresh'>, given: GivenToken): Promise<HappyFlow> {
  const tokens = await flow.refresh(given.current)
  const { accessToken, idToken } = tokens
  if (!isIssued(tokens) || accessToken === undefined) {
    const reason = `The refresh token that was given was answered with ${describeTokenAnswer(tokens)}.`
    throw new OutcomeSignal({ kind: 'inconclusive', reason })
  }
  return {
    tokens,
    accessToken,
    get back() {
      if (idToken) return idToken
      throw new OutcomeSignal({ kind: 'skip', reason: 'The answer to the refresh has no ID token.' })
    },
    get front() {
      return withoutLogin()
    },
    get attempt() {
      return withoutLogin()
    },
    get callback() {
      return withoutLogin()
    },
    get code() {
      return withoutLogin()
    },
  }
}

export function withoutLogin(): never {
  throw new OutcomeSignal(untested(noLogin))
}

/** Keeps what a refresh brought. */
export function keepNewest(given: GivenToken | undefined, answer: TokenAnswer): void {
  if (given && isIssued(answer) && answer.refreshToken !== undefined) given.current = answer.refreshToken
}
