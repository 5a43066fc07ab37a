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
import { WorldPorts } from './tls/world-ports.ts'
import { readIdleLife } from './world/idle-life.ts'
import type { World } from './world/world.ts'
import { completeSeeds, completeSettings, type WorldOptions } from './world/world-options.ts'
import { Worlds } from './world/worlds.ts'
import { addressWorld, environmentsAt, type MockEnvironment, type MockWorld } from './world-address.ts'

export interface MockServerOptions extends WorldOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number | undefined
  /** Loopback by default; anything else opens the mock to the network. */
  readonly host?: string | undefined
  /** Where browser and back end reach the mock, when that is not where it listens (containers). */
  readonly publicUrl?: string | undefined
  /** More names, without ports, under which the control surface answers (containers). */
  readonly controlHosts?: readonly string[] | undefined
  /** Serves MobilePay's real host names over TLS as well, by a local CA or a certificate of one's own. */
  readonly tls?: boolean | TlsOptions | undefined
  /** How long a created world may lie unused before it is removed: ISO 8601, by the machine's clock. `PT1H` by default. */
  readonly worldIdle?: string | undefined
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
   * @throws WorldNameError when the name is taken or cannot stand in a path, PeopleError for merchants, users or clients
   *   that cannot be, UnknownProfileError.
   */
  createWorld(options?: WorldOptions, name?: string): MockWorld
  /** Puts the mock into any state; the same commands as over HTTP under `/_mock`. */
  readonly control: ControlSurface
  close(): Promise<void>
}

/**
 * Starts a mock of MobilePay's provider in this process. Several may run side by side.
 * @throws ListenError when the address is taken, CertificateError where TLS has no usable certificate, PeopleError,
 *   UnknownProfileError and DurationError for options that cannot be.
 */
export async function startMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { port = 0, host = 'localhost', controlHosts, clock, tls: wantsTls = false } = options
  const publicUrl = options.publicUrl?.replace(/\/$/, '')
  const seeds = completeSeeds(options, { merchants, users, clients, apiResources })
  const worlds = new Worlds(completeSettings(options), seeds, { clock, idleLife: readIdleLife(options.worldIdle) })
  const ports = new WorldPorts(host, (home) => listenerFor(home))
  const control = new ControlSurface(worlds, { host, publicUrl, controlHosts }, (world, tls) => ports.open(world, tls))
  const listenerFor = (home: World) =>
    createApp({ worlds, home, publicUrl, control: (message, response) => control.answer(message, response) }).callback()
  const plain = await listen(listenerFor(worlds.default), host, port)
  const close = async () => {
    worlds.close()
    await Promise.all([closeAll(plain), ports.close()])
  }
  const tls = await openTls(ports, worlds.default, wantsTls).catch(async (error: unknown) => {
    await close()
    throw error
  })
  const [first] = plain
  const address = addressOf(host)
  const url = publicUrl ?? `http://${address}:${first ? portOf(first) : port}`
  control.url = url
  return {
    url,
    tls,
    environments: environmentsAt(url),
    clients: worlds.default.clients,
    users: worlds.default.users,
    world: worlds.default,
    worlds,
    control,
    createWorld: (worldOptions, name) =>
      addressWorld({ worlds, ports, control }, worlds.create(worldOptions, name), url),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** All addresses of a machine are none that could be asked for: this machine's own name is. */
function addressOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

async function openTls(ports: WorldPorts, world: World, tls: boolean | TlsOptions): Promise<MockTls | undefined> {
  return tls === false ? undefined : ports.open(world, tls === true ? {} : tls)
}
