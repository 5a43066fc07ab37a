import { randomUUID } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'
import { checkKey, checkValue } from '../check-record.ts'
import { refuseExposed } from '../file/private-folder.ts'
import type { Lease, RecordStore, StoredRecord, WriteCondition } from '../record-store.ts'
import { prepareDatabase } from './schema.ts'
import { sqliteError } from './sqlite-error.ts'
import { statements } from './statements.ts'

/** What `SqliteStore.open` takes beside its file. */
export interface SqliteStoreOptions {
  /** Milliseconds to wait for other processes, during which this one stands still. Default: 5,000. */
  readonly busyTimeoutMs?: number
}

type Parameters = Readonly<Record<string, SQLInputValue>>
type Row = Record<string, SQLOutputValue>

/**
 * Keeps records in one SQLite database, for the processes of one machine. Needs Node's `node:sqlite`, or what is
 * compatible with it. The file has mode 0600; beside it are SQLite's own `-wal` and `-shm`.
 */
export class SqliteStore implements RecordStore {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()

  private constructor(database: DatabaseSync) {
    this.#database = database
  }

  /**
   * @param path of the database file, made where it is missing; on a local disk, not on a network share
   * @throws ConfigurationError `store-exposed` where other users can read the file, `store-unusable`
   * @throws StoreError `store-unavailable`
   */
  static async open(path: string, { busyTimeoutMs = 5_000 }: SqliteStoreOptions = {}): Promise<SqliteStore> {
    let database: DatabaseSync | undefined
    try {
      const { DatabaseSync } = await import('node:sqlite')
      await makePrivateFile(path)
      database = new DatabaseSync(path, { timeout: busyTimeoutMs })
      prepareDatabase(database)
      return new SqliteStore(database)
    } catch (error) {
      database?.close()
      throw sqliteError(error)
    }
  }

  async get(key: string): Promise<StoredRecord | undefined> {
    checkKey(key)
    const row = this.#row(statements.get, { key, now: Date.now() })
    return row && { value: String(row.value), revision: String(row.revision) }
  }

  async set(key: string, value: string, condition: WriteCondition = {}): Promise<string | undefined> {
    checkKey(key)
    checkValue(value)
    const now = Date.now()
    const revision = randomUUID()
    const written = { key, value, revision, expires_at: condition.expiresAt ?? null, now }
    const row = this.#writing(now, () =>
      typeof condition.revision === 'string'
        ? this.#row(statements.replace, { ...written, fence: fenceOf(condition), expected: condition.revision })
        : this.#row(statements.put, {
            ...written,
            fence: fenceOf(condition),
            absent: Number(condition.revision === null),
          }),
    )
    return row && revision
  }

  async delete(key: string, condition: Pick<WriteCondition, 'revision' | 'fence'> = {}): Promise<boolean> {
    checkKey(key)
    if (condition.revision === null) return false
    const now = Date.now()
    const expected = condition.revision ?? null
    return (
      this.#writing(now, () => this.#row(statements.clear, { key, now, expected, fence: fenceOf(condition) })) !==
      undefined
    )
  }

  async keys(prefix: string): Promise<readonly string[]> {
    const rows = this.#attempt(() => this.#statement(statements.keys).all({ prefix, now: Date.now() }))
    return rows.map(({ key }) => String(key))
  }

  async acquire(key: string, lifeMs: number): Promise<Lease | undefined> {
    checkKey(key)
    const now = Date.now()
    return toLease(key, this.#row(statements.acquire, { key, now, until: now + lifeMs }))
  }

  async renew({ key, fence }: Lease, lifeMs: number): Promise<Lease | undefined> {
    const now = Date.now()
    return toLease(key, this.#row(statements.prolong, { key, fence, now, until: now + lifeMs }))
  }

  async release({ key, fence }: Lease): Promise<void> {
    this.#row(statements.prolong, { key, fence, now: Date.now(), until: 0 })
  }

  async close(): Promise<void> {
    if (this.#database.isOpen) this.#attempt(() => this.#database.close())
  }

  /** One transaction with the removal of what has expired. */
  #writing(now: number, write: () => Row | undefined): Row | undefined {
    return this.#attempt(() => {
      this.#database.exec('begin immediate')
      try {
        const row = write()
        this.#statement(statements.forget).run({ now })
        this.#statement(statements.sweep).run()
        this.#database.exec('commit')
        return row
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec('rollback')
        throw error
      }
    })
  }

  #row(sql: string, parameters: Parameters): Row | undefined {
    return this.#attempt(() => this.#statement(sql).get(parameters))
  }

  #statement(sql: string): StatementSync {
    const known = this.#prepared.get(sql) ?? this.#database.prepare(sql)
    this.#prepared.set(sql, known)
    return known
  }

  #attempt<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw sqliteError(error)
    }
  }
}

/** A write without a lease is not measured by fences. */
function fenceOf({ fence }: Pick<WriteCondition, 'fence'>): number {
  return fence ?? Number.MAX_SAFE_INTEGER
}

function toLease(key: string, row: Row | undefined): Lease | undefined {
  return row && { key, fence: Number(row.fence), expiresAt: Number(row.lease_expires_at) }
}

/** SQLite would make it with the permissions of the umask; its `-wal` and `-shm` take over those of the file. */
async function makePrivateFile(path: string): Promise<void> {
  await (await open(path, 'a', 0o600)).close()
  await refuseExposed(path)
}
