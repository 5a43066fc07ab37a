import { join } from 'node:path'
import type { RecordStore } from '../../../src/index.ts'
import { FileStore } from '../../../src/stores/file/file-store.ts'
import { SqliteStore } from '../../../src/stores/sqlite/sqlite-store.ts'

export type LocalStore = 'FileStore' | 'SqliteStore'

/** A store of the machine in that folder. */
export function openStore(kind: LocalStore, folder: string): Promise<RecordStore> {
  return kind === 'FileStore' ? FileStore.open(join(folder, 'store')) : SqliteStore.open(join(folder, 'store.sqlite'))
}
