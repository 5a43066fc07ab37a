import { discoveryDocument, environments } from '@mobilepay-oidc/fixtures'
import type { Exchange } from '../http/exchange.ts'
import { empty, json, type Reply } from '../http/reply.ts'

/** The discovery document, addresses rewritten by the address rule, the issuer as it is (facts, 1). GET alone. */
export function discovery({ method, world, environment, locate, faults }: Exchange): Reply {
  if (method !== 'GET') return empty(405)
  const { generation, switches } = world.settings
  const document = discoveryDocument(environments[environment], generation, locate)
  const served = { ...document, response_modes_supported: switches.responseModesServed.split(' ') }
  const advertised = switches.responseModesAdvertised === 'captured' ? document : served
  return json(200, faults.at('discovery-document', { ...advertised }))
}
