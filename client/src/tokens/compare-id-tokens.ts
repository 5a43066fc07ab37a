import type { IdTokenSource } from '../errors/from-openid-client.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'

/** The claims of an ID token that identify a login. */
export interface LoginClaims {
  readonly iss?: unknown
  readonly sub?: unknown
  readonly aud?: unknown
  readonly nonce?: unknown
}

/**
 * Checks that two ID tokens are about the same login: openid-client checks each of them alone and compares none.
 *
 * `iss` and `sub` must be the same; `aud` and `nonce` where both tokens have them. A refreshed token has no nonce.
 *
 * @param earlier from the callback, or from the login whose tokens are refreshed
 * @throws ProtocolError `id-tokens-differ`
 * @see OIDCC sections 3.3.3.6 and 12.2
 */
export function compareIdTokens(earlier: LoginClaims, later: LoginClaims, source: IdTokenSource): void {
  const differing =
    (['iss', 'sub'] as const).find((claim) => earlier[claim] !== later[claim]) ??
    (['aud', 'nonce'] as const).find((claim) => later[claim] !== undefined && differ(earlier[claim], later[claim]))
  if (differing) throw new ProtocolError('id-tokens-differ', { details: { idToken: source, claim: differing } })
}

/** A single audience may be written as a string or as an array of one. */
function differ(earlier: unknown, later: unknown): boolean {
  return earlier !== undefined && JSON.stringify([earlier].flat()) !== JSON.stringify([later].flat())
}
