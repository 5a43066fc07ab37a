import { scopesInAnswer } from '../../engine/token-scopes.ts'
import type { Exchange } from '../../http/exchange.ts'
import type { Reply } from '../../http/reply.ts'
import type { AuthorizeRequest } from '../../rules/authorize/authorize-request.ts'
import { nonceReplay } from '../../rules/authorize/nonce-replay.ts'
import type { GrantRecord } from '../../world/grants.ts'
import { lifetimes } from '../../world/settings.ts'
import type { StageState } from '../../world/stage-state.ts'
import type { World } from '../../world/world.ts'
import { answerClient } from './answer-client.ts'
import type { Fields } from './callback-draft.ts'
import type { Issue } from './next-step.ts'
import { refuse } from './refuse.ts'
import type { Login } from './session.ts'

/** Issues the code for a request that is decided in every way, and sends it to the integrator. */
export async function issueCode(
  exchange: Exchange,
  request: AuthorizeRequest,
  login: Login,
  { merchant, scopes, standing }: Issue,
): Promise<Reply> {
  const { world } = exchange
  const stage = world.stage(exchange.stage)
  const { client, nonce } = request
  if (nonce !== undefined && !spendNonce(exchange, stage, client.clientId, nonce)) {
    const { fact: rule, mend } = nonceReplay
    const refused = { rule, mend, error: 'invalid_request', description: 'Nonce already used' }
    if (!exchange.faults.excuses({ refused, input: { client } })) return refuse(exchange, refused)
  }
  login.session.clients.add(client.clientId)
  const { faults } = exchange
  faults.know({ clientId: client.clientId, merchantId: merchant?.merchantId, merchantVat: merchant?.vat })
  const engine = await stage.engine()
  const { code, idToken } = await engine.issueCode({
    client,
    grant: standing ?? rememberGrant(stage, client.clientId, login, merchant?.merchantId, scopes),
    subject: { sub: login.user.sub, authTime: login.session.authTime, amr: world.settings.amr },
    responseType: request.responseType,
    scopes,
    nonce,
    redirectUri: request.redirectUri,
    codeChallenge: request.codeChallenge,
    codeLife: faults.at('code-life', lifetimes.code),
    shape: (draft) => faults.at('token', draft),
    shapeHandle: (value) => faults.at('code-or-token', { kind: 'code', value }).value,
  })
  exchange.note({
    kind: 'answered',
    what: `code issued to ${client.clientId}${merchant ? ` for ${merchant.vat}` : ''}`,
  })
  const scope = scopesInAnswer(world.settings.generation, scopes).join(' ')
  const fields: Fields = [
    ['code', code],
    ...(idToken === undefined ? [] : [['id_token', idToken] as const]),
    ['scope', scope],
  ]
  return answerClient(exchange, request, fields, issuerField(world, stage, request))
}

/** RFC 9207's `iss`: generation 2024 sends it in the code flow and, though it is advertised, not in hybrid. */
function issuerField(world: World, { engineWorld }: StageState, { responseType }: AuthorizeRequest): Fields {
  return world.settings.generation === '2024' && responseType === 'code' ? [['iss', engineWorld.issuer]] : []
}

/** Two requests with one nonce may be under way at once: spending says whether this one is the first. */
function spendNonce({ world }: Exchange, stage: StageState, clientId: string, nonce: string): boolean {
  const replayed = stage.spentNonces.has(clientId, nonce)
  stage.spentNonces.spend(clientId, nonce)
  return !replayed || !world.settings.switches.nonceReplayRefused
}

function rememberGrant(
  { grants }: StageState,
  clientId: string,
  { user }: Login,
  merchantId: string | undefined,
  scopes: readonly string[],
): GrantRecord {
  return grants.allow({ sub: user.sub, clientId, merchantId }, scopes)
}
