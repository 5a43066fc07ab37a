import { type Answer, Browser } from '../browser.ts'
import type { Answers, Json } from '../recording.ts'
import { applyChanges, changesOf } from '../recording.ts'
import { type Replay, toForm } from '../replay.ts'
import type { LeftOut, Row } from '../row.ts'
import { nameless } from './rows-of.ts'

type Session = 'anonymous' | 'signedIn' | 'consented'
type Sender = (replay: Replay, browser: Browser, pairs: readonly (readonly [string, string])[]) => Promise<Answer>

const byGet: Sender = (replay, browser, pairs) => replay.authorize(browser, pairs)
const byPost: Sender = (replay, browser, pairs) => browser.postForm(replay.endpoint('authorization'), toForm(pairs))

/** Every scenario alone, in three sessions. */
export async function replaySessions(replay: Replay, family: string, answers: Answers): Promise<(Row | LeftOut)[]> {
  const send = family === 'authorizePost' ? byPost : byGet
  const rows: (Row | LeftOut)[] = []
  for (const session of ['anonymous', 'signedIn', 'consented'] as const) {
    const browser = await openSession(replay, session)
    for (const [name, recorded] of Object.entries(answers)) {
      const expected = (recorded as Record<Session, Json>)[session]
      rows.push(await replayOne(replay, browser, send, family, `${name}, ${session}`, name, expected))
    }
    await replay.removeGrants()
  }
  return rows
}

/** Several faults at once, signed in with a remembered grant; the recordings keep kind, error and description. */
export async function replayCombinations(replay: Replay, family: string, answers: Answers): Promise<(Row | LeftOut)[]> {
  const browser = await openSession(replay, 'consented')
  const rows: (Row | LeftOut)[] = []
  for (const [name, expected] of Object.entries(answers)) {
    const row = await replayOne(replay, browser, byGet, family, name, name, expected)
    rows.push('actual' in row ? { ...row, actual: onlyMembersOf(expected, row.actual) } : row)
  }
  await replay.removeGrants()
  return rows
}

async function openSession(replay: Replay, session: Session): Promise<Browser> {
  const browser = session === 'anonymous' ? new Browser() : await replay.signIn()
  if (session === 'consented') replay.grant()
  return browser
}

async function replayOne(
  replay: Replay,
  browser: Browser,
  send: Sender,
  family: string,
  rowName: string,
  scenario: string,
  expected: Json,
): Promise<Row | LeftOut> {
  const changes = changesOf(scenario, replay.requests.authorize.changes)
  if (!changes) return { family, name: rowName, why: nameless }
  const answer = await send(replay, browser, applyChanges(replay.authorizePairs(), changes))
  return { family, name: rowName, expected, actual: replay.describe(answer) }
}

function onlyMembersOf(expected: Json, actual: Json): Json {
  const members = expected as Record<string, Json>
  const values = actual as Record<string, Json>
  return Object.fromEntries(Object.keys(members).map((name) => [name, values[name] ?? null]))
}
