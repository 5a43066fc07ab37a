import { errorName } from '../errors/from-openid-client.ts'
import { ProtocolError, type ProtocolErrorCode } from '../errors/mobilepay-error.ts'

const errorCodes: ReadonlyMap<string, ProtocolErrorCode> = new Map([
  ['access_denied', 'access-denied'],
  ['login_required', 'interaction-required'],
  ['consent_required', 'interaction-required'],
  ['interaction_required', 'interaction-required'],
  ['account_selection_required', 'interaction-required'],
])

/**
 * The rules for the callback that need no token, after its state was found right, in the order in which they say the
 * most.
 *
 * openid-client looks at iss and error again. Here an empty `iss` is a wrong one, and parameters that hybrid never
 * delivers are refused. A missing `iss` is accepted although MobilePay advertises it: it never sends one in hybrid, and
 * the ID token beside the code names the issuer. `error_description` is text of anybody: nothing reads it.
 *
 * @throws ProtocolError
 * @see RFC 6749 section 4.1.2.1; RFC 9207 section 2.4; OIDCC section 3.3.2.5
 */
export function checkAuthorizationResponse(parameters: URLSearchParams, issuer: string): void {
  const iss = parameters.get('iss')
  if (iss !== null && iss !== issuer) throw new ProtocolError('callback-issuer-mismatch')
  const error = parameters.get('error')
  if (error !== null) {
    throw new ProtocolError(errorCodes.get(error) ?? 'authorization-refused', { details: { error: errorName(error) } })
  }
  for (const parameter of ['access_token', 'token', 'response']) {
    if (parameters.has(parameter)) throw new ProtocolError('callback-parameter-unexpected', { details: { parameter } })
  }
  for (const parameter of ['code', 'id_token']) if (!parameters.get(parameter)) throw missing(parameter)
}

function missing(parameter: string): ProtocolError {
  return new ProtocolError('callback-parameter-missing', { details: { parameter } })
}
