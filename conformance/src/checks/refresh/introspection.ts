import { randomText } from '../../flow/authorization-request.ts'
import type { Flow, HappyFlow, TokenRequestOptions } from '../../flow/flow.ts'
import type { Target } from '../../subjects/target.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, judge } from '../outcome.ts'
import { characterProblems } from '../token/access-token-form.ts'
import { basic } from '../token/other-ways.ts'
import { deadProblems, livingProblems, membersOf, tamperedWith, unsigned } from './introspection-answers.ts'
import { unlessDown } from './unless-down.ts'

/** Seconds after which any access token of MobilePay's has expired. */
const expired = 301

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
    const happy = await flow.happyAnew()
    const open = await answersToStrangers(context, happy.accessToken)
    const allowed = await whoMayAsk(context, happy.accessToken)
    const said = allowed ? await answerProblems(context, happy, allowed) : []
    const problems = [...open, ...(await answersByGet(context, happy.accessToken)), ...said]
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

/** Tokens in addresses are written to logs: RFC 7662 2.1 has them in the body of a POST. */
async function answersByGet({ flow, target: { lab } }: CheckContext, token: string): Promise<readonly string[]> {
  if (!lab) return []
  const headers = basic({ clientId: lab.api.id, clientSecret: lab.api.secret })
  const response = await flow.send('introspection_endpoint', { method: 'GET', query: [['token', token]], headers })
  return 'active' in membersOf(response) ? [`by GET: status ${response.status} with active`] : []
}

async function answerProblems(
  context: CheckContext,
  happy: HappyFlow,
  options: TokenRequestOptions,
): Promise<readonly string[]> {
  const { flow, target } = context
  const { accessToken: token } = happy
  const ask = async (value: string) =>
    unlessDown('introspection', await flow.post('introspection_endpoint', { token: value }, options))
  const problems = (await isGood(flow, target, token))
    ? [...livingProblems(await ask(token), token, flow.login().clientId)]
    : []
  for (const [what, value] of Object.entries(notActive(context, happy))) {
    if (value !== undefined) problems.push(...deadProblems(what, await ask(value)))
  }
  if (!target.lab) return problems
  await flow.pass(expired)
  return [...problems, ...deadProblems('an expired access token', await ask(token))]
}

/** What no API takes for an access token. Other providers may tell of refresh tokens and ID tokens (RFC 7662 2.1). */
function notActive(
  { environment }: CheckContext,
  { accessToken, back, tokens }: HappyFlow,
): Readonly<Record<string, string | undefined>> {
  return {
    'a token that nobody issued': randomText(),
    'an access token with another signature': tamperedWith(accessToken),
    'an access token without signature': unsigned(accessToken),
    ...(environment && { 'an ID token': back.compact, 'a refresh token': tokens.refreshToken }),
  }
}

/** Whether the API takes the token: what is wrong with the token itself is no fault of introspection (P-01). */
async function isGood(flow: Flow, { apiUrl }: Target, token: string): Promise<boolean> {
  if (characterProblems(token).length > 0) return false
  return apiUrl === undefined || (await flow.api(token)).status === 200
}
