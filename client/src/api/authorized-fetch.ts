import type { ClientContext } from '../client-context.ts'
import type { StoredConnection } from '../connections/connection-store.ts'
import { loadConnection } from '../connections/load-connection.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import type { ApiRequestInit } from './api-request.ts'
import { type Call, prepareCall } from './call.ts'
import { sendPatiently } from './send-patiently.ts'

/** Refreshes unless the store holds another access token than the stale one already. */
export type Refresh = (id: string, staleAccessToken: string) => Promise<StoredConnection>

/**
 * Calls the API with a connection's access token: refreshed before it expires, and once more after a 401. Where a
 * repetition does no harm, 429, 5xx and broken connections are tried again, after what `Retry-After` says or a growing
 * wait; the last answer is handed on.
 *
 * @throws ConfigurationError `api-address-refused`, `option-invalid`, `connection-unknown`, `connection-of-another-client`
 * @throws ProtocolError `connection-needs-consent`, `api-unauthorized`, `merchant-missing`, `api-scope-insufficient`,
 *   `redirect-refused`, and those of a refresh
 * @throws NetworkError
 * @see RFC 6750 sections 2.1 and 3.1; RFC 9110 section 9.2.2
 */
export async function authorizedFetch(
  id: string,
  address: string | URL,
  init: ApiRequestInit,
  refresh: Refresh,
  context: ClientContext,
): Promise<Response> {
  const call = prepareCall(id, address, init, context)
  const connection = await freshConnection(id, refresh, call)
  const first = await sendPatiently(call, connection)
  if (first.status !== 401) return first
  await first.body?.cancel()
  const renewed = await call.budget.waitFor(() => refresh(id, connection.tokens.accessToken))
  // A stream was used up by the first attempt.
  if (init.body instanceof ReadableStream) throw unauthorized(call)
  const second = await sendPatiently(call, renewed)
  if (second.status !== 401) return second
  await second.body?.cancel()
  throw unauthorized(call)
}

async function freshConnection(id: string, refresh: Refresh, { budget, context }: Call): Promise<StoredConnection> {
  const connection = await loadConnection(id, context)
  if (connection.status === 'needs-consent') {
    throw new ProtocolError('connection-needs-consent', { details: { connection: id } })
  }
  const { accessToken, accessTokenExpiresAt } = connection.tokens
  const renewAt = accessTokenExpiresAt - context.options.refreshSkewSeconds * 1000
  return Date.now() < renewAt ? connection : budget.waitFor(() => refresh(id, accessToken))
}

function unauthorized({ details }: Call): ProtocolError {
  return new ProtocolError('api-unauthorized', { details })
}
