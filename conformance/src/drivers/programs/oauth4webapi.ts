import * as oauth from 'oauth4webapi'
import { BareSessions, toRequest } from '../bare-session.ts'
import type {
  Answered,
  CallbackRequest,
  ClientSettings,
  Connected,
  ConsentWish,
  OnBehalf,
  Reported,
} from '../client-driver.ts'
import type { ClientProgram } from '../client-program.ts'
import { runAsDriver } from '../serve-program.ts'

/** oauth4webapi as its example of the hybrid flow has it, and nothing besides. */
class Oauth4webapiProgram implements ClientProgram {
  readonly #sessions = new BareSessions()
  #server: oauth.AuthorizationServer | undefined
  #settings: ClientSettings | undefined
  #tokens: oauth.TokenEndpointResponse | undefined

  async configure(settings: ClientSettings) {
    this.#tokens = undefined
    this.#settings = settings
    // The library derives the document's address from the issuer, which MobilePay's is not: to fetch it is our part.
    const isSecure = settings.discoveryUrl.startsWith('https:') || settings.allowHttpOnLoopback
    if (!isSecure) throw new Error('The document is not on https.')
    const response = await fetch(settings.discoveryUrl, { redirect: 'manual', signal: this.#patience() })
    this.#server = await oauth.processDiscoveryResponse(new URL(settings.issuer), response)
    return { outcome: 'configured' } as const
  }

  async start({ merchantVat }: ConsentWish) {
    const { server, settings } = this.#configured()
    const remembered = {
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      codeVerifier: oauth.generateRandomCodeVerifier(),
    }
    const url = new URL(server.authorization_endpoint ?? '')
    const parameters = {
      client_id: settings.clientId,
      redirect_uri: settings.redirectUri,
      response_type: 'code id_token',
      response_mode: 'form_post',
      scope: settings.scopes.join(' '),
      state: remembered.state,
      nonce: remembered.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(remembered.codeVerifier),
      code_challenge_method: 'S256',
      ...(merchantVat !== undefined && { merchant_vat: merchantVat }),
    }
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
    return { outcome: 'started', url: url.href, cookies: [this.#sessions.remember(remembered)] } as const
  }

  async callback(request: CallbackRequest): Promise<Connected> {
    const { server, client, secret, settings } = this.#configured()
    const { state, nonce, codeVerifier } = this.#sessions.recall(request.cookies)
    const parameters = await oauth.validateCodeIdTokenResponse(
      server,
      client,
      toRequest(request),
      nonce,
      state,
      undefined,
      this.#options(),
    )
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      secret,
      parameters,
      settings.redirectUri,
      codeVerifier,
      this.#options(),
    )
    this.#tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    })
    return this.#connected()
  }

  async call({ path }: OnBehalf & { readonly path: string }): Promise<Answered> {
    const { settings } = this.#configured()
    const token = this.#tokens?.access_token
    if (token === undefined) throw new Error('There is no token.')
    const url = new URL(`${settings.apiUrl}${path}`)
    const response = await oauth.protectedResourceRequest(token, 'GET', url, undefined, undefined, this.#options())
    return { outcome: 'answered', status: response.status, body: await response.text() }
  }

  async refresh(): Promise<Connected> {
    const { server, client, secret } = this.#configured()
    const before = this.#tokens?.refresh_token ?? ''
    const response = await oauth.refreshTokenGrantRequest(server, client, secret, before, this.#options())
    this.#tokens = await oauth.processRefreshTokenResponse(server, client, response)
    return this.#connected()
  }

  report(): Reported {
    return {
      outcome: 'reported',
      name: 'oauth4webapi',
      responseModes: ['form_post'],
      supports: ['refresh', 'call', 'cookies', 'timeout'],
      connections: this.#tokens ? ['latest'] : [],
    }
  }

  #connected(): Connected {
    const scopes = this.#tokens?.scope?.split(' ')
    return { outcome: 'connected', ...(scopes && { scopes }) }
  }

  #patience(): AbortSignal {
    return AbortSignal.timeout(this.#settings?.timeoutMs ?? 10_000)
  }

  #options() {
    return {
      signal: () => this.#patience(),
      ...(this.#settings?.allowHttpOnLoopback && { [oauth.allowInsecureRequests]: true as const }),
    }
  }

  #configured() {
    const [server, settings] = [this.#server, this.#settings]
    if (!server || !settings) throw new Error('configure comes first.')
    const client: oauth.Client = { client_id: settings.clientId }
    return { server, settings, client, secret: oauth.ClientSecretPost(settings.clientSecret) }
  }
}

await runAsDriver(new Oauth4webapiProgram())
