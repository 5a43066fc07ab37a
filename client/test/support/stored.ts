import { ConnectionVault } from '../../src/connections/connection-vault.ts'
import { Connections } from '../../src/connections/connections.ts'
import type { StoredConnection, UsableConnection } from '../../src/connections/stored-connection.ts'
import { MemoryStore, type RecordStore } from '../../src/index.ts'
import { sealerFor } from '../../src/sealing/sealer-for.ts'
import { clientId, merchantId } from './simulator.ts'

const usual = { environment: 'sandbox-dk', clientId }

/** What a client without sealing keys keeps in a store. */
export async function connectionsIn(store: RecordStore, owner = usual): Promise<Connections> {
  return new Connections(store, new ConnectionVault(await sealerFor(new MemoryStore(), undefined)), owner)
}

export async function storedIn(store: RecordStore, id = merchantId): Promise<StoredConnection | undefined> {
  const connections = await connectionsIn(store)
  return (await connections.get(id))?.connection
}

/** The stored tokens. @throws where there are none. */
export function tokensOf(connection: StoredConnection | undefined): UsableConnection['tokens'] {
  if (!connection || connection.status === 'needs-consent') throw new Error('There are no tokens.')
  return connection.tokens
}

/** A store that remembers the connections which were written to it, in order. */
export class Recorder extends MemoryStore {
  readonly #written: (readonly [key: string, value: string])[] = []

  override async set(...written: Parameters<MemoryStore['set']>) {
    const revision = await super.set(...written)
    if (revision !== undefined && written[0].startsWith('connection:')) this.#written.push([written[0], written[1]])
    return revision
  }

  async written(): Promise<readonly StoredConnection[]> {
    const copies = this.#written.map(async ([key, value]) => {
      const store = new MemoryStore()
      await store.set(key, value)
      return storedIn(store, key.split(':').at(-1))
    })
    return (await Promise.all(copies)).filter((connection) => connection !== undefined)
  }
}
