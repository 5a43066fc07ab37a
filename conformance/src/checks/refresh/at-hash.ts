import type { InspectedJwt } from '../../flow/tokens.ts'
import { halfHash, hashOf } from '../id-token/half-hash.ts'

/** What is wrong with `at_hash` (OIDCC 3.1.3.6). */
export function atHashProblems({ header, claims }: InspectedJwt, accessToken: string): readonly string[] {
  const hash = hashOf(header.alg)
  if (hash === undefined || claims.at_hash === undefined) return []
  const isRight = claims.at_hash === halfHash(accessToken, hash)
  return isRight ? [] : ['at_hash is not that of the access token in the same answer']
}

/** Why nothing can be said about `at_hash`; undefined where it can. */
export function untestableHash({ header, claims }: InspectedJwt): string | undefined {
  if (claims.at_hash === undefined) return 'The ID token of the refresh has no at_hash, which is optional there.'
  return hashOf(header.alg) === undefined
    ? `It is not known which hash goes with alg ${String(header.alg)}.`
    : undefined
}
