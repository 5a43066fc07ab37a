import { open, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../store-error.ts'

/** Tells a mock's database from any other: "MPMK". */
const applicationId = 0x4d504d4b
const version = 1

const schema = `
  create table worlds (
    name text primary key,
    incarnation text not null,
    revision integer not null,
    used_at integer not null
  ) strict, without rowid;
  create table entries (
    world text not null references worlds (name) on delete cascade,
    collection text not null,
    key text not null,
    position integer not null,
    json text not null,
    primary key (world, collection, key)
  ) strict, without rowid;
  pragma application_id = ${applicationId};
  pragma user_version = ${version};
`

/**
 * Opens the database of a mock for this process alone, and makes it where it is missing, for this user alone.
 * @throws StoreError that says what is wrong with the path or the file, and what to do
 */
export async function openDatabase(path: string): Promise<DatabaseSync> {
  await makePrivateFile(path)
  const { DatabaseSync } = await import('node:sqlite')
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { timeout: 1000 })
    lock(database)
    prepare(database, path)
    return database
  } catch (error) {
    database?.close()
    throw explain(error, path)
  }
}

/**
 * One process has the file until it ends, also by a kill: then the system lets go. With `normal` a commit is the
 * system's before its answer goes out, so no kill of the mock loses it. A failure of the machine may lose the last
 * commits, whole ones; `full` would wait for the disk with every request, and the whole mock with it (decision 0014).
 */
function lock(database: DatabaseSync): void {
  database.exec(`
    pragma locking_mode = exclusive;
    pragma foreign_keys = on;
    pragma journal_mode = wal;
    pragma synchronous = normal;
    begin immediate;
    commit;
  `)
}

function prepare(database: DatabaseSync, path: string): void {
  const number = (pragma: string) => Number(Object.values(database.prepare(`pragma ${pragma}`).get() ?? {})[0])
  const isEmpty = database.prepare('select 1 from sqlite_schema limit 1').get() === undefined
  const isNew = isEmpty && number('application_id') === 0
  if (isNew) database.exec(`begin; ${schema} commit;`)
  if (number('application_id') !== applicationId) {
    throw new StoreError(`${path} is a database of another program. Choose another file for --store.`)
  }
  const found = number('user_version')
  if (found === version) return
  throw new StoreError(
    `${path} was written by a newer mock (format ${found}; this one knows ${version}). Update this mock, or choose another file.`,
  )
}

async function makePrivateFile(path: string): Promise<void> {
  const folder = dirname(resolve(path))
  try {
    await (await open(path, 'a', 0o600)).close()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new StoreError(`There is no folder ${folder} for the store ${path}. Make it, or choose another path.`)
    if (code === 'EISDIR' || (await isFolder(path)))
      throw new StoreError(`${path} is a folder. --store takes a file, such as file:${path}/mock.sqlite.`)
    throw new StoreError(`The store ${path} cannot be written (${code ?? 'unknown error'}). Check its rights and disk.`)
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/** SQLite's primary result codes. */
const busy = 5
const readOnly = 8
const notADatabase = 26

function explain(error: unknown, path: string): unknown {
  if (error instanceof StoreError || !(error instanceof Error) || !('errcode' in error)) return error
  const code = Number(error.errcode) & 0xff
  if (code === busy) {
    return new StoreError(
      `The store ${path} is in use by another mock. A file serves one process; for several take --store redis://….`,
    )
  }
  if (code === notADatabase) return new StoreError(`${path} is no SQLite database. Choose another file for --store.`)
  if (code === readOnly) return new StoreError(`The store ${path} can only be read. Check its rights and its folder's.`)
  return new StoreError(`The store ${path} cannot be used: ${error.message}.`)
}
