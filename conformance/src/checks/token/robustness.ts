import type { EndpointRequest, Flow } from '../../flow/flow.ts'
import { tokenAnswer } from '../../flow/tokens.ts'
import { showsStackTrace } from '../../run/stack-trace.ts'
import { type HttpResponse, TransportError, textOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, judgeProblems, type Outcome } from '../outcome.ts'
import { malformedCorpus } from './malformed-corpus.ts'
import { type Malformed, malformedRequests } from './malformed-requests.ts'
import { formWithUnknownCode, unlessBusy } from './probe.ts'

const foreignOrigin = 'https://attacker.example'

/** T-42, T-43: what nobody sends breaks nothing, and no foreign page reads an answer. */
export const robustness: readonly CheckDefinition[] = [
  {
    id: 'T-42',
    title: `None of ${malformedCorpus.length} malformed requests brings an internal error or a stack trace`,
    spec: 'RFC 9110 15; OWASP error handling',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      await context.flow.endpoint('token_endpoint')
      const problems: string[] = []
      for (const malformed of await malformedRequests(context)) {
        problems.push(...(await answerProblems(context.flow, malformed)))
      }
      return judgeProblems(
        problems,
        '4xx without a word about the inside',
        'Refuse what cannot be read with 400 invalid_request, and keep the reason in the log.',
      )
    },
  },
  {
    id: 'T-43',
    title:
      'No foreign page may read the answers of the back channel: no origin is reflected, no wildcard with credentials',
    spec: 'RFC 9700 2.6',
    level: 'SHOULD',
    sandbox: 'unattended',
    run: judgeOrigins,
  },
]

async function answerProblems(flow: Flow, malformed: Malformed): Promise<readonly string[]> {
  const { what, member } = malformed
  const response = await answerTo(flow, malformed)
  if (!response) return [`${what}: no answer`]
  const { status } = response
  // Whatever is revoked is answered 200, and what is no token is not active (RFC 7009 2.2, RFC 7662 2.2).
  const isTold = status >= 400 && status < 500
  const isRight = isTold || (status === 200 && member !== 'token_endpoint')
  return [
    ...(isRight ? [] : [`${what}: ${status}`]),
    ...(showsStackTrace(textOf(response)) ? [`${what}: ${status} with a stack trace`] : []),
  ]
}

/** A server may well close the connection on such a request; whether it still stands, the next one shows. */
async function answerTo(flow: Flow, { member, request }: Malformed): Promise<HttpResponse | undefined> {
  try {
    return unlessBusy(tokenAnswer(await flow.send(member, request))).response
  } catch (error) {
    if (error instanceof TransportError) return undefined
    throw error
  }
}

async function judgeOrigins(context: CheckContext): Promise<Outcome> {
  const { environment } = context
  const problems: string[] = []
  for (const [place, send] of await backChannel(context)) {
    for (const { method, origin } of foreign) {
      const { headers } = await send(method, origin)
      const allowed = headers.get('access-control-allow-origin')
      const withCredentials = headers.get('access-control-allow-credentials') === 'true'
      if (allowed === null) continue
      // MobilePay's clients have secrets, and so no business in a browser.
      const isHarmless = allowed === '*' && !withCredentials && !environment
      if (isHarmless || (allowed !== '*' && allowed !== origin)) continue
      problems.push(
        `${place}: ${method} from origin ${origin}: Access-Control-Allow-Origin ${allowed}${withCredentials ? ' with credentials' : ''}`,
      )
    }
  }
  return judge(problems.length === 0, {
    expected: 'no Access-Control-Allow-Origin for a foreign origin',
    actual: problems.length === 0 ? 'none' : problems,
    remedy: 'Send no CORS headers from the back channel, or list the origins of your own pages.',
    severity: problems.some((problem) => problem.includes('with credentials')) ? 'fail' : 'warn',
  })
}

const foreign = [foreignOrigin, 'null'].flatMap((origin) => ['POST', 'OPTIONS'].map((method) => ({ method, origin })))

type FromPage = (method: string, origin: string) => Promise<HttpResponse>

/** What only clients with a secret, and their tokens, have business with. */
async function backChannel(context: CheckContext): Promise<readonly (readonly [string, FromPage])[]> {
  const { flow, target } = context
  const document = await context.servedDocument()
  const endpoints = ['token_endpoint', 'revocation_endpoint', 'introspection_endpoint'] as const
  const { apiUrl } = target
  return [
    ...endpoints
      .filter((member) => member === 'token_endpoint' || typeof document[member] === 'string')
      .map((member): [string, FromPage] => [
        member,
        (method, origin) => flow.send(member, fromPage(flow, method, origin)),
      ]),
    ...(apiUrl === undefined ? [] : [['API', apiFromPage(context, apiUrl)] as const]),
  ]
}

function apiFromPage(context: CheckContext, url: string): FromPage {
  return (method, origin) => {
    const headers = { origin, ...(method === 'OPTIONS' && { ...preflight, 'access-control-request-method': 'GET' }) }
    return context.send({ method: method === 'OPTIONS' ? method : 'GET', url, headers })
  }
}

const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }

function fromPage(flow: Flow, method: string, origin: string): EndpointRequest {
  if (method === 'POST') {
    const form = Object.entries(formWithUnknownCode(flow)).map(([name, value]) => [name, String(value)] as const)
    const { clientId, clientSecret } = flow.login()
    return { method, headers: { origin }, form: [...form, ['client_id', clientId], ['client_secret', clientSecret]] }
  }
  return { method, headers: { origin, ...preflight } }
}
