import { randomText } from '../../flow/authorization-request.ts'
import type { Flow, TokenRequestOptions } from '../../flow/flow.ts'
import { inspectJwt } from '../../flow/tokens.ts'
import { isObject, lenientJson } from '../../run/json-values.ts'
import type { HttpResponse } from '../../subjects/http.ts'
import type { Target } from '../../subjects/target.ts'
import { storageProblems } from '../api/storage-by-others.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext, JsonObject } from '../check-context.ts'
import { inapplicable, judge } from '../outcome.ts'
import { characterProblems } from '../token/access-token-form.ts'
import { unlessDown } from './unless-down.ts'

/** Seconds after which any access token of MobilePay's has expired. */
const expired = 301

/** Members of an answer and the JSON types that RFC 7662 2.2 gives them. */
const types: Readonly<Record<string, 'string' | 'number'>> = {
  scope: 'string',
  client_id: 'string',
  username: 'string',
  token_type: 'string',
  exp: 'number',
  iat: 'number',
  nbf: 'number',
  sub: 'string',
  iss: 'string',
  jti: 'string',
}

/** the introspection endpoint. Without the secret of an API only its refusals can be looked at. */
export const introspection: CheckDefinition = {
  id: 'R-28',
  title: 'Introspection answers nobody without a secret, and tells living tokens from others',
  spec: 'RFC 7662 2',
  level: 'MAY',
  sandbox: 'burns-code',
  async run(context) {
    if ((await context.servedDocument()).introspection_endpoint === undefined) {
      return inapplicable('The document names no introspection_endpoint.')
    }
    const { flow } = context
    const { accessToken } = await flow.happyAnew()
    const open = await answersToStrangers(context, accessToken)
    const allowed = await whoMayAsk(context, accessToken)
    const said = allowed ? await answerProblems(context, accessToken, allowed) : []
    const problems = [...open, ...said]
    const expected = allowed
      ? 'a refusal without the right secret; active true for a living access token, active false alone for others'
      : 'a refusal without the right secret (no secret of an API is known here, and the client has none)'
    return judge(problems.length === 0, {
      expected,
      actual: problems.length === 0 ? expected : problems,
      remedy: 'Authenticate whoever asks, and answer as RFC 7662 2.2 has it.',
      severity: 'fail',
    })
  },
}

async function answersToStrangers({ flow, target }: CheckContext, token: string): Promise<readonly string[]> {
  const { api } = target.lab ?? {}
  const impostor = api && { ...flow.login(), clientId: api.id, clientSecret: randomText() }
  const strangers: Readonly<Record<string, TokenRequestOptions>> = {
    'no credentials': { authentication: 'none' },
    'a wrong secret': { clientSecret: randomText() },
    'a wrong secret by Basic': { authentication: 'client_secret_basic', clientSecret: randomText() },
    ...(impostor && { 'a wrong secret of an API': { login: impostor } }),
  }
  const problems: string[] = []
  for (const [who, options] of Object.entries(strangers)) {
    const response = unlessDown('introspection', await flow.post('introspection_endpoint', { token }, options))
    const isRefused = [400, 401, 403].includes(response.status) && !('active' in membersOf(response))
    if (!isRefused)
      problems.push(`${who}: status ${response.status}${'active' in membersOf(response) ? ' with active' : ''}`)
  }
  return problems
}

/** An API where the mock has one, else the client where the provider lets it ask. */
async function whoMayAsk({ flow, target }: CheckContext, token: string): Promise<TokenRequestOptions | undefined> {
  const { api } = target.lab ?? {}
  if (api) return { login: { ...flow.login(), clientId: api.id, clientSecret: api.secret } }
  const { status } = await flow.post('introspection_endpoint', { token })
  return status === 200 ? {} : undefined
}

async function answerProblems(
  { flow, target }: CheckContext,
  token: string,
  options: TokenRequestOptions,
): Promise<readonly string[]> {
  const ask = async (value: string) =>
    unlessDown('introspection', await flow.post('introspection_endpoint', { token: value }, options))
  const problems = [
    ...((await isGood(flow, target, token)) ? livingProblems(await ask(token), token, flow.login().clientId) : []),
    ...deadProblems('a token that nobody issued', await ask(randomText())),
    ...deadProblems('an access token with another signature', await ask(tamperedWith(token))),
  ]
  if (!target.lab) return problems
  await flow.pass(expired)
  return [...problems, ...deadProblems('an expired access token', await ask(token))]
}

/** Whether the API takes the token: what is wrong with the token itself is no fault of introspection (P-01). */
async function isGood(flow: Flow, { apiUrl }: Target, token: string): Promise<boolean> {
  if (characterProblems(token).length > 0) return false
  return apiUrl === undefined || (await flow.api(token)).status === 200
}

function livingProblems(response: HttpResponse, token: string, clientId: string): readonly string[] {
  const members = membersOf(response)
  if (response.status !== 200 || members.active !== true) {
    return [`a living access token: status ${response.status}, active ${said(members.active)}`]
  }
  const { sub, client_id: client = clientId } = inspectJwt(token).claims
  return [
    ...storageProblems(response.headers).map((problem) => `a living access token: ${problem}`),
    ...Object.entries(types).flatMap(([name, type]) =>
      name in members && typeof members[name] !== type ? [`${name} is no ${type}`] : [],
    ),
    ...('client_id' in members && members.client_id !== client ? ['client_id is not that of the token'] : []),
    ...('sub' in members && typeof sub === 'string' && members.sub !== sub ? ['sub is not that of the token'] : []),
  ]
}

function deadProblems(what: string, response: HttpResponse): readonly string[] {
  const { active, ...more } = membersOf(response)
  if (response.status !== 200 || active !== false) return [`${what}: status ${response.status}, active ${said(active)}`]
  return Object.keys(more).map((name) => `${what}: ${name} stands beside active false`)
}

function membersOf({ body }: HttpResponse): JsonObject {
  const parsed = lenientJson(body)
  return isObject(parsed) ? parsed : {}
}

/** The same token, one character of its signature changed; an opaque one of its end. */
function tamperedWith(token: string): string {
  const place = token.length - 10
  return `${token.slice(0, place)}${token.charAt(place) === 'A' ? 'B' : 'A'}${token.slice(place + 1)}`
}

function said(value: unknown): string {
  return value === undefined ? 'is missing' : JSON.stringify(value)
}
