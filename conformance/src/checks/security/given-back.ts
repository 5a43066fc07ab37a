import { randomText } from '../../flow/authorization-request.ts'
import type { SeenExchange } from '../../run/evidence.ts'
import { type HttpResponse, type Pairs, pairsOf, textOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'
import { asFarAsPossible } from './as-far-as-possible.ts'
import { firstOfEach, placeOf } from './places.ts'

/** What a refusal has no reason to give back, and what no page has. */
const keptByRefusals: readonly string[] = [
  'access_token',
  'code',
  'code_verifier',
  'refresh_token',
  'token',
  'password',
]
const keptByAll: readonly string[] = ['password']

/** S-09: what was sent in secret and comes back; every answer of the run is looked at. */
export const givenBack: CheckDefinition = {
  id: 'S-09',
  title: 'No answer contains a client secret, and no refusal a token, code, verifier or password that was sent',
  spec: 'RFC 6749 10; RFC 6750 5.3; OWASP, information leakage',
  level: 'MUST',
  sandbox: 'unattended',
  async run(context) {
    await asFarAsPossible(context, sendSecrets(context))
    const sent = [...new Set(context.seen().flatMap(secretsSent).filter(isTelling).flatMap(spellings))]
    // Hundreds of secrets and thousands of answers, which are alike: what is in no line of any need not be looked for in each.
    const lines = new Set(context.seen().flatMap(({ response }) => textAnswered(response).split('\n')))
    const everything = [...lines].join('\n')
    const secrets = sent.filter((secret) => everything.includes(secret))
    const problems = context.seen().flatMap((exchange) => {
      const text = textAnswered(exchange.response)
      const found = holdsAny(secrets, text) ? ['the answer contains a client_secret'] : []
      const givenBack = repeatedIn(exchange, text).map((name) => `the answer gives ${name} back`)
      return [...found, ...givenBack].map((problem) => `${placeOf(exchange)}: ${problem}`)
    })
    return judgeProblems(
      firstOfEach(problems),
      'no client_secret in any answer, and in no refusal what else was sent in secret',
      'Never repeat the secrets, codes and tokens of a request, in errors least of all.',
    )
  },
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
  await flow.api(randomText())
}

function secretsSent({ request: { url, headers = {}, form = [] } }: SeenExchange): readonly string[] {
  const named = [...pairsOf(form), ...new URL(url).searchParams].filter(([name]) => name === 'client_secret')
  const basic = /^basic\s+(\S+)/i.exec(headers.authorization ?? '')?.[1] ?? ''
  const [, secret = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(basic, 'base64').toString()) ?? []
  return [...named.map(([, value]) => value), secret, basic]
}

function textAnswered(response: HttpResponse): string {
  return `${textOf(response)}\n${[...response.headers].flat().join('\n')}`
}

/** What a request carried in secret, and its refusal gives back: it ends up in logs. */
function repeatedIn({ request: { url, headers = {}, form = [] }, response }: SeenExchange, text: string) {
  const kept = response.status >= 400 ? keptByRefusals : keptByAll
  const bearer = /^bearer\s+(\S+)/i.exec(headers.authorization ?? '')?.[1] ?? ''
  const sent: Pairs = [...pairsOf(form), ...new URL(url).searchParams, ['access_token', bearer]]
  return sent.flatMap(([name, value]) =>
    kept.includes(name) && isTelling(value) && holdsAny(spellings(value), text) ? [name] : [],
  )
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

function holdsAny(secrets: readonly string[], text: string): boolean {
  return secrets.some((secret) => text.includes(secret))
}
