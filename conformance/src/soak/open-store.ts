import type { RecordStore } from '@mobilepay-oidc/client'

/** Which store, and where; plain data that can be sent to another process. */
export type StorePlace =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'redis'; readonly url: string }
  | { readonly kind: 'postgres'; readonly url: string }

export const storeKinds = ['sqlite', 'redis', 'postgres'] as const satisfies readonly StorePlace['kind'][]

export interface OpenStore {
  readonly store: RecordStore
  close(): Promise<void>
}

export async function openStore(place: StorePlace): Promise<OpenStore> {
  if (place.kind === 'sqlite') {
    const { SqliteStore } = await import('@mobilepay-oidc/client/stores/sqlite')
    const store = await SqliteStore.open(place.path)
    return { store, close: () => store.close() }
  }
  return place.kind === 'redis' ? openRedis(place.url) : openPostgres(place.url)
}

async function openRedis(url: string): Promise<OpenStore> {
  const [{ createClient }, { RedisStore }] = await Promise.all([
    import('redis'),
    import('@mobilepay-oidc/client/stores/redis'),
  ])
  const client = createClient({ url })
  client.on('error', () => {})
  await client.connect()
  return { store: new RedisStore(client), close: () => client.close() }
}

async function openPostgres(url: string): Promise<OpenStore> {
  const [{ Pool }, { PostgresStore }] = await Promise.all([
    import('pg'),
    import('@mobilepay-oidc/client/stores/postgres'),
  ])
  const pool = new Pool({ connectionString: url, max: 4 })
  pool.on('error', () => {})
  return { store: await PostgresStore.open(pool), close: () => pool.end() }
}
