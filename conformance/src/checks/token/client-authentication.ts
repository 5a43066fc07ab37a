import type { Flow } from '../../flow/flow.ts'
import { describeTokenAnswer, isIssued, type TokenAnswer } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, judge, judgeProblems, type Outcome } from '../outcome.ts'
import * as probes from './client-probes.ts'
import { exchanged } from './exchanged.ts'
import { lowerCaseScheme, percentEncodedBasic, registerOddSecret } from './odd-credentials.ts'
import { redeemedByBasic } from './other-redemptions.ts'
import { ask, refusalCheck, refusalProblems, unlessBusy } from './probe.ts'

/** T-12 to T-17: how the client says who it is. */
export const clientAuthentication: readonly CheckDefinition[] = [
  {
    id: 'T-12',
    title: 'client_secret_post works',
    spec: 'OIDCC 9; RFC 6749 2.3.1',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      if (context.flow.login().authentication === 'client_secret_basic') {
        return inapplicable('The client is registered for client_secret_basic.')
      }
      return judgeMethod(context, 'client_secret_post', (await exchanged(context.flow)).tokens)
    },
  },
  {
    id: 'T-13',
    title: 'client_secret_basic works, also with credentials that have to be encoded',
    spec: 'RFC 6749 2.3.1',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const outcome = judgeMethod(context, 'client_secret_basic', (await redeemedByBasic(context.flow)).tokens)
      if (outcome.kind !== 'pass') return outcome
      const problems = [...(await misreadings(context)), ...(await oddSecretProblems(context))]
      return judgeProblems(
        problems,
        'client_secret_basic authenticates the client, form-encoded as RFC 6749 says',
        'Decode user name and password of the Basic header as application/x-www-form-urlencoded before comparing.',
      )
    },
  },
  refusalCheck({
    id: 'T-14',
    title: 'Two ways of client authentication in one request are refused',
    spec: 'RFC 6749 2.3',
    level: 'MUST',
    sandbox: 'unattended',
    remedy: 'Refuse a request with an Authorization header and client_secret in the body: invalid_request.',
    probes: () => probes.twoAuthentications,
  }),
  refusalCheck({
    id: 'T-15',
    title: 'A wrong client secret is refused with invalid_client',
    spec: 'RFC 6749 5.2',
    level: 'MUST',
    sandbox: 'unattended',
    remedy: 'Authenticate the client before anything else, and answer invalid_client.',
    probes: ({ target }) => (target.lab ? [probes.wrongSecret, ...probes.nearCredentials] : [probes.wrongSecret]),
  }),
  {
    id: 'T-16',
    title: 'A failed HTTP Basic authentication is answered 401 with WWW-Authenticate',
    spec: 'RFC 6749 5.2',
    level: 'MUST',
    sandbox: 'unattended',
    async run({ flow }) {
      const answer = await ask(flow, probes.wrongBasicSecret)
      const challenge = answer.response.headers.get('www-authenticate')
      const isRight = answer.response.status === 401 && answer.error === 'invalid_client'
      const problems = [
        ...(isRight ? [] : [`${probes.wrongBasicSecret.what}: ${describeTokenAnswer(answer)}`]),
        ...(/^basic\b/i.test(challenge ?? '') ? [] : [`WWW-Authenticate is ${challenge ?? 'absent'}`]),
      ]
      return judgeProblems(
        problems,
        '401 invalid_client with WWW-Authenticate: Basic',
        'Answer a client that failed by the Authorization header with 401 and a challenge of its scheme.',
      )
    },
  },
  refusalCheck({
    id: 'T-17',
    title: 'A client that does not authenticate is refused with invalid_client',
    spec: 'OIDCC 3.1.3.2; RFC 6749 5.2',
    level: 'MUST',
    sandbox: 'unattended',
    remedy: 'Demand the secret of a client that has one, and answer invalid_client without it.',
    probes: ({ target }) => (target.lab ? [...probes.noAuthentication, probes.emptySecret] : probes.noAuthentication),
  }),
]

/** Other vendors' providers may hold a client to the one method that it is registered with (RFC 7591 2). */
function judgeMethod({ environment }: CheckContext, method: string, answer: TokenAnswer): Outcome {
  if (!environment && answer.error === 'invalid_client') {
    return inapplicable(`The client is not registered for ${method}: ${describeTokenAnswer(answer)}.`)
  }
  if (answer.error !== 'invalid_client' && !isIssued(answer)) {
    return { kind: 'skip', reason: `The client was let in by ${method}, but no tokens were issued (T-01).` }
  }
  return judge(isIssued(answer), {
    expected: `200 with an access token by ${method}`,
    actual: `${method}: ${describeTokenAnswer(answer)}`,
    remedy: `Accept the client’s credentials by ${method}.`,
  })
}

/** Right credentials, written as few write them, that do not let the client in. */
async function misreadings({ flow, target }: CheckContext): Promise<readonly string[]> {
  const problems: string[] = []
  for (const probe of target.lab ? [percentEncodedBasic, lowerCaseScheme] : [percentEncodedBasic]) {
    const answer = await ask(flow, probe)
    if (answer.error === 'invalid_client') problems.push(...refusalProblems(probe, answer))
  }
  return problems
}

async function oddSecretProblems({ flow, target }: CheckContext): Promise<readonly string[]> {
  if (!target.lab) return []
  const answer = await flow.once('redeemed with a secret that has to be encoded', redeemWithOddSecret)
  return isIssued(unlessBusy(answer)) ? [] : [`a secret with + / = and % by HTTP Basic: ${describeTokenAnswer(answer)}`]
}

async function redeemWithOddSecret(flow: Flow): Promise<TokenAnswer> {
  const login = await registerOddSecret(flow)
  const { attempt } = await flow.code({}, { login, browser: flow.browser(), visits: true })
  return flow.redeem(attempt, {}, { login, authentication: 'client_secret_basic' })
}
