import { createHash, randomBytes } from 'node:crypto'
import type { AuthorizationAnswer } from '../checks/check-context.ts'
import { type HttpRequest, type HttpResponse, textOf } from '../subjects/http.ts'
import type { AutomaticLogin } from '../subjects/target.ts'
import { CookieJar } from './cookie-jar.ts'
import { readFormPage } from './form-page.ts'

/** An authorization request and what its client has to remember. */
export interface PreparedRequest {
  readonly parameters: Readonly<Record<string, string>>
  readonly codeVerifier: string
}

/** The answer to the client's redirect URI, or the page at which the browser came to rest. */
export type Arrival =
  | { readonly kind: 'callback'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'page'; readonly url: string; readonly response: HttpResponse }

type SendAndRecord = (request: HttpRequest) => Promise<HttpResponse>

const mostRedirects = 8

/** A hybrid request by form_post with fresh state, nonce and challenge. */
export function prepareRequest(login: AutomaticLogin): PreparedRequest {
  const codeVerifier = randomText()
  const parameters = {
    client_id: login.clientId,
    redirect_uri: login.redirectUri,
    response_type: 'code id_token',
    response_mode: 'form_post',
    scope: login.scopes.join(' '),
    state: randomText(),
    nonce: randomText(),
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    merchant_vat: login.merchantVat,
    login_hint: login.loginHint,
  }
  return { parameters, codeVerifier }
}

/** Follows an authorization request as a new browser session would, up to the client or to a page. */
export async function follow(
  send: SendAndRecord,
  endpoint: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Arrival> {
  const redirectUri = parameters.redirect_uri ?? ''
  const cookies = new CookieJar()
  let url = `${endpoint}${endpoint.includes('?') ? '&' : '?'}${new URLSearchParams({ ...parameters })}`
  for (let hops = 0; ; hops++) {
    const response = await send({ method: 'GET', url, headers: cookies.headers })
    cookies.keep(response)
    const location = response.headers.get('location')
    if (!location || hops === mostRedirects) return arrivalAt(url, response, redirectUri)
    url = new URL(location, url).href
    if (isRedirectTo(url, redirectUri)) return { kind: 'callback', fields: fieldsOf(url) }
  }
}

/** What the arrival says about the request: an error by its code, or none. */
export function answerOf(arrival: Arrival): AuthorizationAnswer {
  if (arrival.kind === 'callback') {
    const { error } = arrival.fields
    return error === undefined ? { kind: 'accepted' } : { kind: 'error', error }
  }
  const error = errorCode.exec(textOf(arrival.response))?.[0]
  if (error !== undefined) return { kind: 'error', error }
  const failed = arrival.response.status >= 400 || /\/error\b/i.test(new URL(arrival.url).pathname)
  return failed
    ? { kind: 'error', error: `an error page without a code (${arrival.response.status})` }
    : { kind: 'accepted' }
}

const errorCode =
  /\b(invalid_request_object|invalid_request_uri|request_not_supported|request_uri_not_supported|invalid_request|invalid_scope|invalid_target|unauthorized_client|unsupported_response_type|server_error)\b/

function arrivalAt(url: string, response: HttpResponse, redirectUri: string): Arrival {
  const form = readFormPage(textOf(response))
  return form?.action === redirectUri ? { kind: 'callback', fields: form.fields } : { kind: 'page', url, response }
}

function isRedirectTo(url: string, redirectUri: string): boolean {
  return url.replace(/[?#].*$/s, '') === redirectUri.replace(/[?#].*$/s, '')
}

function fieldsOf(url: string): Readonly<Record<string, string>> {
  const { hash, searchParams } = new URL(url)
  return { ...Object.fromEntries(searchParams), ...Object.fromEntries(new URLSearchParams(hash.slice(1))) }
}

function randomText(): string {
  return randomBytes(32).toString('base64url')
}
