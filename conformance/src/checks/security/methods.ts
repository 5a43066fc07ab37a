import { prepareRequest, randomText } from '../../flow/authorization-request.ts'
import type { EndpointRequest } from '../../flow/flow.ts'
import { type HttpResponse, textOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'

const origins = ['https://conformance.example', 'null']

/** S-10, S-13: what other origins and odd methods get. */
export const methods: readonly CheckDefinition[] = [
  {
    id: 'S-10',
    title: 'The authorization endpoint sends no CORS headers',
    spec: 'RFC 9700 2.6',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const problems: string[] = []
      for (const origin of origins) {
        for (const [method, response] of await askFrom(context, origin)) {
          const names = [...response.headers.keys()].filter((name) => name.startsWith('access-control-'))
          problems.push(...names.map((name) => `${method} from the origin ${origin} gets ${name}`))
        }
      }
      return judgeProblems(
        problems,
        'no header Access-Control-…',
        'Leave CORS off at the authorization endpoint: browsers are sent there, scripts do not ask it.',
      )
    },
  },
  {
    id: 'S-13',
    title: 'TRACE and OPTIONS give nothing back of what was sent, and no address allows TRACE',
    spec: 'RFC 9110 9.3.7, 9.3.8',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const problems: string[] = []
      for (const [what, url] of await addressesOf(context)) {
        for (const method of ['TRACE', 'OPTIONS']) {
          const canary = randomText()
          const headers = { 'x-conformance': canary, cookie: `conformance=${canary}` }
          const response = await context.send({ method, url, headers })
          const said = `${textOf(response)} ${[...response.headers].flat().join(' ')}`
          if (/\bTRACE\b/i.test(response.headers.get('allow') ?? ''))
            problems.push(`${method} at ${what} says that TRACE is allowed`)
          if (said.includes(canary)) problems.push(`${method} at ${what} gives back what was sent`)
          else if (method === 'TRACE' && response.status < 300)
            problems.push(`TRACE at ${what} is answered with ${response.status}`)
        }
      }
      return judgeProblems(problems, 'TRACE is refused, nothing is given back', 'Refuse TRACE at every address.')
    },
  },
]

async function askFrom({ flow }: CheckContext, origin: string): Promise<readonly (readonly [string, HttpResponse])[]> {
  const { parameters } = prepareRequest(flow.login())
  const preflight = { 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' }
  const ask = (request: EndpointRequest) =>
    flow.send('authorization_endpoint', { ...request, headers: { origin, ...request.headers } })
  return [
    ['GET', await ask({ method: 'GET', query: parameters })],
    ['POST', await ask({ method: 'POST', form: parameters })],
    ['OPTIONS', await ask({ method: 'OPTIONS', query: parameters, headers: preflight })],
  ]
}

async function addressesOf({ flow, target }: CheckContext): Promise<readonly (readonly [string, string])[]> {
  return [
    ['the authorization endpoint', await flow.endpoint('authorization_endpoint')],
    ['the token endpoint', await flow.endpoint('token_endpoint')],
    ['jwks_uri', await flow.endpoint('jwks_uri')],
    ['the discovery document', target.discoveryUrl],
    ...(target.apiUrl === undefined ? [] : [['the API', target.apiUrl] as const]),
  ]
}
