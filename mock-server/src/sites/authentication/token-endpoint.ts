import type { TokenJob } from '../../engine/engine-job.ts'
import type { Exchange } from '../../http/exchange.ts'
import { json, noStore, type Reply } from '../../http/reply.ts'
import { clientCredentialsRules, clientCredentialsScopes } from '../../rules/token/client-credentials-rules.ts'
import { grantTypeRules } from '../../rules/token/grant-type-rules.ts'
import type { TokenInput } from '../../rules/token/token-input.ts'
import { askingFor } from '../ask-rules.ts'
import { readAuthenticatedForm } from './authenticated-form.ts'
import type { Prepared } from './prepared.ts'
import { prepareRedemption } from './redemption.ts'
import { prepareRefresh } from './refresh.ts'
import { refuseToken } from './token-reply.ts'

/** The token endpoint (facts, 14.4 and 14.5): who asks, for what, and only then with which code or token. */
export async function token(exchange: Exchange): Promise<Reply> {
  const form = await readAuthenticatedForm(exchange)
  if ('refused' in form) return refuseToken(exchange, form.refused)
  const { generation } = exchange.world.settings
  const input: TokenInput = { generation, ...form }
  const refused = askingFor(exchange)(grantTypeRules[generation], input)
  if (refused) return refuseToken(exchange, refused)
  const prepared = await prepare(exchange, input)
  if ('refused' in prepared) return refuseToken(exchange, prepared.refused)
  return issue(exchange, prepared.job)
}

function prepare(exchange: Exchange, input: TokenInput): Promise<Prepared> | Prepared {
  const grantType = input.parameters.get('grant_type')
  if (grantType === 'authorization_code') return prepareRedemption(exchange, input)
  if (grantType === 'refresh_token') return prepareRefresh(exchange, input)
  const refused = askingFor(exchange)(clientCredentialsRules, input)
  if (refused) return { refused }
  return { job: { grantType: 'client_credentials', client: input.client, scopes: clientCredentialsScopes(input) } }
}

async function issue(exchange: Exchange, job: TokenJob): Promise<Reply> {
  const stage = exchange.world.stage(exchange.stage)
  const engine = await stage.engine()
  const { faults } = exchange
  const response = await engine.issueTokens({
    ...job,
    shape: (draft) => faults.at('token', draft),
    shapeHandle: (value) => faults.at('code-or-token', { kind: 'refresh-token', value }).value,
  })
  if (job.grantType === 'authorization_code') stage.spent.remember(job.code.id, response.refresh_token)
  if (job.grantType === 'refresh_token' && response.refresh_token !== job.refreshToken.id) {
    stage.spent.remember(job.refreshToken.id)
  }
  exchange.note({ kind: 'answered', what: `${job.grantType}: tokens issued to ${job.client.clientId}` })
  return json(200, faults.at('token-response', { ...response }), noStore)
}
