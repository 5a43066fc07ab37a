import { createHash } from 'node:crypto'
import type { InspectedJwt } from '../../flow/tokens.ts'

/** What is wrong with `at_hash` (OIDCC 3.1.3.6). */
export function atHashProblems({ header, claims }: InspectedJwt, accessToken: string): readonly string[] {
  const hash = hashFor(header.alg)
  if (hash === undefined || claims.at_hash === undefined) return []
  const digest = createHash(hash).update(accessToken, 'ascii').digest()
  const right = digest.subarray(0, digest.length / 2).toString('base64url')
  return claims.at_hash === right ? [] : ['at_hash is not that of the access token in the same answer']
}

/** Why nothing can be said about `at_hash`; undefined where it can. */
export function untestableHash({ header, claims }: InspectedJwt): string | undefined {
  if (claims.at_hash === undefined) return 'The ID token of the refresh has no at_hash, which is optional there.'
  return hashFor(header.alg) === undefined
    ? `It is not known which hash goes with alg ${String(header.alg)}.`
    : undefined
}

function hashFor(alg: unknown): string | undefined {
  if (alg === 'EdDSA' || alg === 'Ed25519') return 'sha512'
  const bits = /^(?:RS|PS|ES|HS)(256|384|512)$/.exec(String(alg))?.[1]
  return bits && `sha${bits}`
}
