import type { ClientRegistration, EnvironmentName, User } from '@mobilepay-oidc/fixtures'
import { assembleMock } from './assemble-mock.ts'
import type { ControlSurface } from './control/control-surface.ts'
import { closeAll, listen, portOf } from './listen.ts'
import { openWorlds, type WorldsOptions } from './open-worlds.ts'
import { describeProxy, type MockProxy } from './proxy/mock-proxy.ts'
import type { MockTls, TlsOptions } from './tls/tls-options.ts'
import type { WorldPorts } from './tls/world-ports.ts'
import type { World } from './world/world.ts'
import type { WorldOptions } from './world/world-options.ts'
import type { Worlds } from './world/worlds.ts'
import { addressWorld, environmentsAt, type MockEnvironment, type MockWorld } from './world-address.ts'

export interface MockServerOptions extends WorldsOptions {
  /**
   * Where the state is kept: `memory` (default), `file:PATH` (SQLite), `redis://HOST:PORT` or `rediss://…`. With a store,
   * worlds are created and changed by commands: `await mock.control.run('worlds.create', {})`.
   */
  readonly store?: string | undefined
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
}

/** A running mock. `await using` ends it. What it says of itself is of its default world. */
export interface MockServer extends AsyncDisposable {
  readonly url: string
  /** Where it is over TLS; undefined unless asked for. */
  readonly tls: MockTls | undefined
  /** The mock as the proxy of unchanged clients. */
  readonly proxy: MockProxy
  readonly environments: Readonly<Record<EnvironmentName, MockEnvironment>>
  readonly clients: readonly ClientRegistration[]
  readonly users: readonly User[]
  readonly world: World
  readonly worlds: Worlds
  /**
   * Creates an isolated world in this mock; `using` removes it.
   * @throws WorldNameError when the name is taken or cannot stand in a path, PeopleError for merchants, users or clients
   *   that cannot be, UnknownProfileError, StoreError where a store keeps the worlds.
   */
  createWorld(options?: WorldOptions, name?: string): MockWorld
  /** Puts the mock into any state; the same commands as over HTTP under `/_mock`. */
  readonly control: ControlSurface
  close(): Promise<void>
}

/**
 * Starts a mock of MobilePay's provider in this process. Several may run side by side.
 * @throws ListenError when the address is taken, CertificateError where TLS has no usable certificate, PeopleError,
 *   UnknownProfileError and DurationError for options that cannot be, StoreError for a store that cannot be used.
 */
export async function startMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { port = 0, host = 'localhost', controlHosts, tls: wantsTls = false } = options
  const publicUrl = options.publicUrl?.replace(/\/$/, '')
  const tlsOptions = typeof wantsTls === 'boolean' ? {} : wantsTls
  const worlds = await openWorlds(options.store, options)
  const mock = assembleMock(worlds, { host, publicUrl, controlHosts }, tlsOptions)
  const { ports, control } = mock
  const plain = await listen(mock.listenerFor(worlds.default), host, port).catch(async (error: unknown) => {
    await worlds.close()
    throw error
  })
  mock.proxy.serve(plain, worlds.default)
  const close = async () => {
    await Promise.all([closeAll(plain), ports.close()])
    await worlds.close()
  }
  const tls = await openTls(ports, worlds.default, wantsTls).catch(async (error: unknown) => {
    await close()
    throw error
  })
  const [first] = plain
  const url = publicUrl ?? `http://${addressOf(host)}:${first ? portOf(first) : port}`
  control.url = url
  return {
    url,
    tls,
    proxy: describeProxy(mock.proxy, url, tls?.hosts),
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
