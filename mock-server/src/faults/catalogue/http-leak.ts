import type { Fault } from '../fault.ts'
import { withHeader } from './builders.ts'
import { anywhere, changed, found } from './http-builders.ts'

/** What replies tell that nobody should know. */
export const httpLeakFaults: readonly Fault[] = [
  anywhere(
    {
      name: 'http-stack-trace',
      breaks: 'An internal error shows where in the code it happened.',
      spec: 'OWASP, error handling',
      ids: ['PD-145'],
      expected: found,
    },
    {
      handle: () => () => ({
        status: 500,
        headers: [['Content-Type', 'text/plain; charset=utf-8']],
        body: 'System.NullReferenceException: Object reference not set to an instance of an object.\n   at Mock.Endpoints.TokenEndpoint.ProcessAsync(HttpContext context) in /src/TokenEndpoint.cs:line 42\n',
      }),
    },
  ),
  changed(
    {
      name: 'http-stack-trace-in-refusals',
      breaks: 'Refusals show where in the code they happened.',
      spec: 'OWASP, error handling',
      expected: found,
    },
    (reply) =>
      reply.status >= 400
        ? {
            ...reply,
            body: `${reply.body}\n   at Mock.Validation.TokenRequestValidator.ValidateAsync() in /src/TokenRequestValidator.cs:line 42\n`,
          }
        : undefined,
  ),
  changed(
    {
      name: 'http-version-banner',
      breaks: 'Replies name the software and its version.',
      spec: 'OWASP, information leakage',
      expected: found,
    },
    (reply) => withHeader(withHeader(reply, 'Server', 'Kestrel/6.0.25'), 'X-Powered-By', 'ASP.NET 6.0.25'),
  ),
  anywhere(
    {
      name: 'http-secret-echoed',
      breaks: 'A refused token request gets its client secret back.',
      spec: 'RFC 6749 10',
      ids: ['PD-144'],
      expected: found,
      endpoints: ['token', 'revocation'],
    },
    {
      handle: (handle) => async (exchange) => {
        const reply = await handle(exchange)
        const secret = new URLSearchParams((await exchange.body()).toString('utf8')).get('client_secret')
        if (reply.status < 400 || secret === null) return reply
        return {
          ...reply,
          body: JSON.stringify({
            ...JSON.parse(reply.body || '{}'),
            error_description: `client_secret ${secret} was refused`,
          }),
        }
      },
    },
  ),
  changed(
    {
      name: 'http-cors-wildcard',
      breaks: 'Any origin may read the reply.',
      spec: 'RFC 9700 2.6',
      ids: ['PD-146'],
      expected: found,
    },
    (reply) => withHeader(reply, 'Access-Control-Allow-Origin', '*'),
  ),
  changed(
    {
      name: 'http-cors-reflected',
      breaks: 'Whatever origin asks may read the reply, with credentials.',
      spec: 'RFC 9700 2.6',
      expected: found,
    },
    (reply, { exchange }) => {
      const { origin } = exchange.headers
      return origin === undefined
        ? undefined
        : withHeader(
            withHeader(reply, 'Access-Control-Allow-Origin', origin),
            'Access-Control-Allow-Credentials',
            'true',
          )
    },
  ),
  changed(
    {
      name: 'http-trace-answered',
      breaks: 'TRACE gives back what was sent, cookies and all.',
      spec: 'RFC 9110 9.3.8',
      expected: found,
    },
    (_reply, { exchange }) =>
      exchange.method === 'TRACE' || exchange.method === 'OPTIONS'
        ? { status: 200, headers: [['Content-Type', 'message/http']], body: JSON.stringify(exchange.headers) }
        : undefined,
  ),
]
