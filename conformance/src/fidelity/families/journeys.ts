import type { User } from '@mobilepay-oidc/fixtures'
import { type Answer, Browser } from '../browser.ts'
import { decodeJwt } from '../describe-answer.ts'
import { readCallback } from '../describe-authorize.ts'
import { firstUser, secondUser } from '../recorded-world.ts'
import type { Answers, Json } from '../recording.ts'
import { member, type Replay } from '../replay.ts'
import type { LeftOut, Row } from '../row.ts'
import { nameless } from './rows-of.ts'

type Changes = Readonly<Record<string, string | undefined>>
type Steps = Record<string, Json>
type Journey = (walk: Walk) => Promise<Steps>

/** A request without `offline_access`, so that remembering can be seen. */
const a: Changes = { scope: 'openid invoice' }
const more: Changes = { scope: 'openid invoice subscriptions' }
const hour = 3600

/** One journey's replay, with the shorthands that its steps are written in. */
class Walk {
  readonly replay: Replay

  constructor(replay: Replay) {
    this.replay = replay
  }

  /** One word for what an authorization request leads to: `code`, `login`, `consent`, or the error. */
  async ask(browser: Browser, changes: Changes = a): Promise<string> {
    return this.word(await this.replay.authorize(browser, this.replay.authorizePairs(changes)))
  }

  word(answer: Answer): string {
    const callback = readCallback(answer)
    const described = this.replay.describe(answer)
    if (callback) return callback.fields.find(([name]) => name === 'error')?.[1] ?? 'code'
    return String(described.kind)
  }

  async decide(browser: Browser, changes: Changes, scopes: readonly string[] | 'deny'): Promise<string> {
    const asked = await this.replay.authorize(browser, this.replay.authorizePairs(changes))
    return this.word(await this.replay.decide(browser, asked, scopes))
  }

  async granted(user: User = firstUser, changes: Changes = a): Promise<Browser> {
    const browser = await this.replay.signIn(user)
    await this.replay.consentWith(browser, changes)
    return browser
  }

  /** Status and error of a token request, or its scope: the access token's where the answer names none. */
  async token(form: Parameters<Replay['token']>[0]): Promise<string> {
    const answer = await this.replay.token(form)
    return `${answer.status} ${member(answer, 'scope') || member(answer, 'error') || tokenScope(answer)}`
  }

  async refreshToken(browser: Browser): Promise<string> {
    const code = await this.replay.codeFor(browser)
    return member(await this.replay.token(this.replay.codeForm(code)), 'refresh_token')
  }

  refresh(token: string): Promise<string> {
    return this.token(this.replay.refreshForm(token))
  }
}

function tokenScope(answer: Answer): string {
  const { scope } = decodeJwt(member(answer, 'access_token')).payload
  return Array.isArray(scope) ? scope.join(' ') : ''
}

const silent: Changes = { ...a, prompt: 'none' }
const insisting: Changes = { ...a, prompt: 'consent' }

const journeys: Readonly<Record<string, Journey>> = {
  'more scopes than granted': async (walk) => ({ more: await walk.ask(await walk.granted(), more) }),
  'part of the scopes granted': async (walk) => {
    const browser = await walk.replay.signIn()
    const first = await walk.decide(browser, more, ['invoice'])
    return { first, 'the granted part': await walk.ask(browser), 'the whole': await walk.ask(browser, more) }
  },
  'prompt=consent over a grant, then denied': async (walk) => {
    const browser = await walk.granted()
    const asked = await walk.ask(browser, insisting)
    const denied = await walk.decide(browser, insisting, 'deny')
    return { asked, denied, afterwards: await walk.ask(browser) }
  },
  'prompt=consent, granted': async (walk) => {
    const browser = await walk.granted()
    const asked = await walk.ask(browser, insisting)
    return { asked, granted: await walk.decide(browser, insisting, ['invoice']) }
  },
  'grants removed': async (walk) => {
    const browser = await walk.granted()
    await walk.replay.removeGrants()
    return { again: await walk.ask(browser) }
  },
  'a grant is for one user': async (walk) => {
    const browser = await walk.granted()
    const other = await walk.ask(await walk.replay.signIn(secondUser))
    return { 'other user': other, 'first user': await walk.ask(browser) }
  },
  denied: async (walk) => {
    const browser = await walk.replay.signIn()
    return { denied: await walk.decide(browser, a, 'deny'), again: await walk.ask(browser) }
  },
  'prompt=none': async (walk) => {
    const nobody = await walk.ask(new Browser(), silent)
    const browser = await walk.replay.signIn()
    const without = await walk.ask(browser, silent)
    walk.replay.grant()
    const granted = await walk.ask(browser, silent)
    const offline = await walk.ask(browser, { prompt: 'none' })
    return { nobody, 'no grant': without, granted, 'granted, offline_access too': offline }
  },
  'prompt=login while signed in': async (walk) => ({
    asked: await walk.ask(await walk.granted(), { ...a, prompt: 'login' }),
  }),
  id_token_hint: async (walk) => {
    const hintOf = async (user: User) => {
      const callback = await walk.replay.consentWith(await walk.replay.signIn(user), a)
      return callback.fields.find(([name]) => name === 'id_token')?.[1]
    }
    const own = await hintOf(firstUser)
    const other = await hintOf(secondUser)
    const browser = await walk.granted()
    return {
      'own, prompt=none': await walk.ask(browser, { ...silent, id_token_hint: own }),
      own: await walk.ask(browser, { ...a, id_token_hint: own }),
      "another user's, prompt=none": await walk.ask(browser, { ...silent, id_token_hint: other }),
      "another user's": await walk.ask(browser, { ...a, id_token_hint: other }),
    }
  },
  max_age: async (walk) => {
    const browser = await walk.granted()
    const within = { ...a, max_age: '60' }
    walk.replay.wait(57)
    const before = await walk.ask(browser, within)
    walk.replay.wait(4)
    return { '60, after 58 s': before, '60, after 62 s': await walk.ask(browser, within) }
  },
  'life of a session': async (walk) => {
    const steps: Steps = {}
    const browser = await walk.granted()
    let passed = 0
    for (const hours of [1, 5, 9, 11, 24]) {
      walk.replay.wait((hours - passed) * hour)
      passed = hours
      steps[`after ${hours} h`] = await walk.ask(browser)
    }
    return steps
  },
  'a session does not slide': async (walk) => {
    const browser = await walk.granted()
    walk.replay.wait(6 * hour)
    const used = await walk.ask(browser)
    walk.replay.wait(6 * hour)
    const name = (hours: number) => `${hours} h after signing in, used in between`
    return { [name(6)]: used, [name(12)]: await walk.ask(browser) }
  },
  'signed out': async (walk) => {
    const browser = await walk.replay.signIn()
    const token = await walk.refreshToken(browser)
    const callback = await walk.replay.consentWith(browser)
    const field = (name: string) => callback.fields.find(([candidate]) => candidate === name)?.[1] ?? ''
    const asked = await browser.get(`${walk.replay.endpoint('end_session')}?id_token_hint=${field('id_token')}`)
    await browser.get(asked.headers.location ?? '')
    return {
      asked: await walk.ask(browser),
      'code from before': await walk.token(walk.replay.codeForm(field('code'))),
      'refresh token from before': await walk.refresh(token),
    }
  },
  'denied later': async (walk) => {
    const browser = await walk.replay.signIn()
    const token = await walk.refreshToken(browser)
    const denied = await walk.decide(browser, { prompt: 'consent' }, 'deny')
    return { denied, refresh: await walk.refresh(token) }
  },
  'revoking one refresh token': async (walk) => {
    const browser = await walk.replay.signIn()
    const [one, other] = [await walk.refreshToken(browser), await walk.refreshToken(browser)]
    await walk.replay.post('revocation', [
      ['token', one],
      ['client_id', 'integrator'],
      ['client_secret', 'secret'],
    ])
    return {
      itself: await walk.refresh(one),
      'another of the same grant': await walk.refresh(other),
      'grant without offline_access': await walk.ask(browser),
    }
  },
  'grants removed while a code is out': async (walk) => {
    const code = await walk.replay.codeFor(await walk.replay.signIn())
    await walk.replay.removeGrants()
    return { code: await walk.token(walk.replay.codeForm(code)) }
  },
  'the same state and challenge twice': async (walk) => {
    const browser = await walk.granted()
    const same = { ...a, state: 'the-same' }
    return { first: await walk.ask(browser, same), second: await walk.ask(browser, same) }
  },
  'inactive user': async (walk) => {
    const browser = await walk.granted()
    walk.replay.server.world.setUserActive(firstUser.sub, false)
    const asked = await walk.ask(browser)
    const silently = await walk.ask(browser, silent)
    walk.replay.server.world.setUserActive(firstUser.sub, true)
    return { asked, 'prompt=none': silently, 'active again': await walk.ask(browser) }
  },
  'auth_time over a session': async (walk) => {
    const browser = await walk.granted()
    const claims = async () => {
      const callback = await walk.replay.consentWith(browser, a)
      return decodeJwt(callback.fields.find(([name]) => name === 'id_token')?.[1] ?? '').payload
    }
    const before = await claims()
    walk.replay.wait(100)
    const after = await claims()
    const moved = (name: string) => Number(after[name]) - Number(before[name])
    return { 'auth_time moved by': moved('auth_time'), 'iat moved by about': moved('iat') }
  },
}

/** What the provider remembers over several requests and over time, step by step. */
export async function replayJourneys(replay: Replay, family: string, answers: Answers): Promise<(Row | LeftOut)[]> {
  const rows: (Row | LeftOut)[] = []
  for (const [name, expected] of Object.entries(answers)) {
    const journey = journeys[name]
    if (journey) {
      const actual = await journey(new Walk(replay))
      await replay.removeGrants()
      await replay.removeGrants(secondUser)
      rows.push(...stepRows(family, name, expected, actual))
    } else rows.push({ family, name, why: nameless })
  }
  return rows
}

function stepRows(family: string, journey: string, expected: Json, actual: Steps): (Row | LeftOut)[] {
  return Object.entries(expected as Record<string, Json>).map(([step, recorded]) => {
    const name = `${journey}: ${step}`
    const found = actual[step]
    return found === undefined ? { family, name, why: nameless } : { family, name, expected: recorded, actual: found }
  })
}
