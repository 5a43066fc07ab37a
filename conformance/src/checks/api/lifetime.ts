import type { HappyFlow } from '../../flow/flow.ts'
import { isIssued } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, OutcomeSignal, skip } from '../outcome.ts'
import { callApi, sendsChallenges } from './call-api.ts'
import { challengeIn, describeRefusal } from './challenge.ts'

/** P-04, P-17, P-18: how long a token is good for. */
export const lifetime: readonly CheckDefinition[] = [
  {
    id: 'P-04',
    title: 'An access token that has expired gets 401',
    spec: 'RFC 6750 3.1; MP docs',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const tokens = await workingTokens(context)
      await context.flow.pass(secondsLeft(tokens))
      const response = await callApi(context.flow, tokens.accessToken)
      const isTold = challengeIn(response).scheme === 'bearer' || !(await sendsChallenges(context.flow))
      return judge(response.status === 401 && isTold, {
        expected: 'an expired token gets 401 with WWW-Authenticate: Bearer',
        actual: `an expired token gets ${describeRefusal(response)}`,
        remedy: 'Compare exp with the time at every request, and send the challenge that tells clients to refresh.',
      })
    },
  },
  {
    id: 'P-17',
    title: 'An access token gets 401 once the merchant has taken the consent back',
    spec: 'MP docs, consent',
    level: 'MUST',
    sandbox: 'destructive',
    async run(context) {
      const { flow } = context
      const lab = flow.lab()
      const login = lab.other
      const options = { login, browser: 'new', visits: true } as const
      const tokens = await workingTokens(context, () => flow.happyAnew({}, options))
      await lab.revokeConsents(login.clientId)
      const afterRevocation = (await callApi(flow, tokens.accessToken)).status
      if (afterRevocation !== 401) await flow.pass(secondsLeft(tokens))
      const afterExpiry = afterRevocation === 401 ? 401 : (await callApi(flow, tokens.accessToken)).status
      return judge(afterRevocation === 401, {
        expected: { afterRevocation: 401, afterExpiry: 401 },
        actual: { afterRevocation, afterExpiry },
        remedy: 'Ask at every request whether the consent behind the access token still stands.',
      })
    },
  },
  {
    id: 'P-18',
    title: 'An access token gets 401 once its code has been presented again',
    spec: 'RFC 6749 4.1.2',
    level: 'SHOULD',
    sandbox: 'destructive',
    async run(context) {
      const { flow } = context
      const tokens = await workingTokens(context)
      const again = await flow.redeem(tokens.attempt)
      const { status } = await callApi(flow, tokens.accessToken)
      return judge(status === 401, {
        expected: { reusedCode: 'refused', accessTokenAfterwards: 401 },
        actual: {
          reusedCode: isIssued(again) ? 'accepted' : 'refused',
          accessTokenAfterwards: status,
        },
        remedy: 'Revoke what was issued for a code when the code comes a second time.',
      })
    },
  },
]

/** New tokens that the API takes, and not for one call alone; without them the check would say nothing. */
async function workingTokens(
  { flow }: CheckContext,
  obtain: () => Promise<HappyFlow> = () => flow.happyAnew(),
): Promise<HappyFlow> {
  if ((await callApi(flow, undefined)).status === 200)
    throw new OutcomeSignal(skip('The API answers without any token (P-02).'))
  const tokens = await obtain()
  for (const call of ['a good access token', 'an access token a second time']) {
    const { status } = await callApi(flow, tokens.accessToken)
    if (status !== 200) throw new OutcomeSignal(skip(`The API does not take ${call} (P-01).`))
  }
  return tokens
}

function secondsLeft({ tokens }: HappyFlow): number {
  const lifetime = Number(tokens.body.expires_in)
  if (Number.isFinite(lifetime) && lifetime > 0) return lifetime + 1
  throw new OutcomeSignal(skip('The token response does not say how long the token lives (T-06).'))
}
