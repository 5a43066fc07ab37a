import { describeTokenAnswer, isIssued, type TokenAnswer } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, judgeProblems, type Outcome, OutcomeSignal, skip, untested } from '../outcome.ts'
import { isReadableJwt } from './access-token-form.ts'
import { issued } from './exchanged.ts'
import { isUnreadable, refusalProblems, unlessBusy } from './probe.ts'

const spec = 'RFC 6749 4.1.2'

/** Seconds after which MobilePay's codes are to be dead: five minutes, as documented, and some more. */
const documentedLife = 330
/** The longest life that RFC 6749 4.1.2 recommends, in seconds. */
const recommendedLife = 600
const byBasic = { authentication: 'client_secret_basic' } as const
/** How many redemptions of one code race. */
const racers = 8

/** T-23 to T-25, T-33, T-34, T-46: a code is good once, for one client, and not for long. */
export const codes: readonly CheckDefinition[] = [
  {
    id: 'T-23',
    title: 'A code that was redeemed is refused with invalid_grant',
    spec,
    level: 'MUST',
    sandbox: 'burns-code',
    async run({ flow, target }) {
      const { attempt } = await flow.code()
      needsTokens(await flow.redeem(attempt))
      const again = judgeRefused('a code for the second time', await flow.redeem(attempt))
      if (again.kind !== 'pass') return again
      if (!target.lab) return again
      const { attempt: another } = await flow.code()
      if (!isIssued(await flow.redeem(another, {}, byBasic))) return again
      return judgeRefused('a code that was redeemed by HTTP Basic', await flow.redeem(another, {}, byBasic))
    },
  },
  {
    id: 'T-24',
    title: 'A code that was redeemed is refused half a minute later too',
    spec,
    level: 'MUST',
    sandbox: 'burns-code',
    async run({ flow }) {
      const { attempt } = await flow.code()
      needsTokens(await flow.redeem(attempt))
      await flow.pass(31)
      return judgeRefused('a code for the second time, 31 seconds later', await flow.redeem(attempt))
    },
  },
  {
    id: 'T-25',
    title: 'Tokens that a code brought are revoked when it is used again',
    spec,
    level: 'SHOULD',
    sandbox: 'destructive',
    run: judgeRevocation,
  },
  {
    id: 'T-33',
    title: 'Another client cannot redeem a code',
    spec: 'OIDCC 3.1.3.2; RFC 6749 4.1.3',
    level: 'MUST',
    sandbox: 'burns-code',
    async run({ flow }) {
      const other = flow.other()
      const { attempt } = await flow.code()
      const foreign = judgeRefused('a code of another client', await flow.redeem(attempt, {}, { login: other }))
      if (foreign.kind !== 'pass') return foreign
      const { attempt: another } = await flow.code()
      const answer = await flow.redeem(another, {}, { login: other, ...byBasic })
      return answer.error === 'invalid_client'
        ? foreign
        : judgeRefused('a code of another client, by HTTP Basic', answer)
    },
  },
  {
    id: 'T-34',
    title: 'An old code is refused with invalid_grant',
    spec,
    level: 'MUST',
    sandbox: 'burns-code',
    async run({ environment, flow, target }) {
      const seconds = environment ? documentedLife : recommendedLife
      if (!target.lab) return untested(`It would take ${seconds} seconds, and the subject's clock can't be moved.`)
      const { attempt } = await flow.code()
      await flow.pass(seconds)
      return judgeRefused(`a code after ${seconds} seconds`, await flow.redeem(attempt))
    },
  },
  {
    id: 'T-46',
    title: 'Of several redemptions of one code at once, one succeeds',
    spec,
    level: 'MUST',
    sandbox: 'destructive',
    async run({ flow }) {
      await issued(flow)
      const { attempt } = await flow.code()
      const answers = await Promise.all(Array.from({ length: racers }, () => flow.redeem(attempt)))
      const wins = answers.map(unlessBusy).filter(isIssued).length
      return judge(wins === 1, {
        expected: `1 of ${racers} redemptions of the code at once succeeds`,
        actual: `${wins} of ${racers} redemptions of the code at once succeeded`,
        remedy: 'Find and spend the code in one step that no other request can come between.',
      })
    },
  },
]

function needsTokens(answer: TokenAnswer): TokenAnswer {
  if (isIssued(unlessBusy(answer))) return answer
  throw new OutcomeSignal(skip(`A good code brought no tokens: ${describeTokenAnswer(answer)} (T-01).`))
}

function judgeRefused(what: string, answer: TokenAnswer): Outcome {
  const probe = { what, errors: ['invalid_grant'] }
  if (isUnreadable(unlessBusy(answer))) return skip(`${what}: the refusal tells no error that can be read (T-40).`)
  return judgeProblems(
    refusalProblems(probe, answer),
    `${what}: invalid_grant`,
    'Bind a code to its client, spend it at its first use, and forget it soon.',
  )
}

async function judgeRevocation({ flow, target }: CheckContext): Promise<Outcome> {
  const { attempt } = await flow.code()
  const { accessToken, refreshToken } = needsTokens(await flow.redeem(attempt))
  const api = async () => (target.apiUrl === undefined ? undefined : (await flow.api(accessToken)).status)
  const isTried = (await api()) === 200
  if (isIssued(unlessBusy(await flow.redeem(attempt)))) return skip('The code was good for the second time (T-23).')
  if (!refreshToken) return skip('There is no refresh token to try (T-09).')
  const refresh = unlessBusy(await flow.refresh(refreshToken))
  const status = isTried ? await api() : undefined
  const isAccessDead = status !== 200 || isReadableJwt(accessToken ?? '')
  return judge(!isIssued(refresh) && isAccessDead, {
    expected: 'refresh_token refused; access_token refused by the API, where it is no JWT',
    actual: {
      refresh_token: describeTokenAnswer(refresh),
      access_token: status === undefined ? 'not tried' : `API ${status}`,
    },
    remedy: 'Revoke what a code brought as soon as it is used again: one of the two who used it is a thief.',
  })
}
