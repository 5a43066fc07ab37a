import { StoreError } from '../../errors/mobilepay-error.ts'
import { checkKey, checkValue } from '../check-record.ts'
import type { Lease, RecordStore, StoredRecord, WriteCondition } from '../record-store.ts'
import { type RedisClient, sendCommand } from './redis-client.ts'
import { redisError } from './redis-error.ts'
import { scripts } from './scripts.ts'

export type { IoredisClient, NodeRedisClient, RedisClient } from './redis-client.ts'

/** What a `RedisStore` takes beside its client. */
export interface RedisStoreOptions {
  /** What the keys in Redis begin with. Default: `mobilepay:`. */
  readonly prefix?: string
  /** Milliseconds for one operation, reconnecting included. Default: 5,000. */
  readonly timeoutMs?: number
  /**
   * How many replicas have to confirm a write (`WAIT`), and for how many milliseconds to wait for them, so that it
   * survives a failover. Not with a pool: WAIT counts for one connection. Default: none.
   */
  readonly replicas?: { readonly count: number; readonly timeoutMs: number }
}

type Condition = Pick<WriteCondition, 'revision' | 'fence'>

/**
 * Keeps records in Redis 6.2 or later, or Valkey, for any number of machines; not in Redis Cluster. Set the server to
 * `appendonly yes` with `appendfsync always`, and to `maxmemory-policy noeviction`: Redis forgets the last second of
 * writes otherwise, and whatever it evicts.
 */
export class RedisStore implements RecordStore {
  readonly #client: RedisClient
  readonly #prefix: string
  readonly #timeoutMs: number
  readonly #replicas: RedisStoreOptions['replicas']

  /** @param client a connected one of `redis` or `ioredis`, with a listener for its errors; it stays the caller's */
  constructor(client: RedisClient, { prefix = 'mobilepay:', timeoutMs = 5_000, replicas }: RedisStoreOptions = {}) {
    this.#client = client
    this.#prefix = prefix
    this.#timeoutMs = timeoutMs
    this.#replicas = replicas
  }

  async get(key: string): Promise<StoredRecord | undefined> {
    checkKey(key)
    const [value, revision] = texts(await this.#send('HMGET', this.#record(key), 'value', 'revision'))
    return value !== undefined && revision !== undefined ? { value, revision } : undefined
  }

  async set(key: string, value: string, condition: WriteCondition = {}): Promise<string | undefined> {
    checkKey(key)
    checkValue(value)
    const revision = crypto.randomUUID()
    const expiry = condition.expiresAt === undefined ? '' : String(Math.floor(condition.expiresAt))
    const written = await this.#write(scripts.set, key, condition, [value, revision, expiry])
    return written ? revision : undefined
  }

  async delete(key: string, condition: Condition = {}): Promise<boolean> {
    checkKey(key)
    return this.#write(scripts.delete, key, condition, [])
  }

  async keys(prefix: string): Promise<readonly string[]> {
    const pattern = `${escapeGlob(this.#record(prefix))}*`
    // SCAN may return a key twice.
    const found = new Set<string>()
    let cursor = '0'
    do {
      const reply = await this.#send('SCAN', cursor, 'MATCH', pattern, 'COUNT', '1000')
      const [next, keys] = Array.isArray(reply) ? reply : []
      for (const key of texts(keys)) if (key !== undefined) found.add(key.slice(this.#record('').length))
      cursor = String(next)
    } while (cursor !== '0')
    return [...found]
  }

  async acquire(key: string, lifeMs: number): Promise<Lease | undefined> {
    checkKey(key)
    return toLease(key, await this.#confirmed(scripts.acquire, [this.#lease(key)], [String(lifeMs)]))
  }

  async renew({ key, fence }: Lease, lifeMs: number): Promise<Lease | undefined> {
    return toLease(key, await this.#confirmed(scripts.prolong, [this.#lease(key)], [String(fence), String(lifeMs)]))
  }

  async release({ key, fence }: Lease): Promise<void> {
    await this.#confirmed(scripts.prolong, [this.#lease(key)], [String(fence), ''])
  }

  async close(): Promise<void> {}

  #record(key: string): string {
    return `${this.#prefix}record:${key}`
  }

  #lease(key: string): string {
    return `${this.#prefix}lease:${key}`
  }

  async #write(
    script: string,
    key: string,
    { fence, revision }: Condition,
    values: readonly string[],
  ): Promise<boolean> {
    const kind = revision === undefined ? 'any' : revision === null ? 'absent' : 'same'
    const parameters = [String(fence ?? ''), kind, revision ?? '', ...values]
    return (await this.#confirmed(script, [this.#record(key), this.#lease(key)], parameters)) === 1
  }

  /** Runs a script that writes, and has replicas confirm it where that is wanted. */
  async #confirmed(script: string, keys: readonly string[], parameters: readonly string[]): Promise<unknown> {
    const reply = await this.#send('EVAL', script, String(keys.length), ...keys, ...parameters)
    if (!this.#replicas) return reply
    const { count, timeoutMs } = this.#replicas
    const reached = Number(await this.#send('WAIT', String(count), String(timeoutMs)))
    if (reached >= count) return reply
    throw new StoreError('store-unavailable', { details: { store: 'RedisStore', replicas: reached, wanted: count } })
  }

  async #send(...command: readonly string[]): Promise<unknown> {
    const patience = this.#timeoutMs + (this.#replicas?.timeoutMs ?? 0)
    try {
      return await sendCommand(this.#client, command, AbortSignal.timeout(patience))
    } catch (error) {
      throw redisError(error)
    }
  }
}

/** Texts, whether the client gives them as strings or as Buffers. */
function texts(reply: unknown): (string | undefined)[] {
  return Array.isArray(reply) ? reply.map((text: unknown) => (text == null ? undefined : String(text))) : []
}

function toLease(key: string, reply: unknown): Lease | undefined {
  const [fence, expiresAt] = texts(reply)
  return fence === undefined ? undefined : { key, fence: Number(fence), expiresAt: Number(expiresAt) }
}

function escapeGlob(text: string): string {
  return text.replace(/[\\*?[\]^-]/g, '\\$&')
}
