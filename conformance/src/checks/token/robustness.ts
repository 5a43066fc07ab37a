import type { EndpointRequest, Flow } from '../../flow/flow.ts'
import { tokenAnswer } from '../../flow/tokens.ts'
import { showsStackTrace } from '../../run/stack-trace.ts'
import { TransportError, textOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, judgeProblems, type Outcome } from '../outcome.ts'
import { type MalformedRequest, malformedCorpus } from './malformed-corpus.ts'
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
    async run({ flow }) {
      await flow.endpoint('token_endpoint')
      const problems: string[] = []
      for (const request of malformedCorpus) problems.push(...(await answerProblems(flow, request)))
      return judgeProblems(
        problems,
        '4xx without a word about the inside',
        'Refuse what cannot be read with 400 invalid_request, and keep the reason in the log.',
      )
    },
  },
  {
    id: 'T-43',
    title: 'No foreign page may read the answers: no origin is reflected, no wildcard with credentials',
    spec: 'RFC 9700 2.6',
    level: 'SHOULD',
    sandbox: 'unattended',
    run: judgeOrigins,
  },
]

async function answerProblems(flow: Flow, request: MalformedRequest): Promise<readonly string[]> {
  const { response } = await tokenAnswerTo(flow, request)
  if (!response) return [`${request.what}: no answer`]
  const { status } = response
  return [
    ...(status >= 400 && status < 500 ? [] : [`${request.what}: ${status}`]),
    ...(showsStackTrace(textOf(response)) ? [`${request.what}: ${status} with a stack trace`] : []),
  ]
}

/** A server may well close the connection on such a request; whether it still stands, the next one shows. */
async function tokenAnswerTo(flow: Flow, request: MalformedRequest) {
  try {
    return unlessBusy(tokenAnswer(await flow.send('token_endpoint', written(flow, request))))
  } catch (error) {
    if (error instanceof TransportError) return { response: undefined }
    throw error
  }
}

function written(flow: Flow, { fields, body, contentType, headers }: MalformedRequest): EndpointRequest {
  const { clientId, clientSecret } = flow.login()
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: clientId,
    client_secret: clientSecret,
  })
  return {
    method: 'POST',
    headers: { 'content-type': contentType ?? 'application/x-www-form-urlencoded', ...headers },
    body: body ?? `${form}&${fields}`,
  }
}

async function judgeOrigins({ environment, flow }: CheckContext): Promise<Outcome> {
  const problems: string[] = []
  for (const origin of [foreignOrigin, 'null']) {
    for (const method of ['POST', 'OPTIONS']) {
      const { headers } = await flow.send('token_endpoint', fromPage(flow, method, origin))
      const allowed = headers.get('access-control-allow-origin')
      const withCredentials = headers.get('access-control-allow-credentials') === 'true'
      if (allowed === null) continue
      // MobilePay's clients have secrets, and so no business in a browser.
      const isHarmless = allowed === '*' && !withCredentials && !environment
      if (isHarmless || (allowed !== '*' && allowed !== origin)) continue
      problems.push(
        `${method} from origin ${origin}: Access-Control-Allow-Origin ${allowed}${withCredentials ? ' with credentials' : ''}`,
      )
    }
  }
  return judge(problems.length === 0, {
    expected: 'no Access-Control-Allow-Origin for a foreign origin',
    actual: problems.length === 0 ? 'none' : problems,
    remedy: 'Send no CORS headers from the token endpoint, or list the origins of your own pages.',
    severity: problems.some((problem) => problem.includes('with credentials')) ? 'fail' : 'warn',
  })
}

function fromPage(flow: Flow, method: string, origin: string): EndpointRequest {
  if (method === 'POST') {
    const form = Object.entries(formWithUnknownCode(flow)).map(([name, value]) => [name, String(value)] as const)
    const { clientId, clientSecret } = flow.login()
    return { method, headers: { origin }, form: [...form, ['client_id', clientId], ['client_secret', clientSecret]] }
  }
  const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }
  return { method, headers: { origin, ...asked } }
}
