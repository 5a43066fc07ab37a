import { randomBytes } from 'node:crypto'
import { discoveryDocument, environments, type Generation, type User } from '@mobilepay-oidc/fixtures'
import type { MockServer } from '@mobilepay-oidc/mock-server'
import { type Answer, Browser } from './browser.ts'
import { type Callback, describeAuthorize, readCallback } from './describe-authorize.ts'
import { firstUser, redirectUri, startRecordedWorld } from './recorded-world.ts'
import type { Recording, Requests } from './recording.ts'

type Pair = readonly [string, string]
type Changes = Readonly<Record<string, string | undefined>>

export const everyScope = [
  'openid',
  'offline_access',
  'invoice',
  'subscriptions',
  'transactionreporting',
  'merchantpayments',
  'webhooks',
]

/** A mock as the recorded servers were set up, and what a person or an integrator does with it. */
export class Replay implements AsyncDisposable {
  readonly server: MockServer
  readonly requests: Requests
  readonly generation: Generation
  readonly #endpoints: Readonly<Record<string, unknown>>

  private constructor(server: MockServer, requests: Requests, generation: Generation) {
    this.server = server
    this.requests = requests
    this.generation = generation
    const locate = (realUrl: string) => realUrl.replace('https://', `${server.url}/`)
    this.#endpoints = discoveryDocument(environments['sandbox-dk'], '2024', locate)
  }

  static async start({ generation }: Recording, requests: Requests): Promise<Replay> {
    return new Replay(await startRecordedWorld(generation), requests, generation)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.close()
  }

  endpoint(name: string): string {
    return String(this.#endpoints[`${name}_endpoint`] ?? this.#endpoints[name])
  }

  /** Moves the world's time. @param seconds */
  wait(seconds: number): void {
    this.server.world.clock.advance(seconds * 1000)
  }

  /** The base authorization request, its random values filled in and parameters changed. */
  authorizePairs(changes: Changes = {}): readonly Pair[] {
    const random = () => randomBytes(12).toString('base64url').slice(0, 15)
    const base = this.requests.authorize.base.map(
      ([name, value]): Pair => [name, value.startsWith('<random') ? random() : value],
    )
    const kept = base.filter(([name]) => !(name in changes && changes[name] === undefined))
    const replaced = kept.map(([name, value]): Pair => [name, changes[name] ?? value])
    const added = Object.entries(changes).filter(([name]) => !base.some(([known]) => known === name))
    return [...replaced, ...added.map(([name, value]): Pair => [name, value ?? ''])]
  }

  authorize(browser: Browser, pairs: readonly Pair[]): Promise<Answer> {
    const query = toForm(pairs)
    return browser.get(`${this.endpoint('authorization')}?${query}`)
  }

  describe(answer: Answer) {
    return describeAuthorize(answer, this.server)
  }

  /** Signs a user in on the login page; time moves on by a moment, as it does for people. */
  async signIn(user: User = firstUser): Promise<Browser> {
    const browser = new Browser()
    const asked = await this.authorize(browser, this.authorizePairs())
    await this.logIn(browser, asked, user)
    this.wait(1)
    return browser
  }

  /** Fills in the login page that an answer leads to. @returns where it leads. */
  async logIn(browser: Browser, asked: Answer, user: User): Promise<Answer> {
    return this.#submit(browser, asked, { email: user.email, password: user.password })
  }

  /** Decides on the consent page that an answer leads to, and goes on to the answer for the client. */
  async decide(browser: Browser, asked: Answer, scopes: readonly string[] | 'deny'): Promise<Answer> {
    return this.goBack(browser, await this.submitDecision(browser, asked, scopes))
  }

  /** Fills in the consent page that an answer leads to, and stays there. */
  submitDecision(browser: Browser, asked: Answer, scopes: readonly string[] | 'deny'): Promise<Answer> {
    const decision = scopes === 'deny' ? 'deny' : 'allow'
    return this.#submit(browser, asked, { decision }, scopes === 'deny' ? [] : scopes)
  }

  /** Goes where a submitted page leads. */
  goBack(browser: Browser, submitted: Answer): Promise<Answer> {
    return browser.get(new URL(submitted.headers.location ?? '', this.server.url).href)
  }

  async #submit(browser: Browser, asked: Answer, fields: Record<string, string>, scopes: readonly string[] = []) {
    const url = asked.headers.location ?? ''
    const shown = await browser.get(url)
    const token = /name="__RequestVerificationToken"[^>]*value="([^"]*)"/.exec(shown.body)?.[1] ?? ''
    const form = new URLSearchParams({ ...fields, __RequestVerificationToken: token })
    for (const scope of scopes) form.append('scopes', scope)
    return browser.postForm(url, form)
  }

  /** Remembers a consent of the first user for every scope, or for some. */
  grant(scopes: readonly string[] = everyScope, clientId = 'integrator', user = firstUser): void {
    const merchantId = user.merchants[0]
    this.server.world.stage('sandbox').grants.allow({ sub: user.sub, clientId, merchantId }, scopes)
  }

  async removeGrants(user = firstUser): Promise<void> {
    await this.server.world.stage('sandbox').revokeGrants(user.sub)
  }

  /** A whole consent of a signed-in user. */
  async consentWith(browser: Browser, changes: Changes = {}): Promise<Callback> {
    const asked = await this.authorize(browser, this.authorizePairs(changes))
    const answer = asked.headers.location?.includes('/consent?') ? await this.decide(browser, asked, everyScope) : asked
    const callback = readCallback(answer)
    if (!callback) throw new Error(`No callback, but ${JSON.stringify(this.describe(answer))}`)
    return callback
  }

  async codeFor(browser: Browser, changes: Changes = {}): Promise<string> {
    const { fields } = await this.consentWith(browser, changes)
    return fields.find(([name]) => name === 'code')?.[1] ?? ''
  }

  codeForm(code: string, clientId = 'integrator'): readonly Pair[] {
    return [
      ['grant_type', 'authorization_code'],
      ['code', code],
      ['redirect_uri', redirectUri],
      ['code_verifier', this.requests.verifier],
      ['client_id', clientId],
      ['client_secret', 'secret'],
    ]
  }

  refreshForm(refreshToken: string, clientId = 'integrator'): readonly Pair[] {
    return [
      ['grant_type', 'refresh_token'],
      ['refresh_token', refreshToken],
      ['client_id', clientId],
      ['client_secret', 'secret'],
    ]
  }

  token(pairs: readonly Pair[], headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return new Browser().postForm(this.endpoint('token'), toForm(pairs), headers)
  }

  post(endpoint: string, pairs: readonly Pair[], headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return new Browser().postForm(this.endpoint(endpoint), toForm(pairs), headers)
  }
}

export function toForm(pairs: readonly Pair[]): URLSearchParams {
  return new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value]))
}

/** A member of a JSON answer. */
export function member({ body }: Answer, name: string): string {
  return body.startsWith('{') ? String((JSON.parse(body) as Record<string, unknown>)[name] ?? '') : ''
}
