import type { ApiResource, ClientRegistration, Merchant, User } from '@mobilepay-oidc/fixtures'
import { checkClient, checkMerchant, checkUser } from './check-people.ts'
import { KeptMap } from './kept/map.ts'
import { type Collection, KeptState } from './kept/state.ts'
import { KeptValue } from './kept/value.ts'

/** Who and what a world begins with. */
export interface WorldSeeds {
  readonly merchants: readonly Merchant[]
  readonly users: readonly User[]
  readonly clients: readonly ClientRegistration[]
  readonly apiResources: readonly ApiResource[]
}

/** The merchants, users, clients and APIs of a world. They may change while it runs. */
export class Directory {
  /** What a store keeps, where there is one. */
  readonly state = new KeptState((name) => this.findCollection(name))
  readonly #merchants = new KeptMap<Merchant>(this.state, 'merchants')
  readonly #users = new KeptMap<User>(this.state, 'users')
  readonly #clients = new KeptMap<ClientRegistration>(this.state, 'clients')
  readonly #apiResources: KeptValue<readonly ApiResource[]>

  constructor(seeds: WorldSeeds) {
    for (const merchant of seeds.merchants) this.#merchants.set(merchant.merchantId, merchant)
    for (const user of seeds.users) this.#users.set(user.sub, user)
    for (const client of seeds.clients) this.#clients.set(client.clientId, client)
    this.#apiResources = new KeptValue(this.state, 'api-resources', seeds.apiResources)
  }

  get apiResources(): readonly ApiResource[] {
    return this.#apiResources.value
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

  findClient(clientId: string): ClientRegistration | undefined {
    return this.#clients.get(clientId)
  }

  findMerchant(merchantId: string): Merchant | undefined {
    return this.#merchants.get(merchantId)
  }

  findUser(sub: string): User | undefined {
    return this.#users.get(sub)
  }

  findUserByEmail(email: string): User | undefined {
    return this.users.find((user) => user.email.toLowerCase() === email.trim().toLowerCase())
  }

  merchantsOf(user: User): readonly Merchant[] {
    return user.merchants.flatMap((id) => this.#merchants.get(id) ?? [])
  }

  /** Adds a client, or puts it in place of the one with its id. @throws PeopleError where it cannot be. */
  putClient(client: ClientRegistration): void {
    checkClient(client)
    this.beforeChange()
    this.#clients.set(client.clientId, client)
  }

  /** Adds a user, or puts it in place of the one with its `sub`. @throws PeopleError where it cannot be. */
  putUser(user: User): void {
    checkUser(user, this.users, this.merchants)
    this.beforeChange()
    this.#users.set(user.sub, user)
  }

  /** Adds a merchant, or puts it in place of the one with its id. @throws PeopleError where it cannot be. */
  putMerchant(merchant: Merchant): void {
    checkMerchant(merchant)
    this.beforeChange()
    this.#merchants.set(merchant.merchantId, merchant)
  }

  /** @returns whether there was one. */
  removeClient(clientId: string): boolean {
    this.beforeChange()
    return this.#clients.delete(clientId)
  }

  removeUser(sub: string): boolean {
    this.beforeChange()
    return this.#users.delete(sub)
  }

  removeMerchant(merchantId: string): boolean {
    this.beforeChange()
    return this.#merchants.delete(merchantId)
  }

  /** Called before anybody is added, changed or removed. */
  protected beforeChange(): void {}

  /** Finds a part of the state that is made when it is asked for. */
  protected findCollection(_name: string): Collection | undefined {
    return undefined
  }
}
