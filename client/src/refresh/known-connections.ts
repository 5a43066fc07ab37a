import type { ClientOptions } from '../client-options.ts'
import type { UsableConnection } from '../connections/stored-connection.ts'

/** Bounds the memory: a connection with its tokens takes some kilobytes. */
const most = 1_000

interface Known {
  readonly connection: UsableConnection
  readonly at: number
}

/**
 * Connections as this process has seen them in the store a few seconds ago, so that calls with a fresh token need no
 * look at it. What another process changes is seen when that time is over.
 */
export class KnownConnections {
  readonly #known = new Map<string, Known>()
  readonly #now: () => number
  readonly #lifeMs: number

  constructor({ now, connectionCacheSeconds }: Pick<ClientOptions, 'now' | 'connectionCacheSeconds'>) {
    this.#now = now
    this.#lifeMs = connectionCacheSeconds * 1000
  }

  get(id: string): UsableConnection | undefined {
    const known = this.#known.get(id)
    const age = known ? this.#now() - known.at : Number.NaN
    // A clock that was set back makes nothing young again.
    return age >= 0 && age < this.#lifeMs ? known?.connection : undefined
  }

  remember(connection: UsableConnection): UsableConnection {
    this.#known.delete(connection.id)
    this.#known.set(connection.id, { connection, at: this.#now() })
    const [oldest] = this.#known.size > most ? this.#known.keys() : []
    if (oldest !== undefined) this.#known.delete(oldest)
    return connection
  }

  forget(id: string): void {
    this.#known.delete(id)
  }
}
