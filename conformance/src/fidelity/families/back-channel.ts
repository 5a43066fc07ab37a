import { Browser } from '../browser.ts'
import { describeAnswer, describeJwt } from '../describe-answer.ts'
import type { Answers, Json } from '../recording.ts'
import { member, type Replay } from '../replay.ts'
import type { LeftOut, Row } from '../row.ts'
import { rowsOf } from './rows-of.ts'

type Form = Parameters<Replay['token']>[0]

const integrator: Form = [
  ['client_id', 'integrator'],
  ['client_secret', 'secret'],
]
const other: Form = [
  ['client_id', 'integrator-reuse'],
  ['client_secret', 'secret'],
]
const api: Form = [
  ['client_id', 'invoice-api'],
  ['client_secret', 'api-secret'],
]
const wrong: Form = [
  ['client_id', 'integrator'],
  ['client_secret', 'wrong'],
]

/** Revocation, introspection, client credentials, CIBA and the endpoints that are switched off. */
export async function replayBackChannel(replay: Replay, family: string, answers: Answers): Promise<(Row | LeftOut)[]> {
  const parts = answers as Readonly<Record<string, Answers | undefined>>
  return [
    ...rowsOf(`${family}.revocation`, parts.revocation ?? {}, await revocation(replay)),
    ...rowsOf(`${family}.introspection`, parts.introspection ?? {}, await introspection(replay)),
    ...rowsOf(`${family}.other`, parts.other ?? {}, await others(replay)),
  ]
}

async function freshTokens(replay: Replay) {
  return replay.token(replay.codeForm(await replay.codeFor(await replay.signIn())))
}

async function revocation(replay: Replay): Promise<Record<string, Json>> {
  const send = async (form: Form, authentication: Form = integrator) =>
    describeAnswer(await replay.post('revocation', [...form, ...authentication]))
  const refresh = (token: string) => replay.token(replay.refreshForm(token))
  const tokens = await freshTokens(replay)
  const theirs = member(tokens, 'refresh_token')
  const hinted = member(await freshTokens(replay), 'refresh_token')
  const steps: Record<string, Json> = {
    'no authentication': await send([['token', 'x']], []),
    'wrong secret': await send([['token', 'x']], wrong),
    'no token': await send([]),
    'unknown token': await send([['token', 'unknown']]),
    'unknown hint': await send([
      ['token', 'unknown'],
      ['token_type_hint', 'magic'],
    ]),
    'access token (jwt)': await send([['token', member(tokens, 'access_token')]]),
    GET: describeAnswer(await new Browser().get(replay.endpoint('revocation'))),
    "other client's refresh token": await send([['token', theirs]], other),
  }
  const stillGood = await refresh(theirs)
  const next = member(stillGood, 'refresh_token')
  steps['still good after that'] = stillGood.status
  steps['refresh token, no hint'] = await send([['token', next]])
  steps['refresh after revocation'] = describeAnswer(await refresh(next))
  steps['refresh token, wrong hint'] = await send([
    ['token', hinted],
    ['token_type_hint', 'access_token'],
  ])
  steps['refresh after wrong hint'] = (await refresh(hinted)).status
  const basic = { authorization: `Basic ${Buffer.from('integrator:secret').toString('base64')}` }
  steps.basic = describeAnswer(await replay.post('revocation', [['token', 'unknown']], basic))
  return steps
}

async function introspection(replay: Replay): Promise<Record<string, Json>> {
  const send = async (form: Form, authentication: Form = api) =>
    describeAnswer(await replay.post('introspection', [...form, ...authentication]))
  const tokens = await freshTokens(replay)
  const access: Form = [['token', member(tokens, 'access_token')]]
  return {
    'no authentication': await send(access, []),
    'api, access token': withPlaceholders(await send(access)),
    'api, wrong secret': await send(access, [
      ['client_id', 'invoice-api'],
      ['client_secret', 'wrong'],
    ]),
    'api, garbage': await send([['token', 'garbage']]),
    'api, no token': await send([]),
    'api, refresh token': await send([['token', member(tokens, 'refresh_token')]]),
    'client credentials of the integrator': await send(access, integrator),
    GET: describeAnswer(await new Browser().get(replay.endpoint('introspection'))),
  }
}

/** The recordings write `<jti>` for what is new in every token. */
function withPlaceholders(described: { readonly [member: string]: Json }): Json {
  const body = described.body as Record<string, Json>
  return { ...described, body: 'jti' in body ? { ...body, jti: '<jti>' } : body }
}

async function others(replay: Replay): Promise<Record<string, Json>> {
  const machine: Form = [
    ['grant_type', 'client_credentials'],
    ['client_id', 'machine'],
    ['client_secret', 'secret'],
  ]
  const plain = await replay.token(machine)
  const ciba = replay.endpoint('backchannel_authentication')
  const base = replay.endpoint('token').replace('/connect/token', '')
  const front = ciba.replace('/connect/ciba', '')
  const get = async (url: string) => describeAnswer(await new Browser().get(url))
  const hint: Form = [['login_hint', 'first@recorded.example']]
  return {
    'client_credentials, allowed client, no scope': describeAnswer(plain),
    'client_credentials access token': describeJwt(member(plain, 'access_token')),
    'client_credentials, scope invoice': describeAnswer(await replay.token([...machine, ['scope', 'invoice']])),
    'client_credentials, scope openid': describeAnswer(await replay.token([...machine, ['scope', 'openid']])),
    'userinfo GET': await get(`${base}/connect/userinfo`),
    'deviceAuthorization GET': await get(`${base}/connect/deviceauthorization`),
    'checkSession GET': await get(`${front}/connect/checksession`),
    'ciba no authentication': describeAnswer(
      await replay.post('backchannel_authentication', [...hint, ['scope', 'openid']]),
    ),
    'ciba integrator': describeAnswer(
      await replay.post('backchannel_authentication', [...hint, ['scope', 'openid'], ...integrator]),
    ),
    'ciba integrator, no scope': describeAnswer(
      await replay.post('backchannel_authentication', [...hint, ...integrator]),
    ),
    'ciba GET': await get(ciba),
  }
}
