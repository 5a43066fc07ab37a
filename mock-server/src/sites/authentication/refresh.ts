import type { Exchange } from '../../http/exchange.ts'
import { firstRefusal } from '../../rules/refusal.ts'
import { refreshTokenFacts, takeRefreshToken } from '../../rules/token/take-refresh-token.ts'
import type { TokenInput } from '../../rules/token/token-input.ts'
import { verifierAtRefresh } from '../../rules/token/verifier-at-refresh.ts'
import type { Prepared } from './prepared.ts'

/** Refresh (facts, 14.5): `scope` and `redirect_uri` in the request do not count, nor by default `code_verifier`. */
export async function prepareRefresh(exchange: Exchange, input: TokenInput): Promise<Prepared> {
  const { world, stage: name, faults } = exchange
  const { switches } = world.settings
  const refused = firstRefusal([verifierAtRefresh], { ...input, switches }, (ruleCase) => faults.excuses(ruleCase))
  if (refused) return { refused }
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
  exchange.asked(refreshTokenFacts, 'refused' in taken ? taken.refused : undefined)
  if ('refused' in taken) return taken
  return { job: { grantType: 'refresh_token', client: input.client, refreshToken: taken.artifact } }
}
