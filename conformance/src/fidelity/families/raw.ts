import { Browser } from '../browser.ts'
import type { Answers, Json } from '../recording.ts'
import type { Replay } from '../replay.ts'
import type { LeftOut, Row } from '../row.ts'
import { rowsOf } from './rows-of.ts'

/** What the HTTP server and its cookies add, which was not recorded. */
const notRecorded = /^(date|connection|keep-alive|transfer-encoding|set-cookie|server)$/i

/** Characters that must survive both ways of answering. */
const state = `a'"<>&+ b`

/** Header names and values of the pages and redirects, in order. */
export async function replayRaw(replay: Replay, family: string, answers: Answers): Promise<(Row | LeftOut)[]> {
  const browser = await replay.signIn()
  replay.grant()
  const actual: Record<string, Json> = {
    form_post: await formPost(replay, browser),
    fragment: await fragment(replay, browser),
    error: await errorRedirect(replay, browser),
    login: await loginRedirect(replay),
  }
  await replay.removeGrants()
  return rowsOf(family, answers, actual)
}

type RawHeaders = readonly (readonly [string, string])[]

const recordedHeaders = (headers: RawHeaders) => headers.filter(([name]) => !notRecorded.test(name))

async function formPost(replay: Replay, browser: Browser): Promise<Json> {
  const answer = await replay.authorize(browser, replay.authorizePairs({ state }))
  const input = /name='state'[^>]*(?=>)/.exec(answer.body)?.[0] ?? null
  return { status: answer.status, headers: recordedHeaders(answer.rawHeaders), state: input }
}

async function fragment(replay: Replay, browser: Browser): Promise<Json> {
  const answer = await replay.authorize(browser, replay.authorizePairs({ state, response_mode: 'fragment' }))
  const hide = (value: string) => value.replace(/code=[^&]*/, 'code=<code>').replace(/id_token=[^&]*/, 'id_token=<jwt>')
  const headers = recordedHeaders(answer.rawHeaders).map(([name, value]) => [name, hide(value)])
  return { status: answer.status, headers, state: /state=.*$/.exec(answer.headers.location ?? '')?.[0] ?? null }
}

async function errorRedirect(replay: Replay, browser: Browser): Promise<Json> {
  const answer = await replay.authorize(browser, replay.authorizePairs({ client_id: 'nobody' }))
  const id = /errorId=(.*)$/.exec(answer.headers.location ?? '')?.[1] ?? ''
  const hide = (value: string) => atBase(value).replace(/errorId=.*/, 'errorId=<id>')
  const headers = recordedHeaders(answer.rawHeaders).map(([name, value]) => [name, hide(value)])
  return { status: answer.status, headers, idLength: id.length, idPrefix: id.slice(0, 5) }
}

async function loginRedirect(replay: Replay): Promise<Json> {
  const changes = { state: 'st', nonce: 'no', merchant_vat: 'DK12345674' }
  const answer = await replay.authorize(new Browser(), replay.authorizePairs(changes))
  const location = atBase(answer.headers.location ?? '')
    .replace(/%2F[\w.%-]*?%2Faccount%2Fconnect/, '%2Fconnect')
    .replace('state%3Dst', 'state%3D<st>')
    .replace('nonce%3Dno', 'nonce%3D<no>')
    .replace(/code_challenge%3D[\w-]*tg%/, 'code_challenge%<challenge>tg%')
  const headers = recordedHeaders(answer.rawHeaders).filter(([name]) => name !== 'Location')
  return { status: answer.status, location, headers }
}

function atBase(location: string): string {
  return location.replace(/^http:\/\/[^/]+\/[^/]+\/account/, 'BASE')
}
