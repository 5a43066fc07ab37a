import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { EnvironmentName } from '@mobilepay-oidc/fixtures'
import type { CommandInput, MockWorld, WorldOptions } from '@mobilepay-oidc/mock-server'
import type {
  AnyReply,
  ClientDriver,
  ClientSettings,
  CommandName,
  Commands,
  ConsentWish,
  Reply,
  Started,
} from '../drivers/client-driver.ts'
import type { Arrival, CallbackArrival } from '../flow/arrival.ts'
import { PlainBrowser } from '../flow/browser.ts'
import type { Visitor } from '../flow/page-script.ts'
import { type Delivery, deliveryOf, fragmentDelivery, toCallbackRequest } from './callback-request.ts'
import { ClientCookies } from './client-cookies.ts'
import type { ClientExchange } from './client-exchange.ts'
import { isOfClient, toClientExchange } from './client-exchange.ts'
import type { ClientSubject, LentDriver } from './client-subject.ts'
import { guardedSend } from './guarded-send.ts'
import { seededLogins } from './seeded-logins.ts'
import type { AutomaticLogin } from './target.ts'

export type FaultWish = Omit<CommandInput<'faults.add'>, 'world'>

/** A consent that was begun, and where its browser came to rest. */
export interface Begun {
  readonly started: Started
  readonly arrival: Arrival
  readonly cookies: ClientCookies
}

export interface SceneOptions {
  /** Of the world; consent is automatic and all else as seeded where it is left out. */
  readonly world?: WorldOptions
  /** A driver of a process of its own. */
  readonly apart?: boolean
  readonly environment?: EnvironmentName
}

const issuer = 'https://api.mobilepay.dk/merchant'
export const redirectUri = 'https://integrator.example/callback'
export const mePath = '/invoice-restapi/api/v1/merchants/me'

/** Browsers read pages of any size; the largest that a fault makes is padded with five megabytes. */
const send = guardedSend({ largestBody: 16 * 1024 * 1024 })

/** A fresh world of the mock, a fresh client, and the browser of a merchant between them. */
export class ClientScene implements AsyncDisposable {
  readonly world: MockWorld
  readonly driver: ClientDriver
  readonly login: AutomaticLogin
  readonly several: AutomaticLogin & { readonly otherVat: string }
  readonly reuse: AutomaticLogin
  readonly settings: ClientSettings
  readonly #release: () => Promise<void>
  readonly #folders: string[] = []
  #clockMoved = false
  readonly #replies: AnyReply[] = []

  private constructor(world: MockWorld, lent: LentDriver, environment: EnvironmentName) {
    this.world = world
    this.driver = lent.driver
    this.#release = async () => lent[Symbol.asyncDispose]()
    const { main, severalMerchants, reuse } = seededLogins(environment)
    this.login = main
    this.several = severalMerchants
    this.reuse = reuse
    this.settings = {
      discoveryUrl: world.environments[environment].discoveryUrl,
      issuer,
      apiUrl: world.environments[environment].apiUrl,
      clientId: main.clientId,
      clientSecret: main.clientSecret,
      redirectUri,
      scopes: main.scopes,
      allowHttpOnLoopback: true,
    }
  }

  static async open(subject: ClientSubject, options: SceneOptions = {}): Promise<ClientScene> {
    const { generation } = subject
    const world = subject.server.createWorld({ generation, consent: 'auto', ...options.world })
    const lent = options.apart ? alone(subject.apart()) : await subject.lend()
    return new ClientScene(world, lent, options.environment ?? 'sandbox-dk')
  }

  arm(fault: FaultWish) {
    return this.world.faults.add(fault)
  }

  /** Whether the fault of that id has acted. */
  acted(id: string | undefined): boolean {
    return (id === undefined ? 0 : (this.world.world.faults.find(id)?.fired ?? 0)) > 0
  }

  configure(changes: Partial<ClientSettings> = {}): Promise<Reply<'configure'>> {
    const now = this.#clockMoved ? { now: this.world.world.clock.now() } : {}
    return this.#send('configure', { ...this.settings, ...now, ...changes })
  }

  /** Starts a consent and lets the browser go where it leads. */
  async begin(wish: ConsentWish = {}, visitor?: Visitor): Promise<Begun | Exclude<Reply<'start'>, Started>> {
    const started = await this.start(wish)
    if (started.outcome !== 'started') return started
    const cookies = new ClientCookies()
    cookies.keep(started.cookies)
    return { started, arrival: await this.visit(started.url, visitor), cookies }
  }

  start(wish: ConsentWish = {}): Promise<Reply<'start'>> {
    const { merchantVat } = this.login
    return this.#send('start', { ...(merchantVat !== undefined && { merchantVat }), ...wish })
  }

  async visit(url: string, visitor?: Visitor): Promise<Arrival> {
    const isProvider = (address: string) => address.startsWith(`${this.world.url}/`)
    const browser = new PlainBrowser({ send, isProvider })
    return (await browser.visit({ method: 'GET', url }, this.settings.redirectUri, visitor)).arrival
  }

  /** Brings the callback to the client, as the browser of the consent would. */
  deliver(what: CallbackArrival | Delivery, cookies: ClientCookies | string): Promise<Reply<'callback'>> {
    const delivery = 'kind' in what ? deliveryOf(what) : what
    const header = typeof cookies === 'string' ? cookies : cookies.crossSitePost
    return this.#send('callback', toCallbackRequest(delivery, header))
  }

  /** Has the page at the redirect URI hand on what came behind the `#`. */
  relay(arrival: CallbackArrival, cookies: ClientCookies): Promise<Reply<'callback'>> {
    return this.deliver(fragmentDelivery(arrival), cookies.ownSite)
  }

  /** A whole consent. @throws Error where the browser never reaches the client */
  async connect(wish: ConsentWish = {}): Promise<Reply<'callback'>> {
    const begun = await this.begin(wish)
    if ('outcome' in begun) return begun
    if (begun.arrival.kind !== 'callback') throw new Error('The browser did not come back to the client.')
    return this.deliver(begun.arrival, begun.cookies)
  }

  call(merchantId?: string): Promise<Reply<'call'>> {
    return this.#send('call', { path: mePath, ...(merchantId !== undefined && { merchantId }) })
  }

  refresh(merchantId?: string): Promise<Reply<'refresh'>> {
    return this.#send('refresh', merchantId === undefined ? {} : { merchantId })
  }

  /** Lets time go by, in the world and for the client. */
  async advance(seconds: number): Promise<Reply<'clock'>> {
    this.world.world.clock.advance(seconds * 1000)
    this.#clockMoved = true
    return this.#send('clock', { now: this.world.world.clock.now() })
  }

  async report() {
    const report = await this.#send('report', {})
    return report.outcome === 'reported' ? report : undefined
  }

  /** All that the driver has answered. */
  get replies(): readonly AnyReply[] {
    return this.#replies
  }

  async #send<Name extends CommandName>(command: Name, input: Commands[Name]['input']): Promise<Reply<Name>> {
    const reply = await this.driver.send(command, input)
    this.#replies.push(reply)
    return reply
  }

  /** Waits until the fault has acted. */
  async acting(fault: string): Promise<void> {
    const deadline = performance.now() + 10_000
    while (performance.now() < deadline) {
      if (this.world.world.journal.entries.some(({ decision }) => 'fault' in decision && decision.fault === fault))
        return
      await setTimeout(10)
    }
  }

  /** Opens a port over TLS with a certificate of an authority that nobody knows; closes with the world. */
  async openTls() {
    const { url } = await this.world.openTls()
    return { url, [Symbol.asyncDispose]: async () => {} }
  }

  /** To count from. */
  get mark(): number {
    return this.world.world.journal.lastId
  }

  /** What the client itself sent, the browser's requests aside. */
  requests(since = 0): readonly ClientExchange[] {
    return this.world.world.journal
      .find({ since })
      .filter(({ endpoint }) => isOfClient(endpoint))
      .map(toClientExchange)
  }

  /** How many of these the client has sent. */
  count(endpoint: ClientExchange['endpoint'], since = 0): number {
    return this.world.world.journal.count({ endpoint, since })
  }

  /** A folder of its own, which goes with the scene. */
  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'mobilepay-conformance-'))
    this.#folders.push(folder)
    return folder
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.world.faults.clear()
    await this.#release()
    this.world.remove()
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true })
  }
}

function alone(driver: ClientDriver): LentDriver {
  return { driver, [Symbol.asyncDispose]: () => driver.kill() }
}
