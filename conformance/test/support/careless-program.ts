import { createHash } from 'node:crypto'
import type {
  Answered,
  CallbackRequest,
  ClientSettings,
  Connected,
  ConsentWish,
  Reported,
  Started,
} from '../../src/drivers/client-driver.ts'
import type { ClientProgram } from '../../src/drivers/client-program.ts'

/** In what way a client is careless. */
export type Carelessness =
  /** Believes everything that it is sent, sends everything again, and tells everybody of it. */
  | 'trusting'
  /** Takes nothing, not even what is right. */
  | 'refusing'
  /** Makes its authorization requests with constants, in another order and mode than is right. */
  | 'constant'
  /** Sends a verifier that is not that of the challenge, and a redirect URI that is not that of the request. */
  | 'forgetful'

const verifier = 'v'.repeat(43)
const challengeOf = (text: string) => createHash('sha256').update(text).digest('base64url')

/** A client that does everything wrong that checks of clients look for: each of them has to see it. */
export class CarelessProgram implements ClientProgram {
  readonly #kind: Carelessness
  readonly #log: string[] = []
  #settings: ClientSettings | undefined
  #endpoints: Readonly<Record<string, string>> = {}
  #token: string | undefined
  #refreshToken: string | undefined

  constructor(kind: Carelessness) {
    this.#kind = kind
  }

  async configure(settings: ClientSettings) {
    this.#settings = settings
    const signal = AbortSignal.timeout(Math.min(settings.timeoutMs ?? 10_000, 500))
    await fetch(settings.discoveryUrl, { signal })
      .then((response) => response.json())
      .catch(() => undefined)
    // Where the document is of no use, addresses that somebody once wrote down will do.
    const base = settings.discoveryUrl.replace(/\/\.well-known.*$/, '')
    const api = `${settings.apiUrl}/merchant-authentication-openidconnect/connect`
    this.#endpoints = { authorize: `${base}/connect/authorize`, token: `${api}/token` }
    return { outcome: 'configured' } as const
  }

  start({ merchantVat }: ConsentWish): Started {
    const { clientId, redirectUri, scopes } = this.#set()
    const isConstant = this.#kind === 'constant'
    const query = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: isConstant ? 'id_token code' : 'code id_token',
      response_mode: isConstant ? 'fragment' : 'form_post',
      scope: [...scopes, ...(isConstant ? ['webhooks'] : [])].join(' '),
      state: isConstant ? 'state' : String(Math.random()),
      nonce: isConstant ? 'state' : String(Math.random()),
      code_challenge: challengeOf(verifier),
      code_challenge_method: 'S256',
      ...(merchantVat !== undefined && { merchant_vat: merchantVat }),
    })
    return {
      outcome: 'started',
      url: `${this.#endpoints.authorize}?${query}`,
      cookies: ['session=1; Path=/; SameSite=Lax'],
    }
  }

  async callback({ url, body }: CallbackRequest): Promise<Connected> {
    if (this.#kind === 'refusing') throw new Error('no')
    const form = new URLSearchParams(Buffer.from(body, 'base64').toString('latin1'))
    const query = new URL(url).searchParams
    const text = `${form}&${query}`
    this.#log.push(text)
    const code = form.get('code') ?? query.get('code') ?? ''
    await this.#ask({
      grant_type: 'authorization_code',
      code,
      redirect_uri: this.#set().redirectUri + (this.#kind === 'forgetful' ? '/' : ''),
      code_verifier: this.#kind === 'forgetful' ? 'w'.repeat(43) : verifier,
    })
    return this.#connected()
  }

  async call({ path }: { readonly path: string }): Promise<Answered> {
    await this.refresh()
    const url = `${this.#set().apiUrl}${path}?access_token=${this.#token}`
    const signal = AbortSignal.timeout(500)
    const send = () =>
      fetch(url, { headers: { authorization: `Bearer ${this.#token}` }, signal }).catch(() => undefined)
    for (let attempt = 0; attempt < 4; attempt += 1) await send()
    return { outcome: 'answered', status: 200 }
  }

  async refresh(): Promise<Connected> {
    if (this.#kind === 'refusing') throw new Error('no')
    await this.#ask({ grant_type: 'refresh_token', refresh_token: this.#refreshToken ?? '', code_verifier: verifier })
    return this.#connected()
  }

  clock() {
    return { outcome: 'clocked' } as const
  }

  report(): Reported {
    return {
      outcome: 'reported',
      name: this.#kind,
      responseModes: [],
      supports: ['refresh', 'call', 'clock', 'returnTo', 'storeFolder', 'cookies'],
      connections: ['latest'],
      log: this.#log,
    }
  }

  /** Twice, since the first time might not have worked. */
  async #ask(form: Readonly<Record<string, string>>): Promise<void> {
    const { clientId, clientSecret } = this.#set()
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const answer: unknown = await fetch(this.#endpoints.token ?? '', {
        method: 'POST',
        headers: { authorization: `Basic ${basic}` },
        body: new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret }),
        signal: AbortSignal.timeout(500),
      })
        .then((response) => response.json())
        .catch(() => undefined)
      const { access_token: token, refresh_token: refreshToken } = Object(answer) as Record<string, string | undefined>
      this.#token = token ?? this.#token
      this.#refreshToken = refreshToken ?? this.#refreshToken
    }
  }

  #connected(): Connected {
    return {
      outcome: 'connected',
      merchantId: 'somebody',
      scopes: this.#set().scopes,
      location: 'https://evil.example/',
    }
  }

  #set(): ClientSettings {
    if (this.#settings) return this.#settings
    throw new Error('configure comes first.')
  }
}
