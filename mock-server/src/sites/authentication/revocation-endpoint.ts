import type { Exchange } from '../../http/exchange.ts'
import { isForm } from '../../http/form.ts'
import type { Parameters } from '../../http/parameters.ts'
import { empty, type Reply } from '../../http/reply.ts'
import type { Refused } from '../../rules/refusal.ts'
import { readAuthenticatedForm } from './authenticated-form.ts'
import { refuseToken } from './token-reply.ts'

/** RFC 7009 (facts `revocation-always-200`, `revocation-unknown-hint`): one token ends, never its whole grant. */
export async function revocation(exchange: Exchange): Promise<Reply> {
  if (exchange.method !== 'POST') return empty(405)
  if (!isForm(exchange.headers['content-type'], exchange.world.settings.generation)) return empty(415)
  const form = await readAuthenticatedForm(exchange)
  if ('refused' in form) return refuseToken(exchange, form.refused, [])
  const refused = refuseRevocation(form.parameters)
  if (refused) return refuseToken(exchange, refused, [])
  await revoke(exchange, form.client.clientId, form.parameters)
  return empty(200)
}

function refuseRevocation(parameters: Parameters): Refused | undefined {
  const hint = parameters.get('token_type_hint')
  if (!parameters.get('token')) {
    return { rule: 'revocation-no-token', error: 'invalid_request', description: null, mend: 'Send token.' }
  }
  if (hint === undefined || hint === 'access_token' || hint === 'refresh_token') return undefined
  return {
    rule: 'revocation-unknown-hint',
    error: 'unsupported_token_type',
    description: null,
    mend: 'Send token_type_hint=refresh_token, or leave it out.',
  }
}

/** Only the client's own refresh token: a JWT cannot be revoked, and a wrong hint finds nothing. */
async function revoke({ world, stage }: Exchange, clientId: string, parameters: Parameters): Promise<void> {
  if (parameters.get('token_type_hint') === 'access_token') return
  const engine = await world.stage(stage).engine()
  const id = parameters.get('token') ?? ''
  if (engine.find('RefreshToken', id)?.clientId === clientId) engine.take('RefreshToken', id)
}
