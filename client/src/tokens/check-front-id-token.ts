import { decodeJwt, type JWTPayload } from 'jose'
import { type ErrorDetails, ProtocolError, type ProtocolErrorCode } from '../errors/mobilepay-error.ts'

/** An ID token that says it is good for longer than this has its times in milliseconds, or is not MobilePay's. */
const longestLifeSeconds = 24 * 60 * 60

/**
 * What openid-client does not look at in the ID token of the callback, checked before the code is redeemed:
 * an `aud` with others beside this client (it takes them when `azp` is right), an `azp` beside a single audience,
 * an `iat` in the future, an `exp` in milliseconds, an empty `sub`.
 *
 * openid-client checks in the same step: signature, RS256 alone, `crit`, the presence and types of the claims, `iss`,
 * `exp`, `nbf`, `iat` not over an hour ago, `nonce`, `c_hash`, and `s_hash` where there is one. So the claims returned
 * here are not verified yet; they are after `authorizationCodeGrant` has accepted the same response.
 *
 * @throws ProtocolError `id-token-malformed`, `id-token-audience`, `id-token-time`
 * @see OIDCC sections 3.1.3.7 and 3.3.2.12
 */
export function checkFrontIdToken(
  idToken: string,
  clientId: string,
  clockToleranceSeconds: number,
  nowMs: number = Date.now(),
): JWTPayload {
  const claims = decode(idToken)
  if (Array.isArray(claims.aud) && claims.aud.length !== 1) throw refused('id-token-audience', 'aud')
  if (claims.azp !== undefined && claims.azp !== clientId) throw refused('id-token-audience', 'azp')
  if (claims.sub === '') throw refused('id-token-malformed', 'sub')
  const now = nowMs / 1000
  if (typeof claims.iat === 'number' && claims.iat > now + clockToleranceSeconds) throw refused('id-token-time', 'iat')
  if (typeof claims.exp === 'number' && claims.exp > now + longestLifeSeconds) throw refused('id-token-time', 'exp')
  return claims
}

function decode(idToken: string): JWTPayload {
  try {
    return decodeJwt(idToken)
  } catch (cause) {
    throw new ProtocolError('id-token-malformed', { cause, details: { idToken: 'callback' } })
  }
}

function refused(code: ProtocolErrorCode, claim: string): ProtocolError {
  const details: ErrorDetails = { idToken: 'callback', claim }
  return new ProtocolError(code, { details })
}
