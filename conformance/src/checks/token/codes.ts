import type { Flow, TokenRequestOptions } from '../../flow/flow.ts'
import { describeTokenAnswer, isIssued } from '../../flow/tokens.ts'
import type { AutomaticLogin } from '../../subjects/target.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, type Outcome, skip, untested } from '../outcome.ts'
import { isReadableJwt } from './access-token-form.ts'
import { codeFor } from './burning.ts'
import { issued } from './exchanged.ts'
import { unlessBusy } from './probe.ts'
import { byBasic, inOrder, judgeRefused, needsTokens } from './spent-code.ts'

const spec = 'RFC 6749 4.1.2'

/** Seconds after which MobilePay's codes are to be dead: five minutes, as documented, and some more. */
const documentedLife = 330
/** The longest life that RFC 6749 4.1.2 recommends, in seconds. */
const recommendedLife = 600
/** How many redemptions of one code race. */
const racers = 8

/** T-25, T-33, T-34, T-46: a code is good for one client, not for long, and for one of several requests. */
export const codes: readonly CheckDefinition[] = [
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
    async run({ flow, target: { lab } }) {
      const other = flow.other()
      const byPost = () => judgeForeign(flow, 'a code of another client', { login: other })
      const otherwise = () =>
        judgeForeign(flow, 'a code of another client, by HTTP Basic', { login: other, ...byBasic })
      if (!lab) return inOrder(byPost, otherwise)
      const ofOther = () => judgeForeign(flow, 'a code of the other client', { login: flow.login() }, lab.reuse)
      return inOrder(byPost, otherwise, ofOther)
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

/** @param owner whose code it is; by default the subject's own client's */
async function judgeForeign(flow: Flow, what: string, thief: TokenRequestOptions, owner?: AutomaticLogin) {
  const { attempt } = await codeFor(flow, owner)
  return judgeRefused(what, await flow.redeem(attempt, {}, thief), thief.authentication ? ['invalid_client'] : [])
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
  const isAccessDead = status !== 200 || isReadableJwt(accessToken)
  return judge(!isIssued(refresh) && isAccessDead, {
    expected: 'refresh_token refused; access_token refused by the API, where it is no JWT',
    actual: {
      refresh_token: describeTokenAnswer(refresh),
      access_token: status === undefined ? 'not tried' : `API ${status}`,
    },
    remedy: 'Revoke what a code brought as soon as it is used again: one of the two who used it is a thief.',
  })
}
