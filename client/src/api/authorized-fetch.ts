import type { ClientContext } from '../client-context.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import { type Attributes, safePath, serverAttributes } from '../observability/attributes.ts'
import { type Note, observe } from '../observability/observe.ts'
import type { AccessTokens } from '../refresh/access-tokens.ts'
import type { ApiRequestInit } from './api-request.ts'
import { Call } from './call.ts'
import { sendPatiently } from './send-patiently.ts'

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
  tokens: AccessTokens,
  context: ClientContext,
): Promise<Response> {
  const call = new Call(id, address, init, context)
  return observe(
    'api',
    context.options,
    () => attributesOf(call),
    (note) => carryOut(call, tokens, note),
  )
}

function attributesOf({ connection, correlationId, url, init }: Call): Attributes {
  return {
    ...serverAttributes(url),
    'mobilepay.connection': connection,
    'mobilepay.correlation_id': correlationId,
    'url.path': safePath(url.pathname),
    'http.request.method': init.method ?? 'GET',
  }
}

async function carryOut(call: Call, tokens: AccessTokens, note: Note): Promise<Response> {
  const { connection: id } = call
  const connection = tokens.known(id) ?? (await call.budget.waitFor(() => tokens.fresh(id)))
  const first = await sendPatiently(call, connection, note)
  if (first.status !== 401) return first
  await first.body?.cancel()
  const renewed = await call.budget.waitFor(() => tokens.renewed(id, connection.tokens.accessToken))
  note({ 'mobilepay.refreshed': true })
  // A stream was used up by the first attempt.
  if (call.init.body instanceof ReadableStream) throw unauthorized(call)
  const second = await sendPatiently(call, renewed, note)
  if (second.status !== 401) return second
  await second.body?.cancel()
  throw unauthorized(call)
}

function unauthorized({ details }: Call): ProtocolError {
  return new ProtocolError('api-unauthorized', { details })
}
