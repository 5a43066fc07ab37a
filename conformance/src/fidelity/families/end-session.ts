import { Browser } from '../browser.ts'
import type { Answers, Json } from '../recording.ts'
import type { Replay } from '../replay.ts'
import type { LeftOut, Row } from '../row.ts'
import { rowsOf } from './rows-of.ts'

type Query = Readonly<Record<string, string>>

const registered = 'https://integrator.example/signed-out'

/** Sign-out requests, signed in and not. */
export async function replayEndSession(replay: Replay, family: string, answers: Answers): Promise<(Row | LeftOut)[]> {
  const actual: Record<string, Json> = {}
  for (const who of ['signed in', 'anonymous'] as const) {
    for (const name of Object.keys(queries(''))) {
      const { browser, idToken } = await signedIn(replay)
      const query = queries(idToken)[name] ?? {}
      actual[`${who}, ${name}`] = await ask(replay, who === 'anonymous' ? new Browser() : browser, query)
    }
  }
  return rowsOf(family, answers, actual)
}

function queries(hint: string): Readonly<Record<string, Query>> {
  return {
    plain: {},
    id_token_hint: { id_token_hint: hint },
    'with return': { id_token_hint: hint, post_logout_redirect_uri: registered, state: 's' },
    'unregistered return': { id_token_hint: hint, post_logout_redirect_uri: 'https://evil.example/' },
    'return without hint': { post_logout_redirect_uri: registered, state: 's' },
    'garbage hint': { id_token_hint: 'garbage' },
  }
}

async function signedIn(replay: Replay): Promise<{ browser: Browser; idToken: string }> {
  const browser = await replay.signIn()
  const callback = await replay.consentWith(browser)
  return { browser, idToken: callback.fields.find(([name]) => name === 'id_token')?.[1] ?? '' }
}

/** What the logout page is told, as the mock's own log gives it. */
async function ask(replay: Replay, browser: Browser, query: Query): Promise<Json> {
  const answer = await browser.get(`${replay.endpoint('end_session')}?${new URLSearchParams(query)}`)
  const decision = replay.server.world.journal.entries.at(-1)?.decision
  const details = decision?.kind === 'answered' ? (decision.details ?? {}) : {}
  const location = new URL(answer.headers.location ?? '')
  const clientId = typeof details.clientId === 'string' ? details.clientId : null
  const returnAddress = details.postLogoutRedirectUri
  return {
    status: answer.status,
    to: location.pathname.replace(/^\/[^/]+\/account/, ''),
    hasLogoutId: location.searchParams.has('logoutId'),
    clientId,
    postLogoutRedirectUri: typeof returnAddress === 'string' ? returnAddress : null,
    showSignoutPrompt: clientId === null,
  }
}
