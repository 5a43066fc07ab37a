import { decodeJwt, describeAnswer, describeJwt, describeText } from '../describe-answer.ts'
import { type Callback, readCallback } from '../describe-authorize.ts'
import type { Answers, Json } from '../recording.ts'
import { member, type Replay } from '../replay.ts'
import type { LeftOut, Row } from '../row.ts'
import { rowsOf } from './rows-of.ts'

type Changes = Readonly<Record<string, string | undefined>>

const flows: Readonly<Record<string, Changes>> = {
  form_post: {},
  fragment: { response_mode: 'fragment' },
  'no mode': { response_mode: undefined },
  'openid only': { scope: 'openid' },
  'no offline_access': { scope: 'openid invoice' },
  'no state': { state: undefined },
  max_age: { max_age: '3600' },
  merchant_vat: { merchant_vat: 'DK12345674' },
  'scope order': { scope: 'invoice offline_access openid' },
}

/** What callback, token response and tokens contain. */
export async function replayContents(replay: Replay, family: string, answers: Answers): Promise<(Row | LeftOut)[]> {
  const actual: Record<string, Json> = {}
  for (const [name, changes] of Object.entries(flows)) {
    if (name in answers) actual[name] = (await wholeFlow(replay, changes)).described
  }
  actual.sample = (await wholeFlow(replay, {})).decoded
  actual['consent to fewer scopes'] = await fewerScopes(replay)
  actual['consent denied, form_post'] = await denied(replay, 'form_post')
  actual['consent denied, fragment'] = await denied(replay, 'fragment')
  return rowsOf(family, answers, actual)
}

async function wholeFlow(replay: Replay, changes: Changes): Promise<{ described: Json; decoded: Json }> {
  const callback = await replay.consentWith(await replay.signIn(), changes)
  const field = (name: string) => callback.fields.find(([candidate]) => candidate === name)?.[1] ?? ''
  const response = await replay.token(replay.codeForm(field('code')))
  const front = field('id_token')
  const back = member(response, 'id_token')
  const access = member(response, 'access_token')
  return {
    described: {
      callback: describeFields(callback),
      front: describeJwt(front),
      response: describeAnswer(response),
      back: describeJwt(back),
      access: describeJwt(access),
    },
    decoded: { front: { ...decodeJwt(front) }, back: { ...decodeJwt(back) }, access: { ...decodeJwt(access) } },
  }
}

function describeFields({ mode, fields }: Callback): Json {
  const values = fields.map(([name, value]) => [name, name === 'state' ? '<state>' : describeText(value)] as const)
  return { mode, fields: fields.map(([name]) => name), values: Object.fromEntries(values) }
}

/** The consent page does not offer to withhold `offline_access`, as the recorded user did: the decision is changed. */
async function fewerScopes(replay: Replay): Promise<Json> {
  await replay.removeGrants()
  const browser = await replay.signIn()
  const asked = await replay.authorize(browser, replay.authorizePairs())
  const submitted = await replay.submitDecision(browser, asked, ['invoice'])
  const decisions = replay.server.world.sessions.find(browser.cookie('.session'))?.decisions ?? new Map()
  for (const key of decisions.keys()) decisions.set(key, { consent: { granted: true, scopes: ['openid', 'invoice'] } })
  const callback = readCallback(await replay.goBack(browser, submitted))
  const field = (name: string) => callback?.fields.find(([candidate]) => candidate === name)?.[1] ?? ''
  const response = await replay.token(replay.codeForm(field('code')))
  const accessScope = decodeJwt(member(response, 'access_token')).payload.scope ?? null
  return { callbackScope: field('scope'), response: describeAnswer(response), accessScope }
}

async function denied(replay: Replay, mode: string): Promise<Json> {
  await replay.removeGrants()
  const browser = await replay.signIn()
  const asked = await replay.authorize(browser, replay.authorizePairs({ response_mode: mode }))
  const answer = await replay.decide(browser, asked, 'deny')
  const callback = readCallback(answer)
  if (!callback) return replay.describe(answer)
  return { kind: 'callback', ...withTarget(callback) }
}

function withTarget(callback: Callback): { readonly [member: string]: Json } {
  const { mode, fields, values } = describeFields(callback) as Record<string, Json>
  return { mode: mode ?? null, to: callback.to, fields: fields ?? null, values: values ?? null }
}
