import { type Claims, verifyJwt } from '../engine/jwt.ts'
import type { Exchange } from '../http/exchange.ts'

/** The claims of an access token of this stage that has not expired; no store is asked, as no API asks one. */
export function readAccessToken({ world, stage }: Exchange, token: string): Claims | undefined {
  const { keys, engineWorld } = world.stage(stage)
  const claims = verifyJwt(token, keys, world.settings.generation)
  const audiences = [claims?.aud].flat()
  if (!claims || !audiences.includes(`${engineWorld.issuer}/resources`)) return undefined
  return typeof claims.exp === 'number' && world.clock.seconds() < claims.exp ? claims : undefined
}
