import { createHash } from 'node:crypto'
import type { HttpRequest, Pairs } from '../subjects/http.ts'
import type { AutomaticLogin } from '../subjects/target.ts'
import { randomBytes } from './random.ts'

/** What a check changes in a request that is right otherwise: `undefined` takes a parameter out, a list repeats it. */
export type Changes = Readonly<Record<string, string | readonly string[] | undefined>>

/** An authorization request and what its client has to remember. */
export class AuthorizationRequest {
  readonly parameters: Pairs
  readonly codeVerifier: string

  constructor(parameters: Pairs, codeVerifier: string) {
    this.parameters = parameters
    this.codeVerifier = codeVerifier
  }

  /** The last value of the parameter. */
  get(name: string): string | undefined {
    return this.parameters.findLast(([candidate]) => candidate === name)?.[1]
  }

  /**
   * The request on its way (OIDCC 3.1.2.1).
   * @param serialize writes query or body; by default percent-encoded, a space as `%20` in a query and `+` in a body
   */
  to(endpoint: string, method: 'GET' | 'POST' = 'GET', serialize?: Serialize): HttpRequest {
    if (method === 'GET') {
      const query = (serialize ?? percentEncoded)(this.parameters)
      return { method, url: `${endpoint}${endpoint.includes('?') ? '&' : '?'}${query}` }
    }
    if (!serialize) return { method, url: endpoint, form: this.parameters }
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return { method, url: endpoint, headers, body: serialize(this.parameters) }
  }
}

/** Writes parameters as a query or a form. */
export type Serialize = (parameters: Pairs) => string

const percentEncoded: Serialize = (parameters) =>
  parameters.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')

/** 256 random bits. */
export function randomText(): string {
  return randomBytes(32).toString('base64url')
}

export function challengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier).digest('base64url')
}

/** A hybrid request by form_post with fresh state, nonce and challenge, changed as the check wants it. */
export function prepareRequest(
  login: AutomaticLogin,
  changes: Changes = {},
  arrange: (parameters: Pairs) => Pairs = (parameters) => parameters,
): AuthorizationRequest {
  const codeVerifier = randomText()
  const right: Readonly<Record<string, string | undefined>> = {
    client_id: login.clientId,
    redirect_uri: login.redirectUri,
    response_type: 'code id_token',
    response_mode: 'form_post',
    scope: login.scopes.join(' '),
    state: randomText(),
    nonce: randomText(),
    code_challenge: challengeOf(codeVerifier),
    code_challenge_method: 'S256',
    merchant_vat: login.merchantVat,
    ...login.parameters,
  }
  const names = [...new Set([...Object.keys(right), ...Object.keys(changes)])]
  const parameters = names.flatMap((name): Pairs => {
    const value = Object.hasOwn(changes, name) ? changes[name] : right[name]
    return (value === undefined ? [] : [value].flat()).map((one) => [name, one] as const)
  })
  return new AuthorizationRequest(arrange(parameters), codeVerifier)
}
