import type { IdTokenSource } from '../errors/from-openid-client.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'

/**
 * Checks `at_hash`, which openid-client never does. It is optional beside a code, and MobilePay sends it always.
 *
 * @param atHash the claim of the ID token; undefined is accepted
 * @throws ProtocolError `id-token-access-token-hash`
 * @see OIDCC sections 3.1.3.6, 3.1.3.8 and 3.3.3.9
 */
export async function checkAccessTokenHash(atHash: unknown, accessToken: string, source: IdTokenSource): Promise<void> {
  if (atHash === undefined || atHash === (await leftHalfOfSha256(accessToken))) return
  throw new ProtocolError('id-token-access-token-hash', { details: { idToken: source, claim: 'at_hash' } })
}

/** The hash goes with the algorithm of the ID token, and that is RS256 always. */
async function leftHalfOfSha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const half = String.fromCharCode(...new Uint8Array(digest, 0, 16))
  return btoa(half).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
