import * as openid from 'openid-client'
import type { ClientOptions } from '../client-options.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import { jsonExchange } from '../http/json-exchange.ts'
import { type Attributes, serverAttributes } from '../observability/attributes.ts'
import { observe } from '../observability/observe.ts'
import { checkIdToken } from '../tokens/check-id-token.ts'
import { checkTokenResponse } from '../tokens/check-token-response.ts'
import type { ProviderMetadata } from './check-provider-metadata.ts'
import type { Provider } from './provider.ts'

/** What became known of an exchange beside its result: it decides what an error means and what must not be lost. */
export interface ExchangeTrace {
  /** Whether the token endpoint was called. */
  tokenRequested: boolean
  /** The refresh token of a successful answer, as soon as it has arrived and before anything is checked. */
  refreshToken: string | undefined
}

export interface OpenidExchange {
  readonly configuration: openid.Configuration
  readonly trace: ExchangeTrace
}

/** openid-client for one client, as far as that needs neither keys nor the network. */
export function openidConfiguration(metadata: ProviderMetadata, options: ClientOptions): openid.Configuration {
  const client = clientMetadata(options)
  const configuration = new openid.Configuration(metadata, options.clientId, client, authenticate(options))
  openid.useCodeIdTokenResponseType(configuration)
  // Without it the signatures of ID tokens that come straight from the token endpoint are not looked at.
  openid.enableNonRepudiationChecks(configuration)
  // openid-client's own switch lets any http through; the check of the document has let loopback through and nothing else.
  if (options.environment.allowHttpOnLoopback) openid.allowInsecureRequests(configuration)
  return configuration
}

/**
 * openid-client, set up for one exchange.
 *
 * A Configuration of its own for each exchange, because openid-client keeps keys per Configuration and would not look
 * for a new one within a minute. Marked as older than that, the keys that are handed in make it ask, and the question
 * is answered from `provider.keys`.
 */
export async function openidExchange(provider: Provider, options: ClientOptions): Promise<OpenidExchange> {
  const metadata = await provider.metadata()
  const trace: ExchangeTrace = { tokenRequested: false, refreshToken: undefined }
  const configuration = openidConfiguration(metadata, options)
  configuration[openid.customFetch] = answerFor(provider, options, metadata, trace)
  const uat = Math.floor(Date.now() / 1000) - 61
  openid.setJwksCache(configuration, { jwks: await provider.keys.current(), uat } as openid.ExportedJWKSCache)
  return { configuration, trace }
}

function clientMetadata({ clockToleranceSeconds, now }: ClientOptions): Partial<openid.ClientMetadata> {
  return {
    // Pinned here rather than taken from the document, which may list more.
    id_token_signed_response_alg: 'RS256',
    [openid.clockTolerance]: clockToleranceSeconds,
    [openid.clockSkew]: Math.round((now() - Date.now()) / 1000),
  }
}

/**
 * client_secret_post, and the redirect URI to the letter: openid-client derives it from a parsed URL, which adds a
 * slash to an empty path and drops a query, while it must equal the one of the authorization request (OIDCC 3.1.3.2).
 */
function authenticate({ clientSecret, redirectUri }: ClientOptions): openid.ClientAuth {
  const secret = openid.ClientSecretPost(clientSecret)
  return (server, client, body, headers) => {
    if (body.has('redirect_uri')) body.set('redirect_uri', redirectUri)
    return secret(server, client, body, headers)
  }
}

function answerFor(
  provider: Provider,
  options: ClientOptions,
  metadata: ProviderMetadata,
  trace: ExchangeTrace,
): openid.CustomFetch {
  return async (address, { method, headers, body }) => {
    if (address === new URL(metadata.jwks_uri).href) return Response.json(await provider.keys.afterUnknownKey())
    const url = new URL(address)
    trace.tokenRequested ||= address === new URL(metadata.token_endpoint).href
    const init = { method, headers, body: body as NonNullable<RequestInit['body']> }
    const response = await tokenExchange(url, init, options)
    if (response.status === 200) await checkAnswer(response.clone(), String(body), { trace, options, url })
    return response
  }
}

function tokenExchange(url: URL, init: RequestInit, options: ClientOptions): Promise<Response> {
  const attributes = (): Attributes => {
    const grant = new URLSearchParams(String(init.body)).get('grant_type')
    const known = grant === 'authorization_code' || grant === 'refresh_token'
    return { ...serverAttributes(url), ...(known && { 'mobilepay.grant_type': grant }) }
  }
  return observe('token', options, attributes, async (note) => {
    const response = await jsonExchange(url, init, options)
    note({ 'http.response.status_code': response.status })
    return response
  })
}

interface Asked {
  readonly trace: ExchangeTrace
  readonly options: ClientOptions
  readonly url: URL
}

/** Before openid-client sees it, which would not name the member or claim that is wrong. */
async function checkAnswer(response: Response, request: string, { trace, options, url }: Asked): Promise<void> {
  const json = await response.text()
  const body = objectIn(json, url.host)
  const { refresh_token: refreshToken, id_token: idToken } = body
  // First of all: what is wrong with the rest must not lose it.
  trace.refreshToken = typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : undefined
  checkTokenResponse(json, body)
  const isRefresh = new URLSearchParams(request).get('grant_type') === 'refresh_token'
  if (typeof idToken === 'string') checkIdToken(idToken, isRefresh ? 'refresh' : 'token-endpoint', options)
  else if (!isRefresh) {
    throw new ProtocolError('token-response-malformed', { details: { member: 'id_token', reason: 'missing' } })
  }
}

function objectIn(json: string, host: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(json)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch {
    // Said below; the text may hold tokens.
  }
  throw new ProtocolError('token-response-malformed', { details: { host, reason: 'not a JSON object' } })
}
