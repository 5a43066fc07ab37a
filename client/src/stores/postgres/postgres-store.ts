import { StoreError } from '../../errors/mobilepay-error.ts'
import { checkKey, checkValue } from '../check-record.ts'
import type { Lease, RecordStore, StoredRecord, WriteCondition } from '../record-store.ts'
import { postgresError } from './postgres-error.ts'
import { checkTable, defaultTable, postgresMigration } from './schema.ts'
import { statementsFor } from './statements.ts'

export { postgresMigration } from './schema.ts'

/** A `Pool` of `pg`, or what has its `query`. */
export interface PostgresPool {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>
}

/** What `PostgresStore.open` takes beside its pool. */
export interface PostgresStoreOptions {
  /** Name of the table, or schema and name. Default: `mobilepay_records`. */
  readonly table?: string
  /** Milliseconds for one operation, connecting included. Default: 5,000. */
  readonly timeoutMs?: number
}

type Condition = Pick<WriteCondition, 'revision' | 'fence'>

/**
 * Keeps records in a table of PostgreSQL 11 or later, for any number of machines. Every write is one statement, durable
 * when it resolves unless `synchronous_commit` was turned off.
 */
export class PostgresStore implements RecordStore {
  readonly #pool: PostgresPool
  readonly #timeoutMs: number
  readonly #statements: ReturnType<typeof statementsFor>

  private constructor(pool: PostgresPool, table: string, timeoutMs: number) {
    this.#pool = pool
    this.#timeoutMs = timeoutMs
    this.#statements = statementsFor(table)
  }

  /**
   * Makes the table where it is missing; `postgresMigration` has the statements for where that is not allowed.
   *
   * @param pool with a listener for its errors, or a lost connection ends the process; it stays the caller's
   * @throws ConfigurationError `option-invalid`, `store-unusable`
   * @throws StoreError `store-unavailable`
   */
  static async open(
    pool: PostgresPool,
    { table = defaultTable, timeoutMs = 5_000 }: PostgresStoreOptions = {},
  ): Promise<PostgresStore> {
    const { quoted } = checkTable(table)
    const store = new PostgresStore(pool, quoted, timeoutMs)
    const [found] = await store.#rows('select to_regclass($1) is not null as exists', [quoted])
    // Asked first, since "if not exists" needs the right to make tables even where there is one.
    if (found?.exists !== true) await store.#rows(postgresMigration(table))
    return store
  }

  async get(key: string): Promise<StoredRecord | undefined> {
    checkKey(key)
    const [row] = await this.#rows(this.#statements.get, [key])
    return row && { value: String(row.value), revision: String(row.revision) }
  }

  async set(key: string, value: string, condition: WriteCondition = {}): Promise<string | undefined> {
    checkKey(key)
    checkValue(value)
    const revision = crypto.randomUUID()
    const written = [key, value, revision, condition.expiresAt ?? null, condition.fence ?? null]
    const rows =
      typeof condition.revision === 'string'
        ? await this.#rows(this.#statements.replace, [...written, condition.revision])
        : await this.#rows(this.#statements.put, [...written, condition.revision === null])
    return rows.length === 0 ? undefined : revision
  }

  async delete(key: string, { revision, fence }: Condition = {}): Promise<boolean> {
    checkKey(key)
    if (revision === null) return false
    const rows = await this.#rows(this.#statements.clear, [key, fence ?? null, revision ?? null])
    if (rows.length === 0) return false
    await this.#sweep()
    return true
  }

  async keys(prefix: string): Promise<readonly string[]> {
    await this.#sweep()
    const rows = await this.#rows(this.#statements.keys, [prefix])
    return rows.map(({ key }) => String(key))
  }

  async acquire(key: string, lifeMs: number): Promise<Lease | undefined> {
    checkKey(key)
    return toLease(key, await this.#rows(this.#statements.acquire, [key, lifeMs]))
  }

  async renew({ key, fence }: Lease, lifeMs: number): Promise<Lease | undefined> {
    return toLease(key, await this.#rows(this.#statements.prolong, [key, fence, lifeMs]))
  }

  async release({ key, fence }: Lease): Promise<void> {
    await this.#rows(this.#statements.prolong, [key, fence, null])
  }

  async close(): Promise<void> {}

  /** Takes away what has expired. A failure says nothing about what was asked for, so it is not told. */
  async #sweep(): Promise<void> {
    await this.#rows(this.#statements.sweep).catch(() => undefined)
  }

  async #rows(text: string, values?: unknown[]) {
    try {
      const { rows } = await withinTime(this.#pool.query(text, values), this.#timeoutMs)
      return rows
    } catch (error) {
      throw postgresError(error)
    }
  }
}

/** The pool itself may wait for a connection for ever. */
async function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const details = { store: 'PostgresStore', timeoutMs: milliseconds }
  const timer = setTimeout(() => reject(new StoreError('store-unavailable', { details })), milliseconds)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}

function toLease(key: string, [row]: readonly Readonly<Record<string, unknown>>[]): Lease | undefined {
  return row && { key, fence: Number(row.fence), expiresAt: Number(row.lease_expires_at) }
}
