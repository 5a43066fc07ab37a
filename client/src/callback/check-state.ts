import type { RememberedConsent } from '../consent/remembered-consent.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import { constantTimeEqual } from './constant-time-equal.ts'

/**
 * Compares the state of the callback with the remembered one, before anything else of it is looked at.
 *
 * @throws ProtocolError `callback-parameter-missing`, `state-mismatch`
 * @see RFC 6749 section 10.12
 */
export function checkState(parameters: URLSearchParams, consent: RememberedConsent): void {
  if (!constantTimeEqual(stateOf(parameters), consent.state)) throw new ProtocolError('state-mismatch')
}

/** @throws ProtocolError `callback-parameter-missing` */
export function stateOf(parameters: URLSearchParams): string {
  const state = parameters.get('state')
  if (state) return state
  throw new ProtocolError('callback-parameter-missing', { details: { parameter: 'state' } })
}
