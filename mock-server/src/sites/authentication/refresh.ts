import type { Exchange } from '../../http/exchange.ts'
import { takeRefreshToken } from '../../rules/token/take-refresh-token.ts'
import type { TokenInput } from '../../rules/token/token-input.ts'
import type { Prepared } from './prepared.ts'

/** Refresh (facts, 14.5): `scope`, `redirect_uri` and `code_verifier` in the request do not count. */
export async function prepareRefresh({ world, stage: name, faults }: Exchange, input: TokenInput): Promise<Prepared> {
  const stage = world.stage(name)
  const { spends } = faults.at('spending', { kind: 'refresh-token', spends: true })
  const taken = takeRefreshToken(await stage.engine(), {
    spends,
    mayUse: (refused) => faults.excuses({ refused, input: { parameters: input.parameters, client: input.client } }),
    refreshToken: input.parameters.get('refresh_token'),
    client: input.client,
    userIsActive: (sub) => world.findActiveUser(sub) !== undefined,
    wasSpent: (refreshToken) => stage.spent.has(refreshToken),
  })
  if ('refused' in taken) return taken
  return { job: { grantType: 'refresh_token', client: input.client, refreshToken: taken.artifact } }
}
