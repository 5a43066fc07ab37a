import type { Flow } from '../../flow/flow.ts'
import type { HttpResponse } from '../../subjects/http.ts'
import { isLoopback, isLoopbackHttp } from '../../subjects/loopback.ts'
import type { CheckDefinition } from '../check.ts'
import { inapplicable, judge, judgeProblems } from '../outcome.ts'
import { answerToPlainHttp, noTransport } from '../plain-http.ts'
import { callApi, isRefused } from './call-api.ts'
import { challengeIn, describeRefusal } from './challenge.ts'
import { signedByNobody } from './forged-tokens.ts'

const challenged = '401 with WWW-Authenticate: Bearer'
const remedy = 'Answer requests without a bearer token with 401 and the challenge WWW-Authenticate: Bearer.'

/** P-02, P-03, P-19: what the API says to whom it does not know. */
export const withoutToken: readonly CheckDefinition[] = [
  {
    id: 'P-02',
    title: 'A request without a token gets 401 with WWW-Authenticate: Bearer',
    spec: 'RFC 6750 3, 3.1',
    level: 'MUST',
    sandbox: 'unattended',
    async run({ flow }) {
      const answers = {
        'no Authorization': await callApi(flow, undefined),
        'Basic credentials': await callApi(flow, undefined, {
          headers: { authorization: 'Basic Y29uZm9ybWFuY2U6eA==' },
        }),
      }
      const problems = [...problemsOf(answers, ({ scheme }) => scheme === 'bearer'), ...(await openMethods(flow))]
      if (problems.length > 0) return judgeProblems(problems, challenged, remedy)
      const { error } = challengeIn(answers['no Authorization'])
      return judge(error === undefined, {
        expected: challenged,
        actual:
          error === undefined
            ? challenged
            : `${challenged} error="${error}", though nothing was sent that may be wrong`,
        remedy: 'Leave error out of the challenge where no token was sent (RFC 6750 3.1).',
        severity: 'warn',
      })
    },
  },
  {
    id: 'P-03',
    title: 'A token that is none gets 401 with error="invalid_token"',
    spec: 'RFC 6750 3.1',
    level: 'MUST',
    sandbox: 'unattended',
    async run({ flow }) {
      const answers = {
        'a word for a token': await callApi(flow, 'conformance'),
        'three words with dots between them': await callApi(flow, 'conformance.conformance.conformance'),
        'a JWT that nobody signed': await callApi(flow, signedByNobody()),
      }
      return judgeProblems(
        problemsOf(answers, ({ scheme, error }) => scheme === 'bearer' && error === 'invalid_token'),
        '401 with WWW-Authenticate: Bearer error="invalid_token"',
        'Name invalid_token in the challenge, so that clients know that a new token helps.',
      )
    },
  },
  {
    id: 'P-19',
    title: 'The API takes no plain http',
    spec: 'RFC 6750 5.3',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const { apiUrl } = context.target
      if (apiUrl === undefined) return inapplicable('The subject has no API that the suite knows.')
      if (isLoopbackHttp(apiUrl)) return inapplicable(noTransport)
      if (new URL(apiUrl).port !== '' && isLoopback(apiUrl))
        return inapplicable('On this machine port 80 belongs to somebody else.')
      const actual = await answerToPlainHttp(context, apiUrl)
      return judge(!actual.startsWith('serves'), {
        expected: 'refused, or redirected to https',
        actual: `plain http at the API is ${actual}`.replace('is serves', 'serves'),
        remedy: 'Close port 80 of the API, or answer with a redirect to the https address alone.',
      })
    },
  },
]

/** Other methods that let somebody in; to refuse a method is as good as to refuse who comes. */
async function openMethods(flow: Flow): Promise<readonly string[]> {
  const problems: string[] = []
  for (const method of ['HEAD', 'POST', 'PUT', 'DELETE', 'PATCH']) {
    const response = await callApi(flow, undefined, { method })
    if (!isRefused(response)) problems.push(`${method} without a token: ${response.status}`)
  }
  return problems
}

function problemsOf(
  answers: Readonly<Record<string, HttpResponse>>,
  isRight: (challenge: ReturnType<typeof challengeIn>) => boolean,
): readonly string[] {
  return Object.entries(answers)
    .filter(([, response]) => response.status !== 401 || !isRight(challengeIn(response)))
    .map(([what, response]) => `${what}: ${describeRefusal(response)}`)
}
