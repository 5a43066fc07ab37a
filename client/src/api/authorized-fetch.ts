import type { ClientContext } from '../client-context.ts'
import type { StoredConnection } from '../connections/connection-store.ts'
import { loadConnection } from '../connections/load-connection.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import { refuseRedirect } from '../http/refuse-redirect.ts'
import { toNetworkError } from '../http/to-network-error.ts'
import { apiAddress } from './api-address.ts'

/** Refreshes unless the store holds another access token than the stale one already. */
export type Refresh = (id: string, staleAccessToken: string) => Promise<StoredConnection>

/**
 * Calls the API with a connection's access token: refreshed before it expires, and once more after a 401.
 *
 * @throws ConfigurationError `api-address-refused`, `connection-unknown`, `connection-of-another-client`
 * @throws ProtocolError `connection-needs-consent`, `api-unauthorized`, `redirect-refused`, and those of a refresh
 * @throws NetworkError
 * @see RFC 6750 sections 2.1 and 3.1
 */
export async function authorizedFetch(
  id: string,
  address: string | URL,
  init: RequestInit,
  refresh: Refresh,
  context: ClientContext,
): Promise<Response> {
  const url = apiAddress(address, context.options.environment.apiUrl)
  const connection = await freshConnection(id, refresh, context)
  const first = await send(url, init, connection.tokens.accessToken, context)
  if (first.status !== 401) return first
  await first.body?.cancel()
  const renewed = await refresh(id, connection.tokens.accessToken)
  // A stream was used up by the first attempt.
  if (init.body instanceof ReadableStream) throw unauthorized(id, url)
  const second = await send(url, init, renewed.tokens.accessToken, context)
  if (second.status !== 401) return second
  await second.body?.cancel()
  throw unauthorized(id, url)
}

async function freshConnection(id: string, refresh: Refresh, context: ClientContext): Promise<StoredConnection> {
  const connection = await loadConnection(id, context)
  if (connection.status === 'needs-consent') {
    throw new ProtocolError('connection-needs-consent', { details: { connection: id } })
  }
  const { accessToken, accessTokenExpiresAt } = connection.tokens
  const renewAt = accessTokenExpiresAt - context.options.refreshSkewSeconds * 1000
  return Date.now() < renewAt ? connection : refresh(id, accessToken)
}

async function send(url: URL, init: RequestInit, accessToken: string, { options }: ClientContext): Promise<Response> {
  const headers = new Headers(init.headers)
  headers.set('authorization', `Bearer ${accessToken}`)
  if (options.apiCredentials) {
    headers.set('x-ibm-client-id', options.apiCredentials.clientId)
    headers.set('x-ibm-client-secret', options.apiCredentials.clientSecret)
  }
  const timeout = AbortSignal.timeout(options.timeoutMs)
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
  try {
    const response = await options.fetch(url.href, { ...init, headers, signal, redirect: 'manual' })
    refuseRedirect(response, url.host)
    return response
  } catch (error) {
    throw toNetworkError(error, url.host, init.signal)
  }
}

function unauthorized(id: string, { pathname }: URL): ProtocolError {
  return new ProtocolError('api-unauthorized', { details: { connection: id, path: pathname } })
}
