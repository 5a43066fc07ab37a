import { setTimeout as wait } from 'node:timers/promises'
import { OutcomeSignal, untested } from '../checks/outcome.ts'
import type { HttpResponse, Pairs } from '../subjects/http.ts'
import type { AutomaticLogin, Target } from '../subjects/target.ts'
import {
  type AnsweredAttempt,
  type Attempt,
  type CallbackArrival,
  describeArrival,
  fieldOf,
  isAnswered,
} from './arrival.ts'
import { type Changes, prepareRequest } from './authorization-request.ts'
import { type Browser, type BrowserDriver, PlainBrowser, type RecordingSurroundings } from './browser.ts'
import type {
  ApiOptions,
  AttemptOptions,
  ClientAuthentication,
  EndpointRequest,
  Flow,
  HappyFlow,
  Redemption,
  RefreshedFlow,
  TokenRequestOptions,
} from './flow.ts'
import { flowFromToken, keepNewest, withoutLogin } from './given-token.ts'
import type { Lab } from './lab.ts'
import { refusedLogin } from './refused-login.ts'
import { describeTokenAnswer, inspectJwt, isIssued, type TokenAnswer, tokenAnswer } from './tokens.ts'

/** What a flow is made for. */
export interface FlowScene extends RecordingSurroundings {
  readonly target: Target
  /** The served address of an endpoint; ends the check where there is none. */
  endpoint(member: string): Promise<string>
  /** The session in which the user logs in once, and which all checks of a run share. */
  readonly signedIn: SignedIn
  once<Result>(name: string, experiment: (flow: Flow) => Promise<Result>): Promise<Result>
  /** Hears of each answer that reached the client. */
  answered?(attempt: AnsweredAttempt): void
  /** Hears of the tokens that the code of an attempt brought. */
  redeemed?(attempt: Attempt, tokens: TokenAnswer): void
  /** Hears that the user's name and password were not taken: they are to be typed no second time. */
  loginRefused?(reason: string): void
}

/** Holds the shared browser session of a run. */
export interface SignedIn {
  browser: Browser | undefined
}

/** Most that a check waits where there is no clock to move. */
const longestWait = 60

export class ProviderFlow implements Flow {
  readonly #scene: FlowScene

  constructor(scene: FlowScene) {
    this.#scene = scene
  }

  redeemed(): Promise<Redemption> {
    const isGiven = this.#scene.target.givenToken !== undefined
    return this.once('redeemed', (flow) => (isGiven ? flow.happyAnew() : redeemAnew(flow, {}, {})))
  }

  async happy(): Promise<HappyFlow> {
    const redemption = await this.redeemed()
    return isHappy(redemption) ? redemption : completed(redemption)
  }

  refreshed(): Promise<RefreshedFlow> {
    return this.once('refreshed', async (flow) => {
      const before = await flow.happyAnew()
      const { refreshToken } = before.tokens
      if (refreshToken === undefined) throw skipped('There is no refresh token (T-09).')
      await flow.pass(2)
      const after = await flow.refresh(refreshToken)
      if (!isIssued(after)) throw stopped(`the refresh was answered with ${describeTokenAnswer(after)}`)
      return { before, refreshToken, after }
    })
  }

  async happyAnew(changes: Changes = {}, options: AttemptOptions = {}): Promise<HappyFlow> {
    const { givenToken } = this.#scene.target
    const isPlain = Object.keys(changes).length === 0 && Object.keys(options).length === 0
    if (givenToken && isPlain) return flowFromToken(this, givenToken)
    return completed(await redeemAnew(this, changes, options))
  }

  async attempt(changes: Changes = {}, options: AttemptOptions = {}): Promise<Attempt> {
    const login = options.login ?? this.login()
    const request = prepareRequest(login, changes, options.arrange)
    const start = request.to(await this.endpoint('authorization_endpoint'), options.method, options.serialize)
    const { browser = 'signed-in', decision = 'allow', declined = [], visits = browser !== 'new' } = options
    const visitor = {
      username: login.loginHint,
      password: login.password,
      decision,
      declined,
      merchant: request.get('merchant_vat') || login.merchantVat,
    }
    if (this.#scene.target.givenToken && (visits || browser === 'signed-in')) withoutLogin()
    const redirectUri = request.get('redirect_uri') ?? login.redirectUri
    const visit = await this.#browserOf(browser, visits).visit(start, redirectUri, visits ? visitor : undefined)
    const refused = visits ? refusedLogin(visit, start, login) : undefined
    if (refused) {
      this.#scene.loginRefused?.(refused.reason)
      throw new OutcomeSignal(refused)
    }
    const attempt: Attempt = {
      request,
      get hops() {
        return visit.hops
      },
      arrival: visit.arrival,
    }
    if (isAnswered(attempt)) this.#scene.answered?.(attempt)
    return attempt
  }

  async code(changes: Changes = {}, options: AttemptOptions = {}) {
    const attempt = await this.attempt(changes, options)
    const { arrival } = attempt
    const code = arrival.kind === 'callback' ? fieldOf(arrival, 'code') : undefined
    if (arrival.kind !== 'callback' || code === undefined) throw stopped(`it ended with ${describeArrival(attempt)}`)
    return { attempt, callback: arrival satisfies CallbackArrival, code }
  }

  async redeem(attempt: Attempt, changes: Changes = {}, options: TokenRequestOptions = {}): Promise<TokenAnswer> {
    const { request, arrival } = attempt
    const code = arrival.kind === 'callback' ? fieldOf(arrival, 'code') : undefined
    const form = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: request.get('redirect_uri'),
      code_verifier: request.codeVerifier,
    }
    const tokens = await this.tokenRequest({ ...form, ...changes }, options)
    if (isIssued(tokens)) this.#scene.redeemed?.(attempt, tokens)
    return tokens
  }

  async refresh(refreshToken: string, changes: Changes = {}, options: TokenRequestOptions = {}): Promise<TokenAnswer> {
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken, ...changes }
    const answer = await this.tokenRequest(form, options)
    keepNewest(this.#scene.target.givenToken, answer)
    return answer
  }

  async tokenRequest(form: Changes, options: TokenRequestOptions = {}): Promise<TokenAnswer> {
    return tokenAnswer(await this.#postTo(await this.endpoint('token_endpoint'), form, options))
  }

  async send(member: string, { query = [], ...request }: EndpointRequest): Promise<HttpResponse> {
    const url = new URL(await this.endpoint(member))
    for (const [name, value] of query) url.searchParams.append(name, value)
    return this.#scene.send({ ...request, url: url.href })
  }

  async post(
    member: 'revocation_endpoint' | 'introspection_endpoint',
    form: Changes,
    options: TokenRequestOptions = {},
  ): Promise<HttpResponse> {
    return this.#postTo(await this.endpoint(member), form, options)
  }

  async api(token: string | undefined, { method = 'GET', headers = {}, url }: ApiOptions = {}): Promise<HttpResponse> {
    const address = url ?? this.#scene.target.apiUrl
    if (address === undefined) {
      throw new OutcomeSignal({ kind: 'inapplicable', reason: 'The subject has no API that the suite knows.' })
    }
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const app = { 'x-ibm-client-id': 'conformance', 'x-ibm-client-secret': 'conformance' }
    return this.#scene.send({ method, url: address, headers: { ...app, ...authorization, ...headers } })
  }

  browser(): Browser {
    return this.#driver?.clean(this.#scene) ?? new PlainBrowser(this.#scene)
  }

  async pass(seconds: number): Promise<void> {
    const { lab, pause } = this.#scene.target
    if (lab) return lab.advance(seconds)
    if (seconds > longestWait) {
      throw new OutcomeSignal(untested(`It would take ${seconds} seconds, and the subject's clock can't be moved.`))
    }
    await (pause ? pause(seconds) : wait(seconds * 1000))
  }

  lab(): Lab {
    const { lab } = this.#scene.target
    if (lab) return lab
    throw new OutcomeSignal(untested('It needs a mock, whose clock, keys and consents can be moved.'))
  }

  other(): AutomaticLogin {
    const { lab, other } = this.#scene.target
    const second = lab?.other ?? other
    if (second) return second
    throw new OutcomeSignal(untested('It needs a second client: a mock has one, and a subject file names it as other.'))
  }

  login(): AutomaticLogin {
    const { login, loginProblem } = this.#scene.target
    if (login) return login
    throw new OutcomeSignal(
      untested(loginProblem ?? 'It needs a login, and this subject offers none without a person.'),
    )
  }

  endpoint(member: string): Promise<string> {
    return this.#scene.endpoint(member)
  }

  once<Result>(name: string, experiment: (flow: Flow) => Promise<Result>): Promise<Result> {
    return this.#scene.once(name, experiment)
  }

  /** The shared session goes on from check to check, whichever exchanges are recorded for whom. */
  #browserOf(browser: NonNullable<AttemptOptions['browser']>, visits: boolean): Browser {
    if (typeof browser !== 'string') return browser
    if (browser === 'new') return visits ? this.browser() : new PlainBrowser(this.#scene)
    const { signedIn } = this.#scene
    signedIn.browser = signedIn.browser?.within(this.#scene) ?? this.#openSession()
    return signedIn.browser
  }

  #openSession(): Browser {
    return this.#driver?.signedIn(this.#scene) ?? new PlainBrowser(this.#scene)
  }

  get #driver(): BrowserDriver | undefined {
    return this.#scene.target.driver
  }

  #postTo(url: string, form: Changes, options: TokenRequestOptions): Promise<HttpResponse> {
    const { login = this.login(), headers = {} } = options
    const authentication = options.authentication ?? login.authentication ?? 'client_secret_post'
    const secret = options.clientSecret ?? login.clientSecret
    const credentials = credentialsOf(authentication, login.clientId, secret)
    const fields = formOf({ ...credentials.form, ...form })
    return this.#scene.send({ method: 'POST', url, headers: { ...credentials.headers, ...headers }, form: fields })
  }
}

async function redeemAnew(flow: Flow, changes: Changes, options: AttemptOptions): Promise<Redemption> {
  const { attempt, callback, code } = await flow.code(changes, options)
  const tokens = await flow.redeem(attempt, {}, options.login ? { login: options.login } : {})
  return { attempt, callback, code, tokens }
}

function isHappy(redemption: Redemption): redemption is HappyFlow {
  return 'accessToken' in redemption
}

/** Ends the check where the flow did not come to its end. */
function completed(redemption: Redemption): HappyFlow {
  const { callback, tokens } = redemption
  const { accessToken, idToken: back } = tokens
  const front = fieldOf(callback, 'id_token')
  if (front === undefined) throw skipped('The callback has no ID token (C-06).')
  if (!isIssued(tokens) || accessToken === undefined) {
    throw stopped(`the code was answered with ${describeTokenAnswer(tokens)}`)
  }
  if (!back) throw skipped('The token response has no ID token (T-08).')
  return { ...redemption, front: inspectJwt(front), back, accessToken }
}

function formOf(changes: Changes): Pairs {
  return Object.entries(changes).flatMap(
    ([name, value]): Pairs => (value === undefined ? [] : [value].flat().map((one) => [name, one] as const)),
  )
}

/** RFC 6749 2.3.1: Basic credentials are form-encoded before they are joined. */
function credentialsOf(
  authentication: ClientAuthentication,
  id: string,
  secret: string,
): { readonly form: Changes; readonly headers: Readonly<Record<string, string>> } {
  if (authentication === 'none') return { form: {}, headers: {} }
  if (authentication === 'client_secret_post') return { form: { client_id: id, client_secret: secret }, headers: {} }
  const encoded = [id, secret].map((text) => new URLSearchParams([['', text]]).toString().slice(1)).join(':')
  return { form: {}, headers: { authorization: `Basic ${Buffer.from(encoded).toString('base64')}` } }
}

function stopped(reason: string): OutcomeSignal {
  return new OutcomeSignal({ kind: 'inconclusive', reason: `The flow was not completed: ${reason}.` })
}

function skipped(reason: string): OutcomeSignal {
  return new OutcomeSignal({ kind: 'skip', reason })
}
