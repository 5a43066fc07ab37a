import type { RequestListener } from 'node:http'
import {
  apiResources,
  type ClientRegistration,
  clients,
  type EnvironmentName,
  merchants,
  type User,
  users,
} from '@mobilepay-oidc/fixtures'
import { ControlSurface } from './control/control-surface.ts'
import { createApp } from './edge/app.ts'
import { closeAll, listen, portOf } from './listen.ts'
import type { MockTls, TlsOptions } from './tls/tls-options.ts'
import type { WorldSeeds } from './world/directory.ts'
import type { World } from './world/world.ts'
import { completeSettings, type WorldOptions, Worlds } from './world/worlds.ts'
import { addressWorld, environmentsAt, type MockEnvironment, type MockWorld } from './world-address.ts'

export interface MockServerOptions extends WorldOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number | undefined
  /** Loopback by default; anything else opens the mock to the network. */
  readonly host?: string | undefined
  /** Where browser and back end reach the mock, when that is not where it listens (containers). */
  readonly publicUrl?: string | undefined
  /** Serves MobilePay's real host names over TLS as well, by a local CA or a certificate of one's own. */
  readonly tls?: boolean | TlsOptions | undefined
}

/** A running mock. `await using` ends it. What it says of itself is of its default world. */
export interface MockServer extends AsyncDisposable {
  readonly url: string
  /** Where it is over TLS; undefined unless asked for. */
  readonly tls: MockTls | undefined
  readonly environments: Readonly<Record<EnvironmentName, MockEnvironment>>
  readonly clients: readonly ClientRegistration[]
  readonly users: readonly User[]
  readonly world: World
  readonly worlds: Worlds
  /**
   * Creates an isolated world in this mock; `using` removes it.
   * @throws WorldNameError when the name is taken or cannot stand in a path.
   */
  createWorld(options?: WorldOptions, name?: string): MockWorld
  /** Puts the mock into any state; the same commands as over HTTP under `/_mock`. */
  readonly control: ControlSurface
  close(): Promise<void>
}

/**
 * Starts a mock of MobilePay's provider in this process. Several may run side by side.
 * @throws ListenError when the address is taken, CertificateError where TLS has no usable certificate.
 */
export async function startMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { port = 0, host = 'localhost', clock } = options
  const publicUrl = options.publicUrl?.replace(/\/$/, '')
  const worlds = new Worlds(completeSettings(options), seedsOf(options), clock)
  const control = new ControlSurface(worlds, host, publicUrl)
  const app = createApp({ worlds, publicUrl, control: (message, response) => control.answer(message, response) })
  const listener = app.callback()
  const plain = await listen(listener, host, port)
  const secured = await openTls(listener, host, options.tls).catch(async (error: unknown) => {
    await closeAll(plain)
    throw error
  })
  const [first] = plain
  const address = host.includes(':') ? `[${host}]` : host
  const url = publicUrl ?? `http://${address}:${first ? portOf(first) : port}`
  control.url = url
  const close = () => closeAll([...plain, ...(secured?.servers ?? [])])
  return {
    url,
    tls: secured?.tls,
    environments: environmentsAt(url),
    clients: worlds.default.clients,
    users: worlds.default.users,
    world: worlds.default,
    worlds,
    control,
    createWorld: (worldOptions, name) => addressWorld(worlds, worlds.create(worldOptions, name), url),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Its code, and the CA, only where they are asked for. */
async function openTls(listener: RequestListener, host: string, tls: boolean | TlsOptions = false) {
  if (tls === false) return undefined
  const { serveTls } = await import('./tls/serve-tls.ts')
  return serveTls(listener, host, tls === true ? {} : tls)
}

function seedsOf(options: MockServerOptions): WorldSeeds {
  return {
    merchants: options.merchants ?? merchants,
    users: options.users ?? users,
    clients: options.clients ?? clients,
    apiResources: options.apiResources ?? apiResources,
  }
}
