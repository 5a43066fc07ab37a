import {
  apiResources,
  type ClientRegistration,
  clients,
  type EnvironmentName,
  environmentNames,
  environments,
  merchants,
  type User,
  users,
} from '@mobilepay-oidc/fixtures'
import { createApp } from './edge/app.ts'
import { closeAll, listen, portOf } from './listen.ts'
import type { Clock } from './world/clock.ts'
import type { WorldSeeds } from './world/directory.ts'
import { defaultSettings, type Switches, type WorldSettings } from './world/settings.ts'
import { World } from './world/world.ts'

export interface MockServerOptions extends Partial<Omit<WorldSettings, 'switches'>>, Partial<WorldSeeds> {
  /** 0, the default, takes any free port. */
  readonly port?: number | undefined
  /** Loopback by default; anything else opens the mock to the network. */
  readonly host?: string | undefined
  /** Where browser and back end reach the mock, when that is not where it listens (containers). */
  readonly publicUrl?: string | undefined
  readonly switches?: Partial<Switches>
  readonly clock?: Clock
}

export interface MockEnvironment {
  readonly discoveryUrl: string
  /** Where the environment's API host is: product paths follow. */
  readonly apiUrl: string
}

/** A running mock. `await using` ends it. */
export interface MockServer extends AsyncDisposable {
  readonly url: string
  readonly environments: Readonly<Record<EnvironmentName, MockEnvironment>>
  readonly clients: readonly ClientRegistration[]
  readonly users: readonly User[]
  readonly world: World
  close(): Promise<void>
}

/**
 * Starts a mock of MobilePay's provider in this process. Several may run side by side.
 * @throws ListenError when the address is taken.
 */
export async function startMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { port = 0, host = 'localhost', publicUrl, clock } = options
  const world = new World(settingsOf(options), seedsOf(options), clock)
  const app = createApp({ world, publicUrl: publicUrl?.replace(/\/$/, '') })
  const servers = await listen(app.callback(), host, port)
  const [first] = servers
  const address = host.includes(':') ? `[${host}]` : host
  const url = publicUrl?.replace(/\/$/, '') ?? `http://${address}:${first ? portOf(first) : port}`
  const close = () => closeAll(servers)
  return {
    url,
    environments: environmentsAt(url),
    clients: world.clients,
    users: world.users,
    world,
    close,
    [Symbol.asyncDispose]: close,
  }
}

function settingsOf({ generation, consent, amr, switches }: MockServerOptions): WorldSettings {
  return {
    generation: generation ?? defaultSettings.generation,
    consent: consent ?? defaultSettings.consent,
    amr: amr ?? defaultSettings.amr,
    switches: { ...defaultSettings.switches, ...switches },
  }
}

function seedsOf(options: MockServerOptions): WorldSeeds {
  return {
    merchants: options.merchants ?? merchants,
    users: options.users ?? users,
    clients: options.clients ?? clients,
    apiResources: options.apiResources ?? apiResources,
  }
}

function environmentsAt(url: string): Record<EnvironmentName, MockEnvironment> {
  const at = (realUrl: string) => realUrl.replace('https://', `${url}/`)
  const entries = environmentNames.map((name) => {
    const { discovery, sites } = environments[name]
    return [name, { discoveryUrl: at(discovery.url), apiUrl: at(sites.products.url) }]
  })
  return Object.fromEntries(entries) as Record<EnvironmentName, MockEnvironment>
}
