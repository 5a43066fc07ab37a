import { discoveryDocument, environments } from '@mobilepay-oidc/fixtures'
import type { Exchange } from '../http/exchange.ts'
import { empty, json, type Reply } from '../http/reply.ts'

/** The discovery document, addresses rewritten by the address rule, the issuer as it is (facts, 1). GET alone. */
export function discovery({ method, world, environment, locate }: Exchange): Reply {
  if (method !== 'GET') return empty(405)
  return json(200, discoveryDocument(environments[environment], world.settings.generation, locate))
}
