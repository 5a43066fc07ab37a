import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type { Stage, User } from '@mobilepay-oidc/fixtures'
import { FaultQueue } from '../faults/fault-queue.ts'
import { Journal } from '../journal/journal.ts'
import { namesOf } from '../journal/redact/names-of.ts'
import type { Known } from '../journal/redact/redaction.ts'
import { type Clock, type ClockPosition, createClock } from './clock.ts'
import { createStage } from './create-stage.ts'
import { Directory, type WorldSeeds } from './directory.ts'
import { type Codec, KeptMap } from './kept/map.ts'
import type { Collection } from './kept/state.ts'
import { KeptValue } from './kept/value.ts'
import { Sessions } from './sessions.ts'
import type { Switches, WorldSettings } from './settings.ts'
import type { StageState } from './stage-state.ts'
import type { Turns } from './turns.ts'
import { Usage } from './usage.ts'

/** What the logout page is told. */
export interface LogoutMessage {
  readonly clientId: string | undefined
  /** With `state` appended. */
  readonly postLogoutRedirectUri: string | undefined
}

/** The world that is there without asking. */
export const defaultWorldName = 'default'

interface Identity {
  readonly id: string
  readonly secret: KeyObject
}

const identityCodec: Codec<Identity> = {
  write: ({ id, secret }) => ({ id, secret: secret.export().toString('base64url') }),
  read: (data) => {
    const { id, secret } = data as { readonly id: string; readonly secret: string }
    return { id, secret: createSecretKey(secret, 'base64url') }
  },
}

/** An isolated universe inside a mock: its own people, clients, consents, keys, clock and journal (design, 5). */
export class World extends Directory {
  readonly name: string
  readonly clock: Clock
  readonly sessions: Sessions
  readonly faults = new FaultQueue(this.state)
  readonly journal = new Journal(undefined, this.state)
  /** What logout pages are told, by `logoutId`. */
  readonly logouts = new KeptMap<LogoutMessage>(this.state, 'logouts', 1000)
  readonly usage = new Usage()
  /** How requests and commands take turns, where a store keeps this world. */
  turns: Turns | undefined
  readonly #ending = new AbortController()
  readonly #identity = new KeptValue(
    this.state,
    'identity',
    { id: randomBytes(4).toString('hex'), secret: createSecretKey(randomBytes(32)) },
    identityCodec,
  )
  readonly #settings: KeptValue<WorldSettings>
  readonly #stages = new Map<Stage, StageState>()
  /** As they were when an exchange last ended; undefined where they have changed since. */
  #names: Known | undefined

  /** @param clock in place of the machine's, which stores cannot keep */
  constructor(settings: WorldSettings, seeds: WorldSeeds, clock?: Clock, name = defaultWorldName) {
    super(seeds)
    this.name = name
    this.#settings = new KeptValue(this.state, 'settings', settings)
    this.clock = clock ?? createClock(Date.now, new KeptValue<ClockPosition>(this.state, 'clock', { offset: 0 }))
    this.sessions = new Sessions(this.clock, this.state)
  }

  /** Tells this world's cookies from another mock's on the same host. */
  get id(): string {
    return this.#identity.value.id
  }

  /** Protects error ids and forms against forgery; new with every world. */
  get secret(): KeyObject {
    return this.#identity.value.secret
  }

  get settings(): WorldSettings {
    return this.#settings.value
  }

  /** Fires when the world is removed: what was opened for it closes. */
  get ended(): AbortSignal {
    return this.#ending.signal
  }

  /** What follows its journal ends, its ports close. */
  end(): void {
    this.faults.end()
    this.journal.end()
    this.#ending.abort()
  }

  /** By whose names the journal writes down an exchange that ends now, whatever becomes of them before it does. */
  get names(): Known {
    // What a store keeps is written down at once.
    if (this.state.isKept) return this
    this.#names ??= namesOf(this)
    return this.#names
  }

  protected override beforeChange(): void {
    this.#names = undefined
  }

  /** Changes switches while the world runs. */
  setSwitches(changes: Partial<Switches>): void {
    const { switches, ...rest } = this.settings
    this.#settings.value = { ...rest, switches: { ...switches, ...changes } }
  }

  /** A user who may act: IdentityServer asks at every step whether a user is still active. */
  findActiveUser(sub: string | undefined): User | undefined {
    const user = sub === undefined ? undefined : this.findUser(sub)
    return user && user.active !== false ? user : undefined
  }

  /** Switches a user off or on again; tokens of an inactive user are refused. */
  setUserActive(sub: string, active: boolean): void {
    const user = this.findUser(sub)
    if (user) this.putUser({ ...user, active })
  }

  stage(name: Stage): StageState {
    const known = this.#stages.get(name) ?? createStage(this, name)
    this.#stages.set(name, known)
    return known
  }

  /** Parts of stages are there when their stage is asked for; what its engine keeps, when somebody asks for it. */
  protected override findCollection(name: string): Collection | undefined {
    const [stage, part = ''] = name.split('.')
    if (stage !== 'sandbox' && stage !== 'production') return undefined
    const made = this.stage(stage)
    return this.state.known(name) ?? made.entriesOf(part)
  }
}
