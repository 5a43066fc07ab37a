import * as openid from 'openid-client'
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

/**
 * openid-client 6 with as little around it as its documentation shows for the hybrid flow. What it does not do is left
 * as it is: this driver is an example, and a measure.
 */
class OpenidClientProgram implements ClientProgram {
  readonly #sessions = new BareSessions()
  #configuration: openid.Configuration | undefined
  #settings: ClientSettings | undefined
  #tokens: openid.TokenEndpointResponse | undefined

  async configure(settings: ClientSettings) {
    this.#tokens = undefined
    this.#settings = settings
    const { discoveryUrl, issuer, clientId, clientSecret, allowHttpOnLoopback, timeoutMs } = settings
    const configuration = await openid.discovery(
      new URL(discoveryUrl),
      clientId,
      undefined,
      openid.ClientSecretPost(clientSecret),
      {
        ...(allowHttpOnLoopback && { execute: [openid.allowInsecureRequests] }),
        ...(timeoutMs !== undefined && { timeout: timeoutMs / 1000 }),
      },
    )
    // Given the document's address, the library takes the issuer as it comes: to compare it is the application's part.
    if (configuration.serverMetadata().issuer !== issuer) throw new Error('The document names another issuer.')
    openid.useCodeIdTokenResponseType(configuration)
    this.#configuration = configuration
    return { outcome: 'configured' } as const
  }

  async start({ merchantVat }: ConsentWish) {
    const { configuration, settings } = this.#configured()
    const remembered = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      codeVerifier: openid.randomPKCECodeVerifier(),
    }
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: settings.redirectUri,
      scope: settings.scopes.join(' '),
      response_mode: 'form_post',
      state: remembered.state,
      nonce: remembered.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(remembered.codeVerifier),
      code_challenge_method: 'S256',
      ...(merchantVat !== undefined && { merchant_vat: merchantVat }),
    })
    return { outcome: 'started', url: url.href, cookies: [this.#sessions.remember(remembered)] } as const
  }

  async callback(request: CallbackRequest): Promise<Connected> {
    const { configuration } = this.#configured()
    const { state, nonce, codeVerifier } = this.#sessions.recall(request.cookies)
    this.#tokens = await openid.authorizationCodeGrant(configuration, toRequest(request), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    })
    return this.#connected()
  }

  async call({ path }: OnBehalf & { readonly path: string }): Promise<Answered> {
    const { configuration, settings } = this.#configured()
    const token = this.#tokens?.access_token
    if (token === undefined) throw new Error('There is no token.')
    const url = new URL(`${settings.apiUrl}${path}`)
    const response = await openid.fetchProtectedResource(configuration, token, url, 'GET')
    return { outcome: 'answered', status: response.status, body: await response.text() }
  }

  async refresh(): Promise<Connected> {
    const { configuration } = this.#configured()
    this.#tokens = await openid.refreshTokenGrant(configuration, this.#tokens?.refresh_token ?? '')
    return this.#connected()
  }

  report(): Reported {
    return {
      outcome: 'reported',
      name: 'openid-client, bare',
      responseModes: ['form_post'],
      supports: ['refresh', 'call', 'cookies', 'timeout'],
      connections: this.#tokens ? ['latest'] : [],
    }
  }

  #connected(): Connected {
    const scopes = this.#tokens?.scope?.split(' ')
    return { outcome: 'connected', ...(scopes && { scopes }) }
  }

  #configured() {
    if (this.#configuration && this.#settings) return { configuration: this.#configuration, settings: this.#settings }
    throw new Error('configure comes first.')
  }
}

await runAsDriver(new OpenidClientProgram())
