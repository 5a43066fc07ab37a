import type { RequestListener, Server } from 'node:http'
import { closeAll } from '../listen.ts'
import type { TunnelProxy } from '../proxy/tunnel-proxy.ts'
import type { World } from '../world/world.ts'
import type { MockTls, TlsOptions } from './tls-options.ts'

/** The TLS ports of a mock's worlds: under MobilePay's real host names nothing but the port tells a world. */
export class WorldPorts {
  readonly #host: string
  readonly #listenerFor: (world: World) => RequestListener
  readonly #proxy: TunnelProxy
  readonly #servers = new Set<Server>()

  /**
   * @param listenerFor answers requests that come in at a port of the world
   * @param proxy answers what clients send there that take it for a proxy over TLS
   */
  constructor(host: string, listenerFor: (world: World) => RequestListener, proxy: TunnelProxy) {
    this.#host = host
    this.#listenerFor = listenerFor
    this.#proxy = proxy
  }

  /**
   * Opens a port that leads into the world and closes with it. The code for TLS, and the CA, are read with the first.
   * @throws CertificateError, ListenError
   */
  async open(world: World, options: TlsOptions): Promise<MockTls> {
    const { serveTls } = await import('./serve-tls.ts')
    const { servers, tls } = await serveTls(this.#listenerFor(world), this.#host, options)
    this.#proxy.serve(servers, world)
    for (const server of servers) this.#servers.add(server)
    const close = () => {
      for (const server of servers) this.#servers.delete(server)
      return closeAll(servers)
    }
    if (world.ended.aborted) await close()
    else world.ended.addEventListener('abort', () => void close(), { once: true })
    return tls
  }

  /** Closes what is open. */
  async close(): Promise<void> {
    await closeAll([...this.#servers])
  }
}
