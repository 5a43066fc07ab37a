import type { RememberedConsent } from '../consent/remembered-consent.ts'
import { errorName } from '../errors/from-openid-client.ts'
import { ProtocolError, type ProtocolErrorCode } from '../errors/mobilepay-error.ts'
import { constantTimeEqual } from './constant-time-equal.ts'

const errorCodes: ReadonlyMap<string, ProtocolErrorCode> = new Map([
  ['access_denied', 'access-denied'],
  ['login_required', 'interaction-required'],
  ['consent_required', 'interaction-required'],
  ['interaction_required', 'interaction-required'],
  ['account_selection_required', 'interaction-required'],
])

/**
 * The rules for the callback that need no token, in the order in which they say the most: state before all else.
 *
 * openid-client looks at state, iss and error again. Here state is compared in constant time, an empty `iss` is a
 * wrong one, and parameters that hybrid never delivers are refused. A missing `iss` is accepted although MobilePay
 * advertises it: it never sends one in hybrid, and the ID token beside the code names the issuer.
 *
 * @throws ProtocolError
 * @see RFC 6749 sections 4.1.2.1 and 10.12; RFC 9207 section 2.4; OIDCC section 3.3.2.5
 */
export function checkAuthorizationResponse(
  parameters: URLSearchParams,
  consent: RememberedConsent,
  issuer: string,
): void {
  const state = parameters.get('state')
  if (state === null || state === '') throw missing('state')
  if (!constantTimeEqual(state, consent.state)) throw new ProtocolError('state-mismatch')
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
