import type { IdTokenSource } from '../errors/from-openid-client.ts'
import { ProtocolError, type ProtocolErrorCode } from '../errors/mobilepay-error.ts'

const codes = {
  at_hash: 'id-token-access-token-hash',
  c_hash: 'id-token-code-hash',
  s_hash: 'id-token-malformed',
} as const satisfies Record<string, ProtocolErrorCode>

/**
 * Checks a hash that openid-client does not look at: `at_hash` anywhere, `c_hash` and `s_hash` in the ID token of the
 * token endpoint. All three are optional there; MobilePay sends `at_hash` always.
 *
 * @param value the claim of the ID token; undefined is accepted
 * @throws ProtocolError `id-token-access-token-hash`, `id-token-code-hash`, `id-token-malformed`
 * @see OIDCC sections 3.1.3.6, 3.1.3.8, 3.3.2.11 and 3.3.3.9
 */
export async function checkHash(
  claim: keyof typeof codes,
  value: unknown,
  of: string,
  idToken: IdTokenSource,
): Promise<void> {
  if (value === undefined || value === (await leftHalfOfSha256(of))) return
  throw new ProtocolError(codes[claim], { details: { idToken, claim } })
}

/** The hash goes with the algorithm of the ID token, and that is RS256 always. */
async function leftHalfOfSha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const half = String.fromCharCode(...new Uint8Array(digest, 0, 16))
  return btoa(half).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
