import type { IncomingMessage, RequestListener, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { authorityPath } from '../tls/data-folder.ts'
import type { TlsMaker } from '../tls/serve-tls.ts'
import type { TlsOptions } from '../tls/tls-options.ts'
import type { World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'
import { judgeConnect } from './judge-connect.ts'
import { notCertified, type ProxyRefusal, unavailable } from './refusals.ts'
import { turnAway } from './turn-away.ts'
import { isRefusal, lookUpWorldAskedFor } from './world-asked-for.ts'

export interface ProxyOptions {
  readonly worlds: Worlds
  /** Whose certificate it answers with: the local CA's, or one's own. */
  readonly tls: TlsOptions
  /** Answers the requests of tunnels into the world, under real host names alone. */
  listenerFor(world: World): RequestListener
}

/**
 * The mock as an HTTPS proxy: it answers CONNECT to MobilePay's hosts itself, and opens no connection to anybody
 * (design, 2). The code for TLS, and the CA, are read with the first tunnel.
 */
export class TunnelProxy {
  readonly #options: ProxyOptions
  /** The TLS ends of tunnels: servers that listen nowhere and are handed connections. */
  readonly #ends = new WeakMap<World, Server>()
  #making: Promise<TlsMaker> | undefined

  constructor(options: ProxyOptions) {
    this.#options = options
  }

  /** Where the CA's certificate is, or will be; undefined with a certificate of one's own. */
  get caPath(): string | undefined {
    return this.#options.tls.certificate === undefined ? authorityPath() : undefined
  }

  /**
   * Has the CA made where there is none.
   * @returns its certificate in PEM; undefined with a certificate of one's own
   * @throws CertificateError
   */
  async prepare(): Promise<string | undefined> {
    return (await this.#maker()).ca
  }

  /** Answers CONNECT at these servers. @param home the world of who names none */
  serve(servers: readonly Server[], home: World): void {
    for (const server of servers) {
      server.on('connect', (message, connection, head) => void this.#connect(home, message, connection, head))
    }
  }

  async #connect(home: World, message: IncomingMessage, connection: Duplex, head: Buffer): Promise<void> {
    // HTTP has let go of the connection: nobody else would hear of its end.
    connection.on('error', () => connection.destroy())
    const end = await this.#judge(home, message)
    if (isRefusal(end)) return turnAway(home, message, connection, end)
    if (connection.destroyed) return
    connection.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    if (head.length > 0) connection.unshift(head)
    end.emit('connection', connection)
  }

  /** @returns where the tunnel ends, or why there is none */
  async #judge(home: World, { url = '', headers }: IncomingMessage): Promise<Server | ProxyRefusal> {
    const host = judgeConnect(url)
    if (typeof host !== 'string') return host
    try {
      const world = await lookUpWorldAskedFor(this.#options.worlds, home, headers)
      if (isRefusal(world)) return world
      const { hosts, create } = await this.#maker()
      return hosts.includes(host) ? this.#endOf(world, create) : notCertified(host)
    } catch (error) {
      return unavailable(error instanceof Error ? error.message : String(error))
    }
  }

  #endOf(world: World, create: TlsMaker['create']): Server {
    const end = this.#ends.get(world) ?? create(this.#options.listenerFor(world))
    this.#ends.set(world, end)
    return end
  }

  /** What could not be had is asked for anew: somebody may have mended it. */
  #maker(): Promise<TlsMaker> {
    this.#making ??= import('../tls/serve-tls.ts')
      .then(({ tlsMaker }) => tlsMaker(this.#options.tls))
      .catch((error: unknown) => {
        this.#making = undefined
        throw error
      })
    return this.#making
  }
}
