import { Browser, type Sending } from '../browser.ts'
import { describeAnswer } from '../describe-answer.ts'
import { type Answers, applyChanges, changesOf, type Json } from '../recording.ts'
import { member, type Replay } from '../replay.ts'
import type { LeftOut, Row } from '../row.ts'
import { nameless } from './rows-of.ts'

type Rows = (Row | LeftOut)[]

/** The code grant: each change alone, in pairs, ways to authenticate, methods and content types. */
export async function replayCodeGrant(replay: Replay, family: string, answers: Answers): Promise<Rows> {
  const browser = await replay.signIn()
  const parts = answers as Readonly<Record<string, Answers | undefined>>
  return [
    ...(await singles(replay, browser, `${family}.singles`, parts.singles ?? {})),
    ...(await pairs(replay, browser, `${family}.pairs`, parts.pairs ?? {})),
    ...(await authentication(replay, browser, `${family}.authentication`, parts.authentication ?? {})),
    ...(await transport(replay, `${family}.transport`, parts.transport ?? {})),
  ]
}

async function singles(replay: Replay, browser: Browser, family: string, answers: Answers): Promise<Rows> {
  const rows: Rows = []
  for (const [name, expected] of Object.entries(answers)) {
    const changes = changesOf(name, replay.requests.codeGrant.changes)
    if (!changes) {
      rows.push({ family, name, why: nameless })
      continue
    }
    const proper = replay.codeForm(await replay.codeFor(browser))
    const first = await replay.token(applyChanges(proper, changes))
    const again = first.status === 200 ? {} : { codeStillGood: (await replay.token(proper)).status === 200 }
    rows.push({ family, name, expected, actual: { first: describeAnswer(first), ...again } })
  }
  return rows
}

async function pairs(replay: Replay, browser: Browser, family: string, answers: Answers): Promise<Rows> {
  const rows: Rows = []
  for (const [name, expected] of Object.entries(answers)) {
    const changes = changesOf(name, replay.requests.codeGrant.changes)
    if (!changes) {
      rows.push({ family, name, why: nameless })
      continue
    }
    const answer = await replay.token(applyChanges(replay.codeForm(await replay.codeFor(browser)), changes))
    const errorOf = (key: string) => member(answer, key) || null
    const actual = { status: answer.status, error: errorOf('error'), description: errorOf('error_description') }
    rows.push({ family, name, expected, actual })
  }
  return rows
}

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

/** Authorization header, and client_id and client_secret of the body, behind each name. */
const authentications: Readonly<Record<string, readonly [header: string, id?: string, secret?: string]>> = {
  'basic wrong secret': [basic('integrator:wrong')],
  'basic empty secret': [basic('integrator:')],
  'basic url-encoded': [basic('%69ntegrator:%73ecret')],
  'basic garbage': ['Basic !!!'],
  'basic without colon': [basic('integrator')],
  'basic lower-case scheme': [basic('integrator:secret').replace('Basic', 'basic')],
  'basic and post, same': [basic('integrator:secret'), 'integrator', 'secret'],
  'basic right, post wrong': [basic('integrator:secret'), 'integrator', 'wrong'],
  'basic, client_id in body only': [basic('integrator:secret'), 'integrator'],
  'basic, other client_id in body': [basic('integrator:secret'), 'integrator-reuse'],
}

async function authentication(replay: Replay, browser: Browser, family: string, answers: Answers): Promise<Rows> {
  const rows: Rows = []
  for (const [name, expected] of Object.entries(answers)) {
    if (name === "another client's code") {
      rows.push(...(await wrongClient(replay, browser, family, answers)))
    } else if (authentications[name]) {
      const [authorization, id, secret] = authentications[name]
      const form = replay.codeForm(await replay.codeFor(browser)).filter(([key]) => !key.startsWith('client_'))
      const inBody = Object.entries({ client_id: id, client_secret: secret }).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value] as const],
      )
      const answer = await replay.token([...form, ...inBody], { authorization })
      rows.push({ family, name, expected, actual: describeAnswer(answer) })
    } else if (name !== 'then the right client') rows.push({ family, name, why: nameless })
  }
  return rows
}

async function wrongClient(replay: Replay, browser: Browser, family: string, answers: Answers): Promise<Rows> {
  const code = await replay.codeFor(browser)
  const wrong = await replay.token(replay.codeForm(code, 'integrator-reuse'))
  const right = await replay.token(replay.codeForm(code))
  const row = (name: string, actual: Json): Row => ({ family, name, expected: answers[name] ?? null, actual })
  return [row("another client's code", describeAnswer(wrong)), row('then the right client', describeAnswer(right))]
}

const formType = 'application/x-www-form-urlencoded'

/** Method and content type behind each name; no parameters are sent. */
const transports: Readonly<Record<string, Sending>> = {
  GET: { method: 'GET' },
  PUT: { method: 'PUT' },
  OPTIONS: { method: 'OPTIONS' },
  HEAD: { method: 'HEAD' },
  'POST json': { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
  'POST no content type': { method: 'POST' },
  'POST empty form': { method: 'POST', headers: { 'content-type': formType } },
  'POST form with charset': { method: 'POST', headers: { 'content-type': `${formType}; charset=utf-8` } },
  'POST multipart': {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: '--x--\r\n',
  },
  'POST preflight': {
    method: 'OPTIONS',
    headers: { origin: 'https://integrator.example', 'access-control-request-method': 'POST' },
  },
}

async function transport(replay: Replay, family: string, answers: Answers): Promise<Rows> {
  const rows: Rows = []
  for (const [name, expected] of Object.entries(answers)) {
    const sending = transports[name]
    if (!sending) rows.push({ family, name, why: nameless })
    else {
      const answer = await new Browser().send(replay.endpoint('token'), sending)
      rows.push({ family, name, expected, actual: describeAnswer(answer) })
    }
  }
  return rows
}
