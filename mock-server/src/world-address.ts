import { type EnvironmentName, environmentNames, environments } from '@mobilepay-oidc/fixtures'
import type { MockTls, TlsOptions } from './tls/tls-options.ts'
import type { WorldPorts } from './tls/world-ports.ts'
import type { World } from './world/world.ts'
import type { Worlds } from './world/worlds.ts'

export interface MockEnvironment {
  readonly discoveryUrl: string
  /** Where the environment's API host is: product paths follow. */
  readonly apiUrl: string
}

/** A world of a running mock, with the addresses at which it is reached. `using` removes it. */
export interface MockWorld extends Disposable {
  readonly name: string
  readonly url: string
  readonly environments: Readonly<Record<EnvironmentName, MockEnvironment>>
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
  const at = (realUrl: string) => realUrl.replace('https://', `${url}/`)
  const entries = environmentNames.map((name) => {
    const { discovery, sites } = environments[name]
    return [name, { discoveryUrl: at(discovery.url), apiUrl: at(sites.products.url) }]
  })
  return Object.fromEntries(entries) as Record<EnvironmentName, MockEnvironment>
}

/** A world beside its addresses under `/w/WORLD`. */
export function addressWorld(worlds: Worlds, ports: WorldPorts, world: World, mockUrl: string): MockWorld {
  const url = `${mockUrl}/w/${world.name}`
  const remove = () => {
    worlds.remove(world.name)
  }
  const openTls = (options: TlsOptions = {}) => ports.open(world, options)
  return { name: world.name, url, environments: environmentsAt(url), world, openTls, remove, [Symbol.dispose]: remove }
}
