import { Browser, type Sending } from '../browser.ts'
import type { Answers, Json } from '../recording.ts'
import { type Replay, toForm } from '../replay.ts'
import type { LeftOut, Row } from '../row.ts'
import { nameless } from './rows-of.ts'

const form = 'application/x-www-form-urlencoded'

/** What each name sends: a method and a content type, the parameters in the query or in the body. */
function sendings(query: string): Readonly<Record<string, Sending & { readonly inQuery?: true }>> {
  return {
    'HEAD with query': { method: 'HEAD', inQuery: true },
    'PUT with query': { method: 'PUT', inQuery: true },
    'DELETE with query': { method: 'DELETE', inQuery: true },
    'OPTIONS with query': { method: 'OPTIONS', inQuery: true },
    'POST form': { method: 'POST', headers: { 'content-type': form }, body: query },
    'POST json': { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
    'POST no type': { method: 'POST', body: query },
    'POST multipart': { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: query },
    'POST empty form': { method: 'POST', headers: { 'content-type': form }, body: '' },
    'POST form, parameters in query': { method: 'POST', headers: { 'content-type': form }, body: '', inQuery: true },
  }
}

/** Methods and content types of the authorization endpoint, nobody signed in. */
export async function replayAuthorizeMethods(
  replay: Replay,
  family: string,
  answers: Answers,
): Promise<(Row | LeftOut)[]> {
  const rows: (Row | LeftOut)[] = []
  for (const [name, expected] of Object.entries(answers)) {
    const query = toForm(replay.authorizePairs()).toString()
    const sending = sendings(query)[name]
    if (!sending) {
      rows.push({ family, name, why: nameless })
      continue
    }
    const url = `${replay.endpoint('authorization')}${sending.inQuery ? `?${query}` : ''}`
    const answer = await new Browser().send(url, sending)
    const described = replay.describe(answer)
    const { allow = null } = answer.headers
    const isPlain = 'allow' in (expected as Record<string, Json>)
    rows.push({ family, name, expected, actual: isPlain ? { status: answer.status, allow } : described })
  }
  return rows
}
