import { randomBytes, randomUUID } from 'node:crypto'
import nock from 'nock'
import { type Claims, halfHash, makeKey, type SigningKey, sign } from './sign.ts'

export const clientId = 'integrator.testclient'
export const clientSecret = 'canary-secret-a+b/c=='
export const issuer = 'https://api.mobilepay.dk/merchant'
export const merchantId = 'aaaaaaaa-0000-4000-8000-000000000001'
export const subject = 'b6839184-0000-4000-8000-000000000001'
export const mePath = '/invoice-restapi/api/v1/merchants/me'

const base = '/merchant-authentication-openidconnect'

/** What the simulator does wrong, each a change to what would have been right. */
export interface Faults {
  discovery?: (document: Claims) => unknown
  front?: (claims: Claims) => Claims
  back?: (claims: Claims) => Claims
  access?: (claims: Claims) => Claims
  accessHeader?: Claims
  token?: (response: Claims) => Claims
  /** Replies in place of the endpoint. */
  tokenReply?: Reply
  jwksReply?: () => Reply | undefined
  discoveryReply?: Reply
  apiReply?: (authorization: string | null) => Reply | Promise<Reply> | undefined
}

export type Reply = [status: number, body: string | Claims | Buffer, headers?: Record<string, string>]

export interface Seen {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: string
}

interface Login {
  readonly nonce: string
  readonly scope: string
  readonly merchantVat: string | null
  /** The second of the login, the same in every token that comes of it. */
  readonly authTime: number
}

/** MobilePay under its real host names, inside this process. One-time refresh tokens unless told otherwise. */
export class Simulator {
  readonly seen: Seen[] = []
  readonly key: SigningKey
  readonly otherKey: SigningKey
  published: readonly SigningKey[]
  signer: SigningKey
  faults: Faults = {}
  reuse = false
  /** Happens while a token request is under way, before it is answered. */
  beforeToken: (() => Promise<void>) | undefined
  /** Has the last word on a token response, bytes that are no JSON included. */
  changeToken: ((body: Claims) => Promise<Claims | Buffer>) | undefined
  readonly #codes = new Map<string, Login>()
  readonly #refreshTokens = new Map<string, Login>()

  constructor(key: SigningKey, otherKey: SigningKey) {
    this.key = key
    this.otherKey = otherKey
    this.signer = key
    this.published = [key]
  }

  static async start(): Promise<Simulator> {
    return new Simulator(await makeKey('KEY1RS256'), await makeKey('KEY2RS256'))
  }

  /** Answers for the hosts of one country's sandbox, under their real names. */
  listen(country: 'dk' | 'fi' = 'dk'): void {
    this.#listen(`https://sandprod-admin.mobilepay.${country}`, 'https://api.sandbox.mobilepay.dk')
  }

  /** Answers under `http://HOST:PORT/REAL-HOST/…`, as a mock server on one's own machine does. */
  listenAt(origin: string): void {
    this.#listen(`${origin}/sandprod-admin.mobilepay.dk`, `${origin}/api.sandbox.mobilepay.dk`)
  }

  #listen(admin: string, api: string): void {
    nock.disableNetConnect()
    this.#on('get', `${admin}/account/.well-known/openid-configuration`, () => this.#discovery(admin, api))
    this.#on('get', `${api}${base}/.well-known/openid-configuration/jwks`, () => this.#jwks())
    this.#on('post', `${api}${base}/connect/token`, ({ body }) => this.#token(new URLSearchParams(body)))
    this.#on('get', `${api}${mePath}`, ({ headers }) => this.#merchantsMe(headers.get('authorization')))
    this.#on('post', `${api}${mePath}`, ({ headers }) => this.#merchantsMe(headers.get('authorization')))
  }

  /** How many requests went to an address that ends so. */
  count(ending: string): number {
    return this.seen.filter(({ url }) => url.pathname.endsWith(ending)).length
  }

  /** The answer to an authorization request, as a merchant who consents brings it to the redirect URI. */
  async authorize(url: string): Promise<URLSearchParams> {
    const request = new URL(url).searchParams
    const code = randomBytes(32).toString('hex')
    const login = {
      nonce: must(request, 'nonce'),
      scope: must(request, 'scope'),
      merchantVat: request.get('merchant_vat'),
      authTime: Math.floor(Date.now() / 1000) - 20,
    }
    this.#codes.set(code, login)
    const claims = { ...this.#idClaims(login), nonce: login.nonce, c_hash: halfHash(code) }
    const idToken = await sign(this.faults.front?.(claims) ?? claims, this.signer)
    return new URLSearchParams({ code, id_token: idToken, scope: login.scope, state: must(request, 'state') })
  }

  #on(method: 'get' | 'post', address: string, answer: (seen: Seen) => Reply | Promise<Reply>): void {
    const { origin, pathname } = new URL(address)
    // nock 15 sees the port of an https address; without it the request would leave for the real host.
    nock(new RegExp(`^${origin.replaceAll('.', '\\.')}(:443)?$`))
      .persist()
      [method](pathname)
      .reply(async (request: Request): Promise<Reply> => {
        const { method, headers } = request
        const seen = { method, headers, url: new URL(request.url), body: await request.clone().text() }
        this.seen.push(seen)
        const [status, body, given] = await answer(seen)
        return [status, body, { 'content-type': 'application/json; charset=UTF-8', ...given }]
      })
  }

  #discovery(admin: string, api: string): Reply {
    const document = {
      issuer,
      jwks_uri: `${api}${base}/.well-known/openid-configuration/jwks`,
      authorization_endpoint: `${admin}/account/connect/authorize`,
      token_endpoint: `${api}${base}/connect/token`,
      response_types_supported: ['code', 'code id_token'],
      response_modes_supported: ['query', 'form_post'],
      subject_types_supported: ['public'],
      scopes_supported: ['openid', 'invoice'],
      authorization_response_iss_parameter_supported: true,
      id_token_signing_alg_values_supported: ['RS256'],
    }
    return this.faults.discoveryReply ?? [200, (this.faults.discovery?.(document) ?? document) as Claims]
  }

  #jwks(): Reply {
    return this.faults.jwksReply?.() ?? [200, { keys: this.published.map(({ jwk }) => jwk) }]
  }

  async #token(form: URLSearchParams): Promise<Reply> {
    await this.beforeToken?.()
    if (this.faults.tokenReply) return this.faults.tokenReply
    if (form.get('client_secret') !== clientSecret) return [400, { error: 'invalid_client' }]
    const [store, name] =
      form.get('grant_type') === 'refresh_token' ? [this.#refreshTokens, 'refresh_token'] : [this.#codes, 'code']
    const handle = form.get(name) ?? ''
    const login = store.get(handle)
    if (!login) return [400, { error: 'invalid_grant' }]
    const refreshing = name === 'refresh_token'
    if (!refreshing || !this.reuse) store.delete(handle)
    return this.#tokens(login, refreshing, refreshing && this.reuse ? handle : undefined)
  }

  async #tokens(login: Login, refreshing: boolean, keptRefreshToken: string | undefined): Promise<Reply> {
    const access = {
      ...this.#idClaims(login),
      aud: `${issuer}/resources`,
      client_id: clientId,
      scope: login.scope.split(' '),
      jti: randomUUID(),
    }
    const merchant = login.merchantVat === null ? {} : { merchant_id: merchantId, merchant_vat: login.merchantVat }
    const claims = { ...access, ...merchant }
    const accessToken = await sign(this.faults.access?.(claims) ?? claims, this.signer, {
      typ: 'at+jwt',
      ...this.faults.accessHeader,
    })
    const back = {
      ...this.#idClaims(login),
      nonce: refreshing ? undefined : login.nonce,
      at_hash: halfHash(accessToken),
    }
    const refreshToken = keptRefreshToken ?? randomBytes(32).toString('hex')
    this.#refreshTokens.set(refreshToken, login)
    const body = {
      id_token: await sign(this.faults.back?.(back) ?? back, this.signer),
      access_token: accessToken,
      expires_in: 300,
      token_type: 'Bearer',
      refresh_token: refreshToken,
      scope: login.scope,
    }
    const changed = this.faults.token?.(body) ?? body
    return [200, (await this.changeToken?.(changed)) ?? changed]
  }

  #merchantsMe(authorization: string | null): Reply | Promise<Reply> {
    return this.faults.apiReply?.(authorization) ?? [200, { MerchantId: merchantId }]
  }

  #idClaims({ authTime }: Login): Claims {
    const now = Math.floor(Date.now() / 1000)
    return {
      iss: issuer,
      nbf: now,
      iat: now,
      exp: now + 300,
      aud: clientId,
      sub: subject,
      auth_time: authTime,
      idp: 'local',
      amr: ['pwd'],
    }
  }
}

function must(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name)
  if (value === null) throw new Error(`the authorization request has no ${name}`)
  return value
}
