import type { Exchange } from '../../http/exchange.ts'
import { empty, json, type Reply } from '../../http/reply.ts'

/** The keys of the stage (fact `jwks-x509`). GET alone; generation 2018 has the media type of RFC 7517. */
export function jwks({ method, world, stage }: Exchange): Reply {
  if (method !== 'GET') return empty(405)
  const { generation } = world.settings
  const reply = json(200, { keys: world.stage(stage).keys.published(generation) })
  if (generation === '2024') return reply
  return { ...reply, headers: [['Content-Type', 'application/jwk-set+json; charset=UTF-8']] }
}
