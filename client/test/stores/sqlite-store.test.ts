import { chmod, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { SqliteStore } from '../../src/stores/sqlite/sqlite-store.ts'
import { useFolder, useStores } from './place.ts'
import { describeDurability, describeStoreContract } from './store-contract.ts'
import { expectModel } from './store-model.ts'

const folder = useFolder()
const path = (name = 'connections.sqlite') => join(folder.path, name)
const open = useStores(() => ({ open: () => SqliteStore.open(path()) }))

/** Another program at the same file. */
function database(): DatabaseSync {
  return new DatabaseSync(path())
}

describe('SqliteStore', () => {
  describeStoreContract(open)
  describeDurability(open)

  it('does what the model says in any order of operations', { timeout: 60_000 }, async () => {
    let run = 0
    await expectModel(() => SqliteStore.open(path(String(run++))), 30)
  })

  it('keeps its files from everybody else', async () => {
    const store = await open()
    await store.set('a:1', 'one')
    const names = await readdir(folder.path)
    expect(names.sort()).toEqual(['connections.sqlite', 'connections.sqlite-shm', 'connections.sqlite-wal'])
    for (const name of names) expect((await stat(path(name))).mode & 0o777).toBe(0o600)
  })

  it('refuses a file that others can read', async () => {
    await writeFile(path(), '')
    await chmod(path(), 0o644)
    await expect(SqliteStore.open(path())).rejects.toMatchObject({ code: 'store-exposed', details: { mode: '644' } })
  })

  it('uses a write-ahead log', async () => {
    await open()
    const other = database()
    expect(other.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
    other.close()
  })

  it.each([
    ['a newer version', 'pragma user_version = 2', { reason: 'version' }],
    ['another program', 'create table theirs (x); pragma user_version = 1', { reason: 'another database' }],
    ['another program, unversioned', 'create table theirs (x)', { reason: 'another database' }],
  ])('refuses the database of %s and leaves it alone', async (_, sql, details) => {
    await writeFile(path(), '', { mode: 0o600 })
    const other = database()
    other.exec(sql)
    await expect(SqliteStore.open(path())).rejects.toMatchObject({ code: 'store-unusable', details })
    expect(other.prepare(`select 1 from sqlite_schema where name = 'records'`).get()).toBeUndefined()
    expect(other.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'delete' })
    other.close()
  })

  it('refuses what is no database', async () => {
    await writeFile(path(), 'canary '.repeat(100), { mode: 0o600 })
    const error = await SqliteStore.open(path()).catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'store-unusable', details: { code: 26 } })
  })

  it('says that it is unavailable while somebody else writes for too long, and goes on afterwards', async () => {
    const store = await SqliteStore.open(path(), { busyTimeoutMs: 10 })
    const other = database()
    other.exec('begin immediate')
    const refused = { name: 'StoreError', code: 'store-unavailable', details: { code: 5 } }
    await expect(store.set('a:1', 'one')).rejects.toMatchObject(refused)
    await expect(store.acquire('a:1', 1)).rejects.toMatchObject(refused)
    expect(await store.get('a:1')).toBeUndefined()
    other.exec('rollback')
    other.close()
    expect(await store.set('a:1', 'one')).toBeDefined()
    await store.close()
  })

  it('takes expired and deleted records out of the file', async () => {
    const store = await open()
    await store.set('a:1', 'one', { expiresAt: Date.now() - 1 })
    await store.set('a:2', 'two')
    await store.delete('a:2')
    const other = database()
    expect(other.prepare('select count(*) as rows from records').get()).toEqual({ rows: 0 })
    other.close()
  })

  it('says that it was closed', async () => {
    const store = await SqliteStore.open(path())
    await store.close()
    await expect(store.get('a:1')).rejects.toMatchObject({ name: 'ConfigurationError', code: 'store-unusable' })
  })
})
