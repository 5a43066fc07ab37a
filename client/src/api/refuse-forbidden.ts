import type { UsableConnection } from '../connections/stored-connection.ts'
import { type ErrorDetails, ProtocolError } from '../errors/mobilepay-error.ts'
import type { Call } from './call.ts'

/**
 * MobilePay's 403 has no body. Two of its causes can be told: the connection is without a merchant, or the challenge
 * says that the scope does not suffice. Any other 403 is the product's own business and is handed on.
 *
 * @throws ProtocolError `merchant-missing`, `api-scope-insufficient`
 * @see RFC 6750 section 3.1
 */
export function refuseForbidden(response: Response, connection: UsableConnection, call: Call): void {
  if (response.status !== 403) return
  if (connection.merchantId === undefined) throw discarded(response, 'merchant-missing', call.details)
  const challenge = response.headers.get('www-authenticate') ?? ''
  if (!/\berror="?insufficient_scope\b/.test(challenge)) return
  const scope = /\bscope="([a-z_ ]{1,200})"/.exec(challenge)?.[1]
  throw discarded(response, 'api-scope-insufficient', { ...call.details, scope })
}

function discarded(
  response: Response,
  code: 'merchant-missing' | 'api-scope-insufficient',
  details: ErrorDetails,
): ProtocolError {
  void response.body?.cancel()
  return new ProtocolError(code, { details })
}
