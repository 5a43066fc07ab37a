import { discoveryDocument, type EnvironmentName, environments, type Generation } from '@mobilepay-oidc/fixtures'
import { addressesBelow } from '../../src/subjects/address-rule.ts'
import { type HttpRequest, type HttpResponse, TransportError } from '../../src/subjects/http.ts'
import type { Target } from '../../src/subjects/target.ts'
import { type EditableKey, publishedKeys } from './stand-in-keys.ts'
import { type CallbackFields, formPage, redirect, signIdToken } from './stand-in-login.ts'

export const base = 'http://localhost:4010'

type HeaderFields = Record<string, string>

/**
 * A provider in memory that does what MobilePay's is known to do, every part of which a test may change. It shares no
 * code with the mock, so that the suite is not proven by what it is to prove.
 */
export class StandIn {
  readonly environment: EnvironmentName
  readonly generation: Generation
  document: Record<string, unknown>
  keys: EditableKey[]
  discoveryHeaders: HeaderFields = { 'content-type': 'application/json; charset=UTF-8' }
  jwksHeaders: HeaderFields
  signingKey = 0
  /** Claims and header members that tokens carry besides, or instead of, the usual ones. */
  claims: Record<string, unknown> = {}
  header: Record<string, unknown> = {}
  callback: CallbackFields = {}
  /** What the authorization endpoint says about parameters that it refuses. */
  refusals: Record<string, string>
  rotate: (() => void) | undefined = () => {
    this.signingKey = 1 - this.signingKey
  }
  /** The last word on an answer; nothing to leave it as it is. */
  intercept: (request: HttpRequest, response: HttpResponse, count: number) => HttpResponse | undefined = () => undefined
  changes: Partial<Target> = {}
  #requests = 0

  constructor(environment: EnvironmentName = 'sandbox-dk', generation: Generation = '2024') {
    this.environment = environment
    this.generation = generation
    const { toServed } = addressesBelow(base)
    this.document = { ...discoveryDocument(environments[environment], generation, toServed) }
    this.keys = publishedKeys(environments[environment].stage, generation)
    this.jwksHeaders = {
      'content-type': `application/${generation === '2018' ? 'jwk-set+json' : 'json'}; charset=UTF-8`,
    }
    this.refusals =
      generation === '2018'
        ? { request: 'invalid_request' }
        : { request: 'invalid_request_object', request_uri: 'request_uri_not_supported' }
  }

  get target(): Target {
    const { toServed } = addressesBelow(base)
    const { rotate } = this
    return {
      label: this.environment,
      environment: this.environment,
      generation: this.generation,
      discoveryUrl: toServed(environments[this.environment].discovery.url),
      addresses: addressesBelow(base),
      send: (request) => this.#send(request),
      probeTls: async () => ({ protocol: undefined, certificateProblem: undefined, error: 'no probe was expected' }),
      login: {
        clientId: 'integrator',
        clientSecret: 'canary-secret',
        redirectUri: 'http://127.0.0.1:7890/',
        loginHint: 'anna@klippe.example',
        merchantVat: 'DK12345674',
        scopes: ['openid', 'invoice', 'offline_access'],
      },
      ...(rotate && { rotateKeys: async () => rotate() }),
      ...this.changes,
    }
  }

  async #send(request: HttpRequest): Promise<HttpResponse> {
    this.#requests += 1
    const answer = await this.#answer(request)
    const response = this.intercept(request, answer, this.#requests) ?? answer
    if (response === nobodyListens) throw new TransportError(`${request.url}: ECONNREFUSED`)
    return response
  }

  async #answer(request: HttpRequest): Promise<HttpResponse> {
    const { origin, pathname } = new URL(request.url)
    const path = `${origin === base ? '' : 'elsewhere'}${pathname}`
    if (origin !== base && !origin.startsWith('https://')) return nobodyListens
    if (path.endsWith('/jwks')) return this.#json(request, { keys: this.keys }, this.jwksHeaders)
    if (path.endsWith('/openid-configuration'))
      return this.#json(request, this.#documentAt(path), this.discoveryHeaders)
    if (path.endsWith('/connect/authorize')) return this.#authorize(new URL(request.url).searchParams)
    if (path.endsWith('/connect/token')) return this.#redeem()
    if (path.endsWith('/home/error')) return reply(200, new URL(request.url).searchParams.get('code') ?? '')
    return reply(404, '')
  }

  /** The other country's document is always whole: defects are those of the environment that is tested. */
  #documentAt(path: string): object {
    const other = Object.values(environments).find(({ discovery }) => path.endsWith(new URL(discovery.url).host + tail))
    const isOwn = !other || other === environments[this.environment]
    return isOwn ? this.document : discoveryDocument(other, this.generation, addressesBelow(base).toServed)
  }

  #json({ method }: HttpRequest, value: unknown, headers: HeaderFields): HttpResponse {
    return method === 'GET' ? reply(200, JSON.stringify(value), headers) : reply(405, '')
  }

  async #authorize(parameters: URLSearchParams): Promise<HttpResponse> {
    const refused = Object.keys(this.refusals).find((name) => parameters.has(name))
    if (refused)
      return redirect(`${base}/sandprod-admin.mobilepay.dk/account/home/error?code=${this.refusals[refused]}`)
    const idToken = await signIdToken(this, 'front')
    const fields = { code: 'CANARY-CODE', id_token: idToken, state: parameters.get('state') ?? '', ...this.callback }
    return reply(200, formPage(parameters.get('redirect_uri') ?? '', fields), { 'content-type': 'text/html' })
  }

  async #redeem(): Promise<HttpResponse> {
    const answer = { id_token: await signIdToken(this, 'back'), access_token: 'canary-access', token_type: 'Bearer' }
    return reply(200, JSON.stringify(answer), { 'content-type': 'application/json' })
  }
}

const nobodyListens: HttpResponse = { status: 0, headers: new Headers(), body: new Uint8Array() }
const tail = '/account/.well-known/openid-configuration'

export function reply(status: number, body: string | Uint8Array, headers: HeaderFields = {}): HttpResponse {
  return {
    status,
    headers: new Headers(headers),
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
  }
}
