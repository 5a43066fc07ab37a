import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'
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

export class Sessions {
  readonly #sessions = new Map<string, Session>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  start(sub: string, freshFor?: string): Session {
    const session: Session = {
      id: randomBytes(32).toString('base64url'),
      sub,
      authTime: this.#clock.seconds(),
      expiresAt: this.#clock.now() + lifetimes.session * 1000,
      freshFor,
      clients: new Set(),
      decisions: new Map(),
    }
    this.#dropExpired()
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

  /** Sessions lie in the order of their expiry, so looking from the front is enough. */
  #dropExpired(): void {
    for (const [id, session] of this.#sessions) {
      if (session.expiresAt > this.#clock.now()) return
      this.#sessions.delete(id)
    }
  }
}
