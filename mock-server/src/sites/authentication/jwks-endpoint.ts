import type { Exchange } from '../../http/exchange.ts'
import { empty, json, type Reply } from '../../http/reply.ts'

/** The keys of the stage (fact `jwks-x509`). GET alone; generation 2018 has the media type of RFC 7517. */
export function jwks({ method, world, stage, faults }: Exchange): Reply {
  if (method !== 'GET') return empty(405)
  const { generation } = world.settings
  const keys = world
    .stage(stage)
    .keys.published(generation)
    .map((key) => ({ ...key }))
  const reply = json(200, faults.at('key-set', { keys }))
  if (generation === '2024') return reply
  return { ...reply, headers: [['Content-Type', 'application/jwk-set+json; charset=UTF-8']] }
}
