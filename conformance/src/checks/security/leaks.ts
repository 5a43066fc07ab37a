import { randomText } from '../../flow/authorization-request.ts'
import type { SeenExchange } from '../../run/evidence.ts'
import { showsStackTrace } from '../../run/stack-trace.ts'
import { pairsOf, textOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'
import { asFarAsPossible } from './as-far-as-possible.ts'

const bannerHeaders = [
  'server',
  'via',
  'x-powered-by',
  'x-aspnet-version',
  'x-aspnetmvc-version',
  'x-generator',
  'x-runtime-version',
]
const withVersion = /\d+\.\d+/

/** S-08, S-09: what answers give away; every answer of the run is looked at. */
export const leaks: readonly CheckDefinition[] = [
  {
    id: 'S-08',
    title: 'No answer shows a stack trace or the version of its software',
    spec: 'OWASP, error handling',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      await asFarAsPossible(context, provoke(context))
      const problems = context
        .seen()
        .flatMap((exchange) => tellTales(exchange).map((what) => `${placeOf(exchange)}: ${what}`))
      return judgeProblems(
        firstOfEach(problems),
        'no stack trace, no version in Server, X-Powered-By and their like',
        'Catch errors before they reach an answer, and send no headers that name software and version.',
      )
    },
  },
  {
    id: 'S-09',
    title: 'No answer contains a client secret',
    spec: 'RFC 6749 10; OWASP, information leakage',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      await asFarAsPossible(context, sendSecrets(context))
      const secrets = new Set(context.seen().flatMap(secretsSent).filter(isTelling).flatMap(spellings))
      const problems = context
        .seen()
        .filter(({ response }) => holdsAny(secrets, `${textOf(response)}\n${[...response.headers].flat().join('\n')}`))
        .map((exchange) => `${placeOf(exchange)}: the answer contains a client_secret`)
      return judgeProblems(
        firstOfEach(problems),
        'no client_secret in any answer',
        'Never repeat what a client authenticates with, in errors least of all.',
      )
    },
  },
]

/** Requests that error handling was perhaps not made for. */
async function provoke({ flow, send, target }: CheckContext): Promise<void> {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  await flow.send('token_endpoint', { method: 'POST', headers: form, body: '%%%=%&&=;\u0000' })
  await flow.send('token_endpoint', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"grant_type":',
  })
  await flow.send('authorization_endpoint', { method: 'GET', query: [['response_type', "'\u0000%n[]{{7*7}}"]] })
  await send({ method: 'GET', url: new URL('conformance-unknown', target.discoveryUrl).href })
  if (target.apiUrl !== undefined) await flow.api("'conformance")
}

function tellTales({ response }: SeenExchange): readonly string[] {
  const banners = bannerHeaders.filter((name) => withVersion.test(response.headers.get(name) ?? ''))
  return [
    ...(showsStackTrace(textOf(response)) ? ['a stack trace'] : []),
    ...banners.map((name) => `the header ${name} names a version`),
  ]
}

/** A secret that nobody has, of a client that nobody knows, so that no account is locked; and the subject's own. */
async function sendSecrets(context: CheckContext): Promise<void> {
  const { flow, target } = context
  const stranger = { client_id: `conformance.${randomText().slice(0, 8)}`, client_secret: `${randomText()}+/=` }
  const bogus = { grant_type: 'authorization_code', code: randomText(), redirect_uri: 'https://conformance.example/' }
  const basic = Buffer.from(`${stranger.client_id}:${stranger.client_secret}`).toString('base64')
  await flow.send('token_endpoint', { method: 'POST', form: { ...stranger, ...bogus } })
  await flow.send('token_endpoint', { method: 'POST', form: bogus, headers: { authorization: `Basic ${basic}` } })
  await flow.send('token_endpoint', { method: 'POST', form: bogus, query: Object.entries(stranger) })
  if (target.login) await flow.tokenRequest(bogus)
  const document = await context.servedDocument()
  for (const member of ['revocation_endpoint', 'introspection_endpoint'] as const) {
    const form = { ...stranger, token: randomText() }
    if (typeof document[member] === 'string') await flow.send(member, { method: 'POST', form })
  }
}

function secretsSent({ request: { url, headers = {}, form = [] } }: SeenExchange): readonly string[] {
  const named = [...pairsOf(form), ...new URL(url).searchParams].filter(([name]) => name === 'client_secret')
  const basic = /^basic\s+(\S+)/i.exec(headers.authorization ?? '')?.[1]
  const secret =
    basic === undefined
      ? []
      : [
          Buffer.from(basic, 'base64')
            .toString('utf8')
            .replace(/^[^:]*:/s, ''),
        ]
  return [...named.map(([, value]) => value), ...secret]
}

/** Short ones, and plain words, are found by chance. */
function isTelling(secret: string): boolean {
  return secret.length >= 12 && /[^a-z]/.test(secret)
}

function spellings(secret: string): readonly string[] {
  const asForm = new URLSearchParams({ '': secret }).toString().slice(1)
  const escaped = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('+', '&#x2B;')
  return [secret, encodeURIComponent(secret), asForm, escaped, Buffer.from(secret).toString('base64')]
}

function holdsAny(secrets: ReadonlySet<string>, text: string): boolean {
  return [...secrets].some((secret) => text.includes(secret))
}

/** Without the query, which holds codes and state. */
function placeOf({ request: { method, url } }: SeenExchange): string {
  return `${method} ${new URL(url).pathname}`
}

function firstOfEach(problems: readonly string[]): readonly string[] {
  const different = [...new Set(problems)]
  const left = different.length - 10
  return left > 0 ? [...different.slice(0, 10), `and ${left} more`] : different
}
