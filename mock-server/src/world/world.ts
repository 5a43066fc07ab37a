import { randomBytes } from 'node:crypto'
import {
  type ApiResource,
  type ClientRegistration,
  environments,
  type Merchant,
  type Stage,
  testKeys,
  type User,
} from '@mobilepay-oidc/fixtures'
import { SigningKeys } from '../engine/signing-keys.ts'
import { Journal } from '../journal/journal.ts'
import { BoundedMap } from './bounded-map.ts'
import { type Clock, createClock } from './clock.ts'
import { Grants } from './grants.ts'
import { Sessions } from './sessions.ts'
import { refreshTokenLives, type WorldSettings } from './settings.ts'
import { StageState } from './stage-state.ts'

/** What the logout page is told. */
export interface LogoutMessage {
  readonly clientId: string | undefined
  /** With `state` appended. */
  readonly postLogoutRedirectUri: string | undefined
}

export interface WorldSeeds {
  readonly merchants: readonly Merchant[]
  readonly users: readonly User[]
  readonly clients: readonly ClientRegistration[]
  readonly apiResources: readonly ApiResource[]
}

/** An isolated universe inside a mock: its own people, clients, consents, keys, clock and journal (design, 5). */
export class World {
  /** Tells this world's cookies from another mock's on the same host. */
  readonly id = randomBytes(4).toString('hex')
  readonly settings: WorldSettings
  readonly clock: Clock
  readonly sessions: Sessions
  readonly journal = new Journal()
  /** What logout pages are told, by `logoutId`. */
  readonly logouts = new BoundedMap<string, LogoutMessage>(1000)
  /** Protects error ids and forms against forgery; new with every world. */
  readonly secret = randomBytes(32)
  readonly #merchants: ReadonlyMap<string, Merchant>
  readonly #users: Map<string, User>
  readonly #clients: ReadonlyMap<string, ClientRegistration>
  readonly #apiResources: readonly ApiResource[]
  readonly #stages = new Map<Stage, StageState>()

  constructor(settings: WorldSettings, seeds: WorldSeeds, clock: Clock = createClock()) {
    this.settings = settings
    this.clock = clock
    this.sessions = new Sessions(clock)
    this.#merchants = new Map(seeds.merchants.map((merchant) => [merchant.merchantId, merchant]))
    this.#users = new Map(seeds.users.map((user) => [user.sub, user]))
    this.#clients = new Map(seeds.clients.map((client) => [client.clientId, client]))
    this.#apiResources = seeds.apiResources
  }

  get users(): readonly User[] {
    return [...this.#users.values()]
  }

  get clients(): readonly ClientRegistration[] {
    return [...this.#clients.values()]
  }

  get merchants(): readonly Merchant[] {
    return [...this.#merchants.values()]
  }

  get apiResources(): readonly ApiResource[] {
    return this.#apiResources
  }

  findClient(clientId: string): ClientRegistration | undefined {
    return this.#clients.get(clientId)
  }

  findMerchant(merchantId: string): Merchant | undefined {
    return this.#merchants.get(merchantId)
  }

  merchantsOf(user: User): readonly Merchant[] {
    return user.merchants.flatMap((id) => this.#merchants.get(id) ?? [])
  }

  /** A user who may act: IdentityServer asks at every step whether a user is still active. */
  findActiveUser(sub: string | undefined): User | undefined {
    const user = sub === undefined ? undefined : this.#users.get(sub)
    return user && user.active !== false ? user : undefined
  }

  findUserByEmail(email: string): User | undefined {
    return this.users.find((user) => user.email.toLowerCase() === email.trim().toLowerCase())
  }

  /** Switches a user off or on again; tokens of an inactive user are refused. */
  setUserActive(sub: string, active: boolean): void {
    const user = this.#users.get(sub)
    if (user) this.#users.set(sub, { ...user, active })
  }

  stage(name: Stage): StageState {
    const known = this.#stages.get(name) ?? this.#createStage(name)
    this.#stages.set(name, known)
    return known
  }

  #createStage(name: Stage): StageState {
    const grants = new Grants()
    return new StageState(name, grants, {
      issuer: environments[`${name}-dk`].issuer.url,
      generation: this.settings.generation,
      clock: this.clock,
      keys: new SigningKeys(testKeys[name]),
      apiResources: this.#apiResources,
      amr: this.settings.amr,
      refreshTokenLife: refreshTokenLives[this.settings.switches.refreshSlidingLife],
      merchantOf: (grantId) => this.findMerchant(grants.byId(grantId)?.merchantId ?? ''),
    })
  }
}
