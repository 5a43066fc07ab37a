import type { Engine } from '../../engine/engine.ts'
import type { Exchange } from '../../http/exchange.ts'
import { isProductScope } from '../../rules/authorize/scopes.ts'
import { redemptionRules } from '../../rules/token/redemption-rules.ts'
import { codeFacts, takeCode } from '../../rules/token/take-code.ts'
import type { TokenInput } from '../../rules/token/token-input.ts'
import type { StageState } from '../../world/stage-state.ts'
import { askingFor } from '../ask-rules.ts'
import type { Prepared } from './prepared.ts'

/** Spends the code, then asks whether it may be redeemed (fact `code-spent-by-failure`). */
export async function prepareRedemption(exchange: Exchange, input: TokenInput): Promise<Prepared> {
  const { world, stage: name, faults } = exchange
  const stage = world.stage(name)
  const engine = await stage.engine()
  const { generation, client, parameters } = input
  const code = parameters.get('code')
  const wasSpent = (presented: string) => stage.spent.has(presented)
  const { spends } = faults.at('spending', { kind: 'code', spends: true })
  const taken = takeCode(engine, { generation, code, clientId: client.clientId, wasSpent, spends }, ({ refused }) =>
    faults.excuses({ refused, input: { parameters, client } }),
  )
  exchange.asked(codeFacts, 'refused' in taken ? taken.refused : undefined)
  if ('refused' in taken) {
    if (world.settings.switches.codeReuse === 'revoke-tokens') takeBack(stage, engine, code)
    return taken
  }
  stage.spent.remember(taken.artifact.id)
  const userIsActive = (sub: string) => world.findActiveUser(sub) !== undefined
  const checked = { ...input, code: taken.artifact, userIsActive }
  const refused = askingFor(exchange)(redemptionRules, checked)
  if (refused) return { refused }
  const scopes = withinResource(taken.artifact.scopes, input)
  return { job: { grantType: 'authorization_code', client, code: taken.artifact, scopes } }
}

/** Older MobilePay pages say that a code used again ends what was issued for it (fact `code-reuse`). */
function takeBack({ spent }: StageState, engine: Engine, code: string | undefined): void {
  const refreshToken = spent.refreshTokenOf(code ?? '')
  if (refreshToken !== undefined) engine.take('RefreshToken', refreshToken)
}

/** No resource is known, so in generation 2024 an indicator narrows the access token to `offline_access`. */
function withinResource(scopes: readonly string[], { generation, parameters }: TokenInput): readonly string[] {
  if (generation === '2018' || parameters.all('resource').length === 0) return scopes
  return scopes.filter((scope) => scope !== 'openid' && !isProductScope(scope))
}
