import { type Claims, verifyJwt } from '../engine/jwt.ts'
import type { Exchange } from '../http/exchange.ts'

/** The claims of an access token of this stage that is valid now; no store is asked, as no API asks one. */
export function readAccessToken({ world, stage }: Exchange, token: string): Claims | undefined {
  const { keys, engineWorld } = world.stage(stage)
  const claims = verifyJwt(token, keys, world.settings.generation)
  const audiences = [claims?.aud].flat()
  if (!claims || !audiences.includes(`${engineWorld.issuer}/resources`)) return undefined
  return isValidAt(claims, world.clock.seconds()) ? claims : undefined
}

/** From `nbf`, which lies ahead where a world's clock went back, until `exp` (RFC 7519, 4.1.4 and 4.1.5). */
function isValidAt({ nbf, exp }: Claims, now: number): boolean {
  return typeof nbf === 'number' && typeof exp === 'number' && nbf <= now && now < exp
}
