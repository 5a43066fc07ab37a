import type { Flow, TokenRequestOptions } from '../../flow/flow.ts'
import { isIssued, tokenAnswer } from '../../flow/tokens.ts'
import { type HttpResponse, mediaTypeOf } from '../../subjects/http.ts'
import type { AutomaticLogin } from '../../subjects/target.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, judge } from '../outcome.ts'
import { basic } from '../token/other-ways.ts'
import { goodRefreshes, refreshable } from './refreshes.ts'
import {
  done,
  type Form,
  labRows,
  notNamed,
  ofAnotherClient,
  ofReusingClient,
  type Revoked,
  type Row,
  rows,
} from './revocation-rows.ts'
import { unlessDown } from './unless-down.ts'

/** Seconds after which a provider might have forgotten what was revoked. */
const hour = 3600

/** R-27: the revocation endpoint. */
export const revocation: CheckDefinition = {
  id: 'R-27',
  title: 'The revocation endpoint ends the refresh token that its client names, and no other',
  spec: 'RFC 7009 2',
  level: 'MAY',
  sandbox: 'destructive',
  async run(context) {
    if ((await context.servedDocument()).revocation_endpoint === undefined) {
      return inapplicable('The document names no revocation_endpoint.')
    }
    await goodRefreshes(context)
    const wrong = (await tryAll(context)).filter(({ row, found }) => !row.holds(found))
    const isRight = wrong.length === 0
    return judge(isRight, {
      expected: isRight ? done : Object.fromEntries(wrong.map(({ row }) => [row.what, row.expected])),
      actual: isRight ? done : Object.fromEntries(wrong.map(({ row, found }) => [row.what, toldOf(found)])),
      remedy: 'Authenticate the client, find its token whatever the hint, end it, and answer 200 (RFC 7009 2.1, 2.2).',
      severity: wrong.some(({ row, found }) => row.isGrave(found)) ? 'fail' : 'warn',
    })
  },
}

/** A row with the token that it was tried on, and what became of it. */
interface Tried {
  readonly row: Row
  readonly token: string
  readonly found: Revoked
}

async function tryAll({ flow, target }: CheckContext): Promise<readonly Tried[]> {
  const { lab } = target
  const other = lab?.other ?? target.other
  const tried: Tried[] = []
  const bystander = lab && (await refreshable(flow, { login: lab.reuse })).refreshToken
  for (const row of lab ? [...rows, ...labRows] : rows) tried.push(await revoke(flow, row, row.options))
  if (other) tried.push(await revoke(flow, ofAnotherClient, { login: other }))
  if (!lab || bystander === undefined) return tried
  const byItself = { answer: 'not named', lives: await lives(flow, bystander, lab.reuse) }
  return [
    ...tried,
    { row: notNamed, token: bystander, found: byItself },
    await revoke(flow, ofReusingClient, { login: lab.reuse }, lab.reuse),
    ...(await anHourLater(flow, tried.slice(0, 1))),
  ]
}

/** @param owner whose token it is */
async function revoke(
  flow: Flow,
  row: Row,
  options: TokenRequestOptions = {},
  owner: AutomaticLogin = flow.login(),
): Promise<Tried> {
  const { refreshToken: token } = await refreshable(flow, { login: owner })
  const form = row.form(token, owner.clientId)
  const response = unlessDown('revocation', await (row.byGet ? get(flow, form) : post(flow, form, options)))
  return { row, token, found: { answer: answerOf(response), lives: await lives(flow, token, owner) } }
}

/** Whether what was revoked stays so. */
async function anHourLater(flow: Flow, tried: readonly Tried[]): Promise<readonly Tried[]> {
  await flow.pass(hour)
  const later: Tried[] = []
  for (const { token, found, row } of tried) {
    if (!row.holds(found)) continue
    const what = `${row.what}, an hour later`
    later.push({ row: { ...row, what }, token, found: { ...found, lives: await lives(flow, token, flow.login()) } })
  }
  return later
}

async function lives(flow: Flow, token: string, login: AutomaticLogin): Promise<boolean> {
  return isIssued(await flow.refresh(token, {}, { login }))
}

function post(flow: Flow, form: Form, options: TokenRequestOptions) {
  return flow.post('revocation_endpoint', form, options)
}

function get(flow: Flow, form: Form) {
  return flow.send('revocation_endpoint', { method: 'GET', query: Object.entries(form), headers: basic(flow.login()) })
}

/** The status, and the error of a refusal, which is JSON (RFC 7009 2.2.1). */
function answerOf(response: HttpResponse): string {
  const { error } = tokenAnswer(response)
  if (error === undefined) return String(response.status)
  const type = mediaTypeOf(response)
  return `${response.status} ${error}${type === 'application/json' ? '' : ` as ${type || 'nothing'}`}`
}

function toldOf({ answer, lives }: Revoked): string {
  return `${answer}, and the refresh token ${lives ? 'still works' : 'is refused'} after that`
}
