import { type EnvironmentName, environmentNames, environments } from '@mobilepay-oidc/fixtures'
import type { ControlSurface } from './control/control-surface.ts'
import { type WorldCommands, withWorldCommands } from './control/world-commands.ts'
import { proxyUrlOf } from './proxy/mock-proxy.ts'
import type { MockTls, TlsOptions } from './tls/tls-options.ts'
import type { WorldPorts } from './tls/world-ports.ts'
import type { World } from './world/world.ts'
import type { Worlds } from './world/worlds.ts'

export interface MockEnvironment {
  readonly discoveryUrl: string
  /** Where the environment's API host is: product paths follow. */
  readonly apiUrl: string
}

/**
 * A world of a running mock, with the addresses at which it is reached and the commands on it, such as
 * `world.clock.advance({ duration: 'P13M' })`. `using` removes it.
 */
export interface MockWorld extends Disposable, WorldCommands {
  readonly name: string
  readonly url: string
  readonly environments: Readonly<Record<EnvironmentName, MockEnvironment>>
  /** For `HTTPS_PROXY`: MobilePay's real host names, in this world. */
  readonly proxyUrl: string
  readonly world: World
  /**
   * Opens a port over TLS that leads into this world under MobilePay's real host names; it closes with the world.
   * @throws CertificateError, ListenError
   */
  openTls(options?: TlsOptions): Promise<MockTls>
  remove(): void
}

/** Where the four environments are below an address of the mock. */
export function environmentsAt(url: string): Record<EnvironmentName, MockEnvironment> {
  return environmentsBy((realUrl) => realUrl.replace('https://', `${url}/`))
}

function environmentsBy(at: (realUrl: string) => string): Record<EnvironmentName, MockEnvironment> {
  const entries = environmentNames.map((name) => {
    const { discovery, sites } = environments[name]
    return [name, { discoveryUrl: at(discovery.url), apiUrl: at(sites.products.url) }]
  })
  return Object.fromEntries(entries) as Record<EnvironmentName, MockEnvironment>
}

/** Where they are in reality. */
export const realEnvironments: Readonly<Record<EnvironmentName, MockEnvironment>> = environmentsBy((realUrl) => realUrl)

/** What a world that is made is joined to. */
export interface Surroundings {
  readonly worlds: Worlds
  readonly ports: WorldPorts
  readonly control: ControlSurface
}

/** A world beside its addresses under `/w/WORLD`. */
export function addressWorld({ worlds, ports, control }: Surroundings, world: World, mockUrl: string): MockWorld {
  const { name } = world
  const url = `${mockUrl}/w/${name}`
  const remove = () => {
    worlds.remove(name)
  }
  const openTls = (options: TlsOptions = {}) => ports.open(world, options)
  const proxyUrl = proxyUrlOf(name, mockUrl)
  const own = {
    name,
    url,
    environments: environmentsAt(url),
    proxyUrl,
    world,
    openTls,
    remove,
    [Symbol.dispose]: remove,
  }
  return withWorldCommands(own, (command, input) => control.runInWorld(name, command, input))
}
