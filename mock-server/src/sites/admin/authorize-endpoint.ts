import type { Exchange } from '../../http/exchange.ts'
import { isForm, readForm } from '../../http/form.ts'
import { Parameters } from '../../http/parameters.ts'
import { empty, type Reply, redirect, withHeaders } from '../../http/reply.ts'
import type { AuthorizeRequest } from '../../rules/authorize/authorize-request.ts'
import { documentedParameters, strictParameters } from '../../rules/authorize/strict-parameters.ts'
import {
  type AuthorizeContext,
  type AuthorizeVerdict,
  validateAuthorizeRequest,
} from '../../rules/authorize/validate-authorize-request.ts'
import type { Decision } from '../../world/sessions.ts'
import { askingFor } from '../ask-rules.ts'
import { answerClient } from './answer-client.ts'
import { autoDecide, autoLogin, namesAnother } from './auto-consent.ts'
import { issueCode } from './issue-code.ts'
import { merchantsFor } from './merchants-for.ts'
import { nextStep, type Situation, type Step } from './next-step.ts'
import { refuse } from './refuse.ts'
import { requestKey, returnUrl } from './return-url.ts'
import { currentLogin, type Login } from './session.ts'

/** The authorization endpoint, GET and POST (OIDC Core 3.1.2.1; fact `authorize-methods`). */
export async function authorize(exchange: Exchange): Promise<Reply> {
  const { generation } = exchange.world.settings
  if (exchange.method === 'GET') return enter(exchange, queryParameters(exchange))
  if (exchange.method !== 'POST') return empty(405)
  const contentType = exchange.headers['content-type']
  if (!isForm(contentType, generation)) return empty(415)
  const form = await readForm(contentType, await exchange.body())
  return enter(exchange, new Parameters(form, generation))
}

/** What MobilePay's documents require and the real provider does not enforce is worth a word in the log. */
function enter(exchange: Exchange, parameters: Parameters): Promise<Reply> {
  const missing = documentedParameters.filter((name) => !parameters.get(name))
  if (missing.length > 0) {
    const { fact } = strictParameters
    exchange.note({ kind: 'warned', fact, what: `missing, though the documents require it: ${missing.join(', ')}` })
  }
  return authorizeWith(exchange, parameters)
}

/** Where pages lead back to; also an entrance of its own, as the vendor's sample uses it. */
export async function authorizeCallback(exchange: Exchange): Promise<Reply> {
  return exchange.method === 'GET' ? authorizeWith(exchange, queryParameters(exchange)) : empty(405)
}

function queryParameters({ query, world }: Exchange): Parameters {
  return new Parameters(new URLSearchParams(query), world.settings.generation)
}

/** The verdict of the rules on a request, in this exchange's world. */
export function judge(exchange: Exchange, received: Parameters): AuthorizeVerdict {
  const { world, stage, faults } = exchange
  const { spentNonces } = world.stage(stage)
  const context: AuthorizeContext = {
    generation: world.settings.generation,
    switches: world.settings.switches,
    findClient: (clientId) => world.findClient(clientId),
    nonceIsSpent: (clientId, nonce) => spentNonces.has(clientId, nonce),
  }
  const parameters = faults.at('parameters', received)
  const verdict = validateAuthorizeRequest(parameters, context, askingFor(exchange))
  return verdict.valid ? { valid: true, request: faults.at('authorize-request', verdict.request) } : verdict
}

async function authorizeWith(exchange: Exchange, parameters: Parameters): Promise<Reply> {
  const verdict = judge(exchange, parameters)
  if (!verdict.valid) return refuse(exchange, verdict.refused)
  const { request } = verdict
  const login = currentLogin(exchange)
  const step = nextStep(situate(exchange, request, login))
  if (exchange.world.settings.consent === 'page') return take(exchange, request, login, step)
  const isSilent = request.prompts.includes('none')
  const isAnother = login !== undefined && !isSilent && namesAnother(exchange, request, login)
  if (step.kind === 'login' || isAnother) return loginAtOnce(exchange, request)
  return login ? decideAtOnce(exchange, request, login) : take(exchange, request, login, step)
}

async function loginAtOnce(exchange: Exchange, request: AuthorizeRequest): Promise<Reply> {
  const { login, headers } = autoLogin(exchange, request, requestKey(request.parameters))
  return withHeaders(await decideAtOnce(exchange, { ...request, prompts: [] }, login), headers)
}

async function decideAtOnce(exchange: Exchange, request: AuthorizeRequest, login: Login): Promise<Reply> {
  const situation = situate(exchange, request, login)
  const decision = autoDecide(request, situation.merchants)
  return take(exchange, request, login, nextStep({ ...situation, decision }))
}

function situate(exchange: Exchange, request: AuthorizeRequest, login: Login | undefined): Situation {
  const { world, stage } = exchange
  const key = requestKey(request.parameters)
  const decision: Decision = login?.session.decisions.get(key) ?? {}
  return {
    generation: world.settings.generation,
    switches: world.settings.switches,
    clock: world.clock,
    request,
    key,
    login,
    merchants: merchantsFor(exchange, login),
    decision,
    findGrant: (merchant) =>
      world.stage(stage).grants.find({
        sub: login?.user.sub ?? '',
        clientId: request.client.clientId,
        merchantId: merchant?.merchantId,
      }),
  }
}

async function take(
  exchange: Exchange,
  request: AuthorizeRequest,
  login: Login | undefined,
  planned: Step,
): Promise<Reply> {
  const step = exchange.faults.at('step', planned)
  switch (step.kind) {
    case 'login':
      return redirect(
        `${exchange.origin}${exchange.base}/account/login?ReturnUrl=${encodeURIComponent(loginReturnUrl(exchange, request))}`,
      )
    case 'pick-merchant':
      return redirect(`${exchange.origin}${exchange.base}/merchant?returnUrl=${pageReturnUrl(exchange, request)}`)
    case 'consent':
      return redirect(`${exchange.origin}${exchange.base}/consent?returnUrl=${pageReturnUrl(exchange, request)}`)
    case 'refuse':
      return refuse(exchange, step.refused)
    case 'tell-client':
      login?.session.decisions.delete(requestKey(request.parameters))
      exchange.note({ kind: 'answered', what: `${step.error} told to ${request.client.clientId}` })
      return answerClient(exchange, request, [['error', step.error]])
    case 'issue':
      if (!login) throw new TypeError('A code was to be issued to nobody.')
      login.session.decisions.delete(requestKey(request.parameters))
      return issueCode(exchange, request, login, step.issue)
  }
}

function pageReturnUrl(exchange: Exchange, request: AuthorizeRequest): string {
  return encodeURIComponent(returnUrl(exchange, request.parameters))
}

/** A prompt that the login page meets must not ask again on the way back (IdentityServer's RemovePrompt). */
function loginReturnUrl(exchange: Exchange, { parameters, prompts }: AuthorizeRequest): string {
  const { generation } = exchange.world.settings
  if (prompts.length === 0 || prompts.includes('none')) return returnUrl(exchange, parameters)
  const met = generation === '2018' ? { prompt: undefined } : { suppressed_prompt: prompts.join(' ') }
  return returnUrl(exchange, parameters.with(met, generation))
}
