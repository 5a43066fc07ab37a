import type { DatabaseSync } from 'node:sqlite'
import { ConfigurationError } from '../../errors/mobilepay-error.ts'

const version = 1

/** A row is a record, a lease, or both: so one lock of one row decides about a write. */
const schema = `
  create table records (
    key text primary key,
    value text,
    revision text,
    expires_at real,
    fence integer not null default 0,
    lease_expires_at real not null default 0,
    check ((value is null) = (revision is null))
  ) strict, without rowid;
  create index records_by_expiry on records (expires_at) where expires_at is not null;
  create index records_without_value on records (fence) where value is null;
  pragma user_version = ${version};
`

/**
 * Sets the database up, or makes sure that it is one of this version.
 *
 * @throws ConfigurationError `store-unusable` where it is somebody else's or a newer version's
 */
export function prepareDatabase(database: DatabaseSync): void {
  // Looked at before anything is changed: the journal mode stays with the file.
  needsSchema(database)
  // A write is on the disk when it is committed, power failures included; readers and the writer do not wait for each other.
  database.exec('pragma journal_mode = wal; pragma synchronous = full')
  database.exec('begin immediate')
  try {
    if (needsSchema(database)) database.exec(schema)
    database.exec('commit')
  } catch (error) {
    database.exec('rollback')
    throw error
  }
}

/** @throws ConfigurationError `store-unusable` */
function needsSchema(database: DatabaseSync): boolean {
  const found = database.prepare('pragma user_version').get()?.user_version
  if (found === 0 && isEmpty(database)) return true
  if (found !== version || !hasRecords(database)) throw unusable(found)
  return false
}

function isEmpty(database: DatabaseSync): boolean {
  return database.prepare('select 1 from sqlite_schema limit 1').get() === undefined
}

function hasRecords(database: DatabaseSync): boolean {
  return database.prepare(`select 1 from sqlite_schema where type = 'table' and name = 'records'`).get() !== undefined
}

function unusable(found: unknown): ConfigurationError {
  const reason = typeof found === 'number' && found > version ? 'version' : 'another database'
  return new ConfigurationError('store-unusable', { details: { store: 'SqliteStore', reason } })
}
