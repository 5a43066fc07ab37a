import { randomUuid } from '../../flow/random.ts'
import { isObject, lenientJson } from '../../run/json-values.ts'
import type { HttpResponse } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, judge, judgeProblems, OutcomeSignal, skip } from '../outcome.ts'
import { freshTokens } from './api-token.ts'
import { callApi, isRefused, unlessBusy } from './call-api.ts'
import { challengeIn } from './challenge.ts'

/** P-09 to P-13: how a call is made. */
export const calling: readonly CheckDefinition[] = [
  {
    id: 'P-09',
    title: 'A token without the scope of the API gets 403 with error="insufficient_scope"',
    spec: 'RFC 6750 3.1',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run(context) {
      const { flow } = context
      apiUrlOf(context)
      const { accessToken } = await flow.happyAnew({ scope: 'openid subscriptions' })
      const response = await callApi(flow, accessToken)
      const { error = null } = challengeIn(response)
      return judge(response.status === 403 && error === 'insufficient_scope', {
        expected: { withoutScope: 403, error: 'insufficient_scope' },
        actual: { withoutScope: response.status, error },
        remedy: 'Refuse tokens without the scope of the API with 403 and name insufficient_scope in the challenge.',
      })
    },
  },
  {
    id: 'P-10',
    title: 'A token in the query is refused, and in any other place than the Authorization header under Bearer',
    spec: 'RFC 6750 2, 2.3, 5.3; RFC 9700 4.3.2',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run(context) {
      const { accessToken } = await acceptedToken(context)
      const problems: string[] = []
      for (const { what, request } of otherPlaces(context, accessToken)) {
        const answer = unlessBusy(await context.send(request))
        if (!isRefused(answer)) problems.push(`${what} is answered with ${answer.status}`)
      }
      return judgeProblems(
        problems,
        'access_token in the query, in a form, in a cookie and under another scheme is refused',
        'Take access tokens from the Authorization header alone: addresses end up in logs.',
      )
    },
  },
  {
    id: 'P-11',
    title: 'The scheme Bearer is taken in any letter case',
    spec: 'RFC 9110 11.1',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const { accessToken } = await acceptedToken(context)
      const problems: string[] = []
      for (const scheme of ['bearer', 'BEARER']) {
        const { status } = await callApi(context.flow, undefined, {
          headers: { authorization: `${scheme} ${accessToken}` },
        })
        if (status !== 200) problems.push(`the scheme ${scheme} gets ${status}`)
      }
      return judgeProblems(problems, 'bearer and BEARER get 200', 'Compare the scheme without regard to letter case.')
    },
  },
  {
    id: 'P-12',
    title: 'A call without x-ibm-client-id or x-ibm-client-secret gets 401, where the API asks for them',
    spec: 'MP docs, TransactionReporting',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const { accessToken } = await acceptedToken(context)
      const statuses = await statusesWithoutApp(context, accessToken)
      const isAskedFor = Object.values(statuses).some((status) => status !== 200)
      if (!isAskedFor) return inapplicable('The API takes the bearer token alone, as later descriptions of it say.')
      return judgeProblems(
        Object.entries(statuses).flatMap(([what, status]) => (status === 401 ? [] : [`${what}: ${status}`])),
        '401 without either of x-ibm-client-id and x-ibm-client-secret',
        'Answer calls that do not name their app with 401, whichever of the two headers is missing.',
      )
    },
  },
  {
    id: 'P-13',
    title: 'A CorrelationId is accepted, and answers that name one name the same',
    spec: 'MP docs, api-principles',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run(context) {
      const correlationId = randomUuid()
      const headers = { CorrelationId: correlationId }
      const { accessToken } = await acceptedToken(context)
      const accepted = await callApi(context.flow, accessToken, { headers })
      const refused = await callApi(context.flow, undefined, { headers })
      const answers = Object.entries({ 'an answer': accepted, 'a refusal': refused })
      const problems = [
        ...(accepted.status === 200 ? [] : [`a call with CorrelationId gets ${accepted.status}`]),
        ...answers.flatMap(([what, answer]) =>
          correlationIdsIn(answer).some((named) => named !== correlationId)
            ? [`${what} names another CorrelationId`]
            : [],
        ),
      ]
      return judgeProblems(
        problems,
        '200 with CorrelationId; the same in answers that name one',
        'Take the CorrelationId of a request over into its answer and logs.',
      )
    },
  },
]

const app = { 'x-ibm-client-id': 'conformance', 'x-ibm-client-secret': 'conformance' }

/** Ways in which no API takes a token (RFC 6750 2). */
function otherPlaces(context: CheckContext, token: string) {
  const url = apiUrlOf(context)
  const inQuery = new URL(url)
  inQuery.searchParams.set('access_token', token)
  const withHeaders = (what: string, headers: Readonly<Record<string, string>>) => {
    return { what, request: { method: 'GET', url, headers: { ...app, ...headers } } }
  }
  return [
    { what: 'access_token in the query', request: { method: 'GET', url: inQuery.href, headers: app } },
    withHeaders('access_token in a cookie', { cookie: `access_token=${token}` }),
    withHeaders('an access token under the scheme Token', { authorization: `Token ${token}` }),
    withHeaders('an access token without a scheme', { authorization: token }),
    {
      what: 'access_token in the query beside a bad one in the header',
      request: { method: 'GET', url: inQuery.href, headers: { ...app, authorization: 'Bearer conformance' } },
    },
    { what: 'access_token in a form', request: { method: 'POST', url, headers: app, form: { access_token: token } } },
  ]
}

/** Tokens that the API takes in the usual way, while it asks for some. */
async function acceptedToken(context: CheckContext) {
  const tokens = await freshTokens(context)
  if ((await callApi(context.flow, tokens.accessToken)).status !== 200)
    throw new OutcomeSignal(skip('The API does not take a good access token (P-01).'))
  return tokens
}

function apiUrlOf({ target }: CheckContext): string {
  if (target.apiUrl !== undefined) return target.apiUrl
  throw new OutcomeSignal(inapplicable('The subject has no API that the suite knows.'))
}

async function statusesWithoutApp(context: CheckContext, token: string): Promise<Readonly<Record<string, number>>> {
  const { 'x-ibm-client-id': id, 'x-ibm-client-secret': secret } = app
  const variants = {
    'neither header': {},
    'x-ibm-client-id missing': { 'x-ibm-client-secret': secret },
    'x-ibm-client-secret missing': { 'x-ibm-client-id': id },
  }
  const url = apiUrlOf(context)
  const statuses: Record<string, number> = {}
  for (const [what, headers] of Object.entries(variants)) {
    const request = { method: 'GET', url, headers: { ...headers, authorization: `Bearer ${token}` } }
    statuses[what] = unlessBusy(await context.send(request)).status
  }
  return statuses
}

/** In headers, and in the body where MobilePay's errors have it. */
function correlationIdsIn({ headers, body }: HttpResponse): readonly unknown[] {
  const answer = lenientJson(body)
  const inBody = isObject(answer) ? answer.correlation_id : undefined
  const named = [headers.get('correlationid'), headers.get('x-correlation-id'), inBody]
  return named.filter((id) => id !== null && id !== undefined)
}
