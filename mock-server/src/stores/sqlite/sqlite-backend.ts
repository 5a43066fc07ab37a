import { randomUUID } from 'node:crypto'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Change } from '../../world/kept/state.ts'
import type { Backend, BackendOptions, Lease, StatePoint, Taken, Update } from '../backend.ts'
import { StoreUnavailableError } from '../store-error.ts'
import { openDatabase } from './open-database.ts'

/**
 * Keeps worlds in one SQLite file. This process alone has it, so whoever asks first has a world, and what it knows of a
 * world is what the file has.
 */
export class SqliteBackend implements Backend {
  readonly shown: string
  readonly #database: DatabaseSync
  readonly #options: BackendOptions
  readonly #prepared = new Map<string, StatementSync>()
  /** Worlds in use. They are written down now and then: uses come with every request, and a moment is no matter. */
  readonly #used = new Set<string>()

  private constructor(shown: string, database: DatabaseSync, options: BackendOptions) {
    this.shown = shown
    this.#database = database
    this.#options = options
  }

  /** @throws StoreError */
  static async open(path: string, options: BackendOptions): Promise<SqliteBackend> {
    return new SqliteBackend(`file:${path}`, await openDatabase(path), options)
  }

  async take(name: string, known: StatePoint | undefined): Promise<Taken> {
    const update = await this.read(name, known, true)
    return update.kind === 'gone' ? { update } : { update, lease: { name, token: '', fence: 0 } }
  }

  async commit({ name }: Lease, at: StatePoint, changes: readonly Change[]): Promise<StatePoint> {
    const revision = at.revision + 1
    this.#transact(() => {
      for (const change of changes) this.#write(name, change)
      this.#run('update worlds set revision = ? where name = ?', revision, name)
    })
    return { ...at, revision }
  }

  async release(): Promise<void> {}

  async read(name: string, known: StatePoint | undefined, use: boolean): Promise<Update> {
    return this.#attempt(() => {
      const row = this.#statement('select incarnation, revision, used_at from worlds where name = ?').get(name)
      if (!row || this.#isIdle(name, Number(row.used_at))) return { kind: 'gone' }
      if (use) this.#used.add(name)
      const at = { incarnation: String(row.incarnation), revision: Number(row.revision), stamp: '' }
      if (known?.incarnation === at.incarnation && known.revision === at.revision) {
        return { kind: 'changes', at, changes: [] }
      }
      const rows = this.#statement('select collection, key, position, json from entries where world = ?').all(name)
      return { kind: 'whole', at, changes: rows.map(toChange) }
    })
  }

  async create(name: string, changes: readonly Change[]): Promise<boolean> {
    return this.#transact(() => {
      const added = this.#run(
        'insert into worlds (name, incarnation, revision, used_at) values (?, ?, 1, ?) on conflict do nothing',
        name,
        randomUUID(),
        Date.now(),
      )
      if (added === 0) return false
      for (const change of changes) this.#write(name, change)
      return true
    })
  }

  async remove(name: string): Promise<boolean> {
    return this.#transact(() => this.#run('delete from worlds where name = ?', name) > 0)
  }

  async names(): Promise<readonly string[]> {
    return this.#attempt(() =>
      this.#statement('select name, used_at from worlds order by used_at, name')
        .all()
        .filter(({ name, used_at }) => !this.#isIdle(String(name), Number(used_at)))
        .map(({ name }) => String(name)),
    )
  }

  async touch(names: readonly string[]): Promise<void> {
    for (const name of names) this.#used.add(name)
  }

  async sweep(): Promise<void> {
    this.#transact(() => {
      for (const name of this.#used) this.#run('update worlds set used_at = ? where name = ?', Date.now(), name)
      this.#used.clear()
      const { lasting, idleLife } = this.#options
      this.#run('delete from worlds where used_at < ? and name != ?', Date.now() - idleLife, lasting)
    })
  }

  /** Nobody else has the file. */
  watch(): void {}

  async check(): Promise<void> {
    // A full disk lets everything be read.
    this.#transact(() => this.#run('update worlds set used_at = ? where name = ?', Date.now(), this.#options.lasting))
  }

  async close(): Promise<void> {
    if (this.#database.isOpen) {
      await this.sweep().catch(() => undefined)
      this.#database.close()
    }
  }

  #isIdle(name: string, usedAt: number): boolean {
    const { lasting, idleLife } = this.#options
    return name !== lasting && !this.#used.has(name) && Date.now() - usedAt > idleLife
  }

  #write(world: string, { collection, key, entry }: Change): void {
    if (entry) {
      const { position, json } = entry
      this.#run(
        `insert into entries (world, collection, key, position, json) values (?, ?, ?, ?, ?)
        on conflict (world, collection, key) do update set position = excluded.position, json = excluded.json`,
        world,
        collection,
        key,
        position,
        json,
      )
    } else this.#run('delete from entries where world = ? and collection = ? and key = ?', world, collection, key)
  }

  #run(sql: string, ...values: readonly (string | number)[]): number {
    return Number(this.#statement(sql).run(...values).changes)
  }

  #statement(sql: string): StatementSync {
    const known = this.#prepared.get(sql) ?? this.#database.prepare(sql)
    this.#prepared.set(sql, known)
    return known
  }

  #transact<Result>(work: () => Result): Result {
    return this.#attempt(() => {
      this.#database.exec('begin immediate')
      try {
        const result = work()
        this.#database.exec('commit')
        return result
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec('rollback')
        throw error
      }
    })
  }

  #attempt<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new StoreUnavailableError(`The store ${this.shown} cannot be written or read: ${reason}.`, { cause: error })
    }
  }
}

function toChange(row: Readonly<Record<string, unknown>>): Change {
  return {
    collection: String(row.collection),
    key: String(row.key),
    entry: { position: Number(row.position), json: String(row.json) },
  }
}
