import { type Claims, readClaims, verifyJwt } from '../engine/jwt.ts'
import type { Exchange } from '../http/exchange.ts'

/** Why an access token is not taken. */
export type AccessTokenFlaw = 'signature' | 'audience' | 'not-yet-valid' | 'expired'

/** A fault's say on a flaw: whether the token is taken all the same. */
export type Forgives = (flaw: AccessTokenFlaw) => boolean

/**
 * The claims of an access token of this stage that is valid now; no store is asked, as no API asks one.
 * @param forgives asked for every flaw
 */
export function readAccessToken(
  { world, stage }: Exchange,
  token: string,
  forgives: Forgives = () => false,
): Claims | undefined {
  const { keys, engineWorld } = world.stage(stage)
  const verified = verifyJwt(token, keys, world.settings.generation)
  const claims = verified ?? readClaims(token)
  if (!claims) return undefined
  const now = world.clock.seconds()
  const flaws: Readonly<Record<AccessTokenFlaw, boolean>> = {
    signature: verified === undefined,
    audience: ![claims.aud].flat().includes(`${engineWorld.issuer}/resources`),
    // Ahead where a world's clock went back (RFC 7519, 4.1.4 and 4.1.5).
    'not-yet-valid': typeof claims.nbf !== 'number' || now < claims.nbf,
    expired: typeof claims.exp !== 'number' || now >= claims.exp,
  }
  const found = (Object.keys(flaws) as AccessTokenFlaw[]).filter((flaw) => flaws[flaw])
  return found.every(forgives) ? claims : undefined
}
