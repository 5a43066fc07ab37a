import { ConfigurationError } from '../errors/mobilepay-error.ts'
import type { Lease, RecordStore, WriteCondition } from '../stores/record-store.ts'
import { type ConnectionVault, UnreadableRecord } from './connection-vault.ts'
import type { StoredConnection } from './stored-connection.ts'

/** Whose connections they are. */
export interface ConnectionOwner {
  /** A built-in name, or the discovery URL of a custom environment. */
  readonly environment: string
  readonly clientId: string
}

/** A connection, and the revision of its record to write against. */
export interface KeptConnection<C extends StoredConnection = StoredConnection> {
  readonly connection: C
  readonly revision: string
}

/** What came of sealing anew. */
export interface SealedAnew {
  /** How many were sealed with the current key. */
  readonly count: number
  /** Ids of connections that no sealing key opens, or that are damaged; they are left as they are. */
  readonly unreadable: readonly string[]
}

/**
 * The connections of one client id in one environment, in a store that several may share: their keys keep them apart, so
 * that no sandbox consent replaces one of production. Sealed for the key they are under, so that a record which was
 * copied to another one does not open. Every write seals with the current key.
 */
export class Connections {
  readonly #store: RecordStore
  readonly #vault: ConnectionVault
  readonly #owner: ConnectionOwner

  constructor(store: RecordStore, vault: ConnectionVault, { environment, clientId }: ConnectionOwner) {
    this.#store = store
    this.#vault = vault
    this.#owner = { environment, clientId }
  }

  /**
   * @throws ConfigurationError `connection-unreadable`, `connection-of-another-client`
   * @throws StoreError `store-unavailable`
   */
  async get(id: string): Promise<KeptConnection | undefined> {
    const key = this.#key(id)
    const record = await this.#store.get(key)
    if (record === undefined) return undefined
    return { connection: await this.#open(id, key, record.value), revision: record.revision }
  }

  /**
   * Durable when it resolves. Without `revision` in the condition it replaces what is there.
   *
   * @returns the new revision; undefined where the condition did not hold, and then nothing has changed
   * @throws ConfigurationError `connection-of-another-client`
   * @throws StoreError `store-unavailable`; the write may have happened
   */
  async save(connection: StoredConnection, condition?: WriteCondition): Promise<string | undefined> {
    this.#checkOwner(connection, connection.id)
    const key = this.#key(connection.id)
    return this.#store.set(key, await this.#vault.lock(connection, key), condition)
  }

  /**
   * Works for unreadable ones too.
   *
   * @returns whether there was one, and the condition held
   */
  delete(id: string, condition?: Pick<WriteCondition, 'revision' | 'fence'>): Promise<boolean> {
    return this.#store.delete(this.#key(id), condition)
  }

  /** The ids of all, in order; unreadable ones among them. */
  async list(): Promise<readonly string[]> {
    const prefix = this.#key('')
    const keys = await this.#store.keys(prefix)
    return keys.map((key) => key.slice(prefix.length)).sort()
  }

  /**
   * Seals with the current key what an older one has sealed. What somebody else writes meanwhile stands: it is sealed
   * with the current key too, where its process has been given it.
   *
   * @param signal no further one is begun once it has fired
   * @throws StoreError `store-unavailable`; the next run makes up for it
   */
  async sealAnew(signal?: AbortSignal): Promise<SealedAnew> {
    const unreadable: string[] = []
    let count = 0
    for (const id of await this.list()) {
      if (signal?.aborted) break
      const outcome = await this.#sealOneAnew(id)
      if (outcome === 'unreadable') unreadable.push(id)
      if (outcome === 'done') count += 1
    }
    return { count, unreadable }
  }

  async #sealOneAnew(id: string): Promise<'done' | 'current' | 'unreadable'> {
    const key = this.#key(id)
    const record = await this.#store.get(key)
    if (record === undefined) return 'current'
    try {
      const connection = await this.#vault.unlock(record.value, key)
      if (!this.#vault.isStale(record.value)) return 'current'
      const written = await this.save(connection, { revision: record.revision })
      return written === undefined ? 'current' : 'done'
    } catch (error) {
      if (error instanceof UnreadableRecord) return 'unreadable'
      throw error
    }
  }

  /** The right to change a connection; its fence goes into the condition of `save` and `delete`. */
  acquire(id: string, lifeMs: number): Promise<Lease | undefined> {
    return this.#store.acquire(this.#key(id), lifeMs)
  }

  renew(lease: Lease, lifeMs: number): Promise<Lease | undefined> {
    return this.#store.renew(lease, lifeMs)
  }

  release(lease: Lease): Promise<void> {
    return this.#store.release(lease)
  }

  #key(id: string): string {
    const { environment, clientId } = this.#owner
    return `connection:${encodeURIComponent(environment)}:${encodeURIComponent(clientId)}:${id}`
  }

  async #open(id: string, key: string, value: string): Promise<StoredConnection> {
    try {
      const connection = await this.#vault.unlock(value, key)
      this.#checkOwner(connection, id)
      return connection
    } catch (error) {
      if (!(error instanceof UnreadableRecord)) throw error
      const { environment } = this.#owner
      const details = { connection: id, environment, reason: error.reason }
      throw new ConfigurationError('connection-unreadable', { details, cause: error.cause })
    }
  }

  /** A production token must not go to the sandbox, nor one merchant's to another, whatever the store says. */
  #checkOwner(connection: StoredConnection, id: string): void {
    const { environment, clientId } = this.#owner
    if (connection.id === id && connection.environment === environment && connection.clientId === clientId) return
    throw new ConfigurationError('connection-of-another-client', { details: { connection: id, environment } })
  }
}
