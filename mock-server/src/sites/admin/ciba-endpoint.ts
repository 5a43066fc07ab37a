import type { Exchange } from '../../http/exchange.ts'
import { empty, type Reply } from '../../http/reply.ts'
import { readAuthenticatedForm } from '../authentication/authenticated-form.ts'
import { refuseToken } from '../authentication/token-reply.ts'

/** Advertised by generation 2024, allowed to no client (fact `ciba-refused`); generation 2018 does not have it. */
export async function backchannelAuthentication(exchange: Exchange): Promise<Reply> {
  if (exchange.world.settings.generation === '2018') return empty(404)
  const form = await readAuthenticatedForm(exchange)
  if ('refused' in form) return refuseToken(exchange, form.refused)
  return refuseToken(exchange, {
    rule: 'ciba-refused',
    error: 'unauthorized_client',
    description: 'Unauthorized client',
    mend: 'CIBA is advertised, but no client may use it: use the hybrid flow.',
  })
}
