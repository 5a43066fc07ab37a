import type { IdTokenSource } from '../errors/from-openid-client.ts'
import { type ErrorDetails, ProtocolError } from '../errors/mobilepay-error.ts'
import { type ReadJwt, readJwt } from './read-jwt.ts'

/**
 * Header and claims of an ID token, nothing of them verified yet.
 *
 * @throws ProtocolError `id-token-malformed`
 */
export function readIdToken(idToken: string, source: IdTokenSource): ReadJwt {
  return readJwt(idToken, (details, cause) => malformed(source, details, cause))
}

export function malformed(idToken: IdTokenSource, details: ErrorDetails, cause?: unknown): ProtocolError {
  return new ProtocolError('id-token-malformed', { cause, details: { idToken, ...details } })
}
