import { randomBytes } from 'node:crypto'
import { environments, type Stage, testKeys, type User } from '@mobilepay-oidc/fixtures'
import { SigningKeys } from '../engine/signing-keys.ts'
import { FaultQueue } from '../faults/fault-queue.ts'
import { Journal } from '../journal/journal.ts'
import { BoundedMap } from './bounded-map.ts'
import { type Clock, createClock } from './clock.ts'
import { Directory, type WorldSeeds } from './directory.ts'
import { Grants } from './grants.ts'
import { Sessions } from './sessions.ts'
import { refreshTokenLives, type Switches, type WorldSettings } from './settings.ts'
import { StageState } from './stage-state.ts'
import { Usage } from './usage.ts'

/** What the logout page is told. */
export interface LogoutMessage {
  readonly clientId: string | undefined
  /** With `state` appended. */
  readonly postLogoutRedirectUri: string | undefined
}

/** The world that is there without asking. */
export const defaultWorldName = 'default'

/** An isolated universe inside a mock: its own people, clients, consents, keys, clock and journal (design, 5). */
export class World extends Directory {
  readonly name: string
  /** Tells this world's cookies from another mock's on the same host. */
  readonly id = randomBytes(4).toString('hex')
  readonly clock: Clock
  readonly sessions: Sessions
  readonly faults = new FaultQueue()
  readonly journal = new Journal()
  /** What logout pages are told, by `logoutId`. */
  readonly logouts = new BoundedMap<string, LogoutMessage>(1000)
  /** Protects error ids and forms against forgery; new with every world. */
  readonly secret = randomBytes(32)
  readonly usage = new Usage()
  readonly #ending = new AbortController()
  #settings: WorldSettings
  readonly #stages = new Map<Stage, StageState>()

  constructor(settings: WorldSettings, seeds: WorldSeeds, clock: Clock = createClock(), name = defaultWorldName) {
    super(seeds)
    this.name = name
    this.#settings = settings
    this.clock = clock
    this.sessions = new Sessions(clock)
  }

  get settings(): WorldSettings {
    return this.#settings
  }

  /** Fires when the world is removed: what was opened for it closes. */
  get ended(): AbortSignal {
    return this.#ending.signal
  }

  /** What follows its journal ends, its ports close. */
  end(): void {
    this.faults.clear()
    this.journal.end()
    this.#ending.abort()
  }

  /** The journal is written with the names as they were. */
  protected override beforeChange(): void {
    this.journal.settle()
  }

  /** Changes switches while the world runs. */
  setSwitches(changes: Partial<Switches>): void {
    this.#settings = { ...this.#settings, switches: { ...this.#settings.switches, ...changes } }
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
    const known = this.#stages.get(name) ?? this.#createStage(name)
    this.#stages.set(name, known)
    return known
  }

  #createStage(name: Stage): StageState {
    const grants = new Grants()
    const { generation, amr } = this.#settings
    const switches = () => this.#settings.switches
    const life = () => refreshTokenLives[switches().refreshSlidingLife]
    return new StageState(name, grants, {
      issuer: environments[`${name}-dk`].issuer.url,
      generation,
      clock: this.clock,
      keys: new SigningKeys(testKeys[name]),
      apiResources: this.apiResources,
      amr,
      get switches() {
        return switches()
      },
      get refreshTokenLife() {
        return life()
      },
      merchantOf: (grantId) => this.findMerchant(grants.byId(grantId)?.merchantId ?? ''),
    })
  }
}
