import type { ConnectionStore, StoredConnection } from '../connections/connection-store.ts'

/** Keeps connections in this process alone: for tests and for trying things out. */
export class MemoryStore implements ConnectionStore {
  // Private, so that printing the store shows no tokens.
  readonly #connections = new Map<string, StoredConnection>()

  async get(id: string): Promise<StoredConnection | undefined> {
    return this.#connections.get(id)
  }

  async set(connection: StoredConnection): Promise<void> {
    // A copy, as every durable store makes: nobody changes what is stored from afar.
    this.#connections.set(connection.id, Object.freeze(structuredClone(connection)))
  }

  async delete(id: string): Promise<void> {
    this.#connections.delete(id)
  }
}
