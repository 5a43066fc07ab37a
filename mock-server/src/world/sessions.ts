import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'
import { KeptMap } from './kept/map.ts'
import type { KeptState } from './kept/state.ts'
import { WatchedMap, WatchedSet } from './kept/watched.ts'
import { lifetimes } from './settings.ts'

/** What a signed-in user decided for one authorization request and what was not used yet. */
export interface Decision {
  readonly merchantId?: string
  readonly consent?: { readonly granted: true; readonly scopes: readonly string[] } | { readonly granted: false }
}

/** A user's login at one site. Absolute, never sliding (fact `session-absolute-10-hours`). */
export interface Session {
  readonly id: string
  readonly sub: string
  /** Whole seconds since 1970, the `auth_time` of the tokens. */
  readonly authTime: number
  readonly expiresAt: number
  /** The request whose demand for a fresh login this session met, so that `max_age=0` ends after one login. */
  readonly freshFor: string | undefined
  /** Clients that received a code in this session: what IdentityServer signs out of at endsession. */
  readonly clients: Set<string>
  readonly decisions: Map<string, Decision>
}

/** A session as plain data. */
interface WrittenSession extends Omit<Session, 'clients' | 'decisions'> {
  readonly clients: readonly string[]
  readonly decisions: readonly (readonly [string, Decision])[]
}

/** The last 10,000 sessions. Expired ones are kept too: a clock that goes back finds them alive. */
export class Sessions {
  readonly #sessions: KeptMap<Session>
  readonly #clock: Clock

  constructor(clock: Clock, state: KeptState) {
    this.#clock = clock
    this.#sessions = new KeptMap(state, 'sessions', 10_000, {
      write: ({ clients, decisions, ...rest }): WrittenSession => ({
        ...rest,
        clients: [...clients],
        decisions: [...decisions],
      }),
      read: (data) => this.#toSession(data as WrittenSession),
    })
  }

  start(sub: string, freshFor?: string): Session {
    const session = this.#toSession({
      id: randomBytes(32).toString('base64url'),
      sub,
      authTime: this.#clock.seconds(),
      expiresAt: this.#clock.now() + lifetimes.session * 1000,
      freshFor,
      clients: [],
      decisions: [],
    })
    this.#sessions.set(session.id, session)
    return session
  }

  find(id: string | undefined): Session | undefined {
    const session = id === undefined ? undefined : this.#sessions.get(id)
    return session && session.expiresAt > this.#clock.now() ? session : undefined
  }

  end(id: string): void {
    this.#sessions.delete(id)
  }

  /** What a session gathers changes it. */
  #toSession({ clients, decisions, ...rest }: WrittenSession): Session {
    const changed = () => this.#sessions.touch(rest.id)
    return { ...rest, clients: new WatchedSet(clients, changed), decisions: new WatchedMap(decisions, changed) }
  }
}
