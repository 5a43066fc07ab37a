import type { Browser } from '../browser.ts'
import { describeAnswer, describeBody, describeJwt } from '../describe-answer.ts'
import { firstUser } from '../recorded-world.ts'
import { type Answers, applyChanges, type Json } from '../recording.ts'
import { member, type Replay } from '../replay.ts'
import type { LeftOut, Row } from '../row.ts'
import { nameless, rowsOf } from './rows-of.ts'

type Rows = (Row | LeftOut)[]

/** Exactly at the end of a life the recordings differ by milliseconds and mean nothing (fixtures/reference). */
export const boundary = 'exactly at the end of a life the recordings differ by milliseconds'

/** A code used twice, and eight times at once. */
export async function replayCodeReuse(replay: Replay, family: string, answers: Answers): Promise<Rows> {
  const browser = await replay.signIn()
  const form = replay.codeForm(await replay.codeFor(browser))
  const first = await replay.token(form)
  const second = await replay.token(form)
  const refreshed = await replay.token(replay.refreshForm(member(first, 'refresh_token')))
  const crowded = replay.codeForm(await replay.codeFor(browser))
  const actual: Record<string, Json> = {
    first: describeAnswer(first),
    second: describeAnswer(second),
    refreshAfterCodeReuse: describeAnswer(refreshed),
    eightAtOnce: await eightAtOnce(() => replay.token(crowded)),
  }
  return rowsOf(family, answers, actual)
}

async function eightAtOnce(send: () => Promise<{ readonly status: number }>): Promise<Json> {
  const answers = await Promise.all(Array.from({ length: 8 }, send))
  const ok = answers.filter(({ status }) => status === 200).length
  return { ok, refused: answers.length - ok }
}

/** How long a code is good: `N s`. */
export async function replayCodeLife(replay: Replay, family: string, answers: Answers): Promise<Rows> {
  const rows: Rows = []
  for (const [name, expected] of Object.entries(answers)) {
    const seconds = Number(/^(\d+) s$/.exec(name)?.[1])
    if (seconds === 300) rows.push({ family, name, why: boundary })
    else {
      const form = replay.codeForm(await replay.codeFor(await replay.signIn()))
      replay.wait(seconds)
      rows.push({ family, name, expected, actual: await outcome(replay, form) })
    }
  }
  return rows
}

async function outcome(replay: Replay, form: Parameters<Replay['token']>[0]): Promise<Json> {
  const answer = await replay.token(form)
  return { status: answer.status, error: member(answer, 'error') || null }
}

/** Refreshing: each change alone, rotation, re-use, and the life of a token. */
export async function replayRefresh(replay: Replay, family: string, answers: Answers): Promise<Rows> {
  const parts = answers as Readonly<Record<string, Answers | undefined>>
  const browser = await replay.signIn()
  return [
    ...(await singles(replay, browser, `${family}.singles`, parts.singles ?? {})),
    ...rowsOf(`${family}.oneTime`, parts.oneTime ?? {}, await oneTime(replay, browser)),
    ...rowsOf(`${family}.reUse`, parts.reUse ?? {}, await reUse(replay, browser)),
    ...(await lifecycle(replay, `${family}.lifecycle`, parts.lifecycle ?? {})),
  ]
}

async function tokensOf(replay: Replay, browser: Browser, clientId = 'integrator') {
  return replay.token(replay.codeForm(await replay.codeFor(browser, { client_id: clientId }), clientId))
}

async function singles(replay: Replay, browser: Browser, family: string, answers: Answers): Promise<Rows> {
  const rows: Rows = []
  for (const [name, expected] of Object.entries(answers)) {
    const changes = replay.requests.refresh.changes[name]
    if (!changes) {
      rows.push({ family, name, why: nameless })
      continue
    }
    const token = member(await tokensOf(replay, browser), 'refresh_token')
    const proper = replay.refreshForm(token)
    const sent = changes === 'lower' ? replay.refreshForm(token.toLowerCase()) : applyChanges(proper, changes)
    const first = await replay.token(sent)
    const sameTokenAgain = await replay.token(proper)
    rows.push({
      family,
      name,
      expected,
      actual: { first: describeAnswer(first), sameTokenAgain: describeAnswer(sameTokenAgain) },
    })
  }
  return rows
}

async function oneTime(replay: Replay, browser: Browser): Promise<Record<string, Json>> {
  const old = member(await tokensOf(replay, browser), 'refresh_token')
  const fresh = member(await replay.token(replay.refreshForm(old)), 'refresh_token')
  const oldAgain = await replay.token(replay.refreshForm(old))
  const newAfterReplay = await replay.token(replay.refreshForm(fresh))
  const crowded = member(await tokensOf(replay, browser), 'refresh_token')
  return {
    rotated: fresh !== '' && fresh !== old,
    oldAgain: describeAnswer(oldAgain),
    newAfterReplay: describeAnswer(newAfterReplay),
    eightAtOnce: await eightAtOnce(() => replay.token(replay.refreshForm(crowded))),
  }
}

async function reUse(replay: Replay, browser: Browser): Promise<Record<string, Json>> {
  const token = member(await tokensOf(replay, browser, 'integrator-reuse'), 'refresh_token')
  const answer = await replay.token(replay.refreshForm(token, 'integrator-reuse'))
  return { same: member(answer, 'refresh_token') === token, response: describeBody(answer) }
}

/** 396 days in seconds. */
const life = 34_214_400

async function lifecycle(replay: Replay, family: string, answers: Answers): Promise<Rows> {
  const rows: Rows = []
  for (const [name, expected] of Object.entries(answers)) {
    const [, clientId, after] = /^(\S+) after (\d+) s$/.exec(name) ?? []
    if (clientId !== undefined) rows.push(await idle(replay, { family, name, expected }, clientId, Number(after)))
  }
  return [...rows, ...rowsOf(family, others(answers), await events(replay))]
}

function others(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !/^\S+ after \d+ s$/.test(name)))
}

async function idle(
  replay: Replay,
  { family, name, expected }: Pick<Row, 'family' | 'name' | 'expected'>,
  clientId: string,
  seconds: number,
): Promise<Row | LeftOut> {
  if (seconds === life) return { family, name, why: boundary }
  const token = member(await tokensOf(replay, await replay.signIn(), clientId), 'refresh_token')
  replay.wait(seconds)
  return { family, name, expected, actual: await outcome(replay, replay.refreshForm(token, clientId)) }
}

async function events(replay: Replay): Promise<Record<string, Json>> {
  const { world } = replay.server
  const fresh = async () => tokensOf(replay, await replay.signIn())
  const before = await fresh()
  replay.wait(100)
  const after = await replay.token(replay.refreshForm(member(before, 'refresh_token')))
  const authTime = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()).auth_time
  const sliding = await slide(replay, member(after, 'refresh_token'))
  const token = member(await fresh(), 'refresh_token')
  world.setUserActive(firstUser.sub, false)
  const inactive = await replay.token(replay.refreshForm(token))
  world.setUserActive(firstUser.sub, true)
  const activeAgain = await replay.token(replay.refreshForm(token))
  await replay.removeGrants()
  const removed = await replay.token(replay.refreshForm(member(activeAgain, 'refresh_token')))
  return {
    'slides: twice just inside the life': sliding,
    'user inactive': describeAnswer(inactive),
    'user active again': describeAnswer(activeAgain),
    'grants removed': describeAnswer(removed),
    claims: {
      before: describeJwt(member(before, 'id_token')),
      after: describeJwt(member(after, 'id_token')),
      access: describeJwt(member(after, 'access_token')),
      authTimeKept: authTime(member(before, 'id_token')) === authTime(member(after, 'id_token')),
    },
  }
}

async function slide(replay: Replay, token: string): Promise<Json> {
  replay.wait(life - 1)
  const first = await replay.token(replay.refreshForm(token))
  replay.wait(life - 1)
  const second = await replay.token(replay.refreshForm(member(first, 'refresh_token')))
  return [first.status, second.status]
}
