import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { checkKey, checkValue } from '../check-record.ts'
import type { Lease, RecordStore, StoredRecord, WriteCondition } from '../record-store.ts'
import { fileError } from './file-error.ts'
import { FolderLock, type HeldLock } from './folder-lock.ts'
import { openPrivateFolder } from './private-folder.ts'
import { type FiledRecord, fileText, isExpired, readLeaseFile, readRecordFile } from './record-file.ts'
import { removeLeftovers } from './remove-leftovers.ts'
import { flushFolder, writeAtomically } from './write-atomically.ts'

/** What `FileStore.open` takes beside its folder. */
export interface FileStoreOptions {
  /** Milliseconds to wait for other processes. Default: 10,000. */
  readonly lockTimeoutMs?: number
}

type Condition = Pick<WriteCondition, 'revision' | 'fence'>

/**
 * Keeps each record in a file of its own, for the processes of one machine. Files have mode 0600 in a folder of mode
 * 0700. A write is on the disk when it resolves, and a crash at any point leaves the old record or the new one.
 */
export class FileStore implements RecordStore {
  readonly #folder: string
  readonly #lock: FolderLock

  private constructor(folder: string, lockTimeoutMs: number) {
    this.#folder = folder
    this.#lock = new FolderLock(join(folder, 'locks'), join(folder, 'temporary'), lockTimeoutMs)
  }

  /**
   * @param folder is made where it is missing; on a local disk, for its file system must have hard links
   * @throws ConfigurationError `store-exposed` where other users can get at it, `store-unusable`
   * @throws StoreError `store-unavailable`
   */
  static async open(folder: string, { lockTimeoutMs = 10_000 }: FileStoreOptions = {}): Promise<FileStore> {
    const store = new FileStore(resolve(folder), lockTimeoutMs)
    await store.#guarded(async () => {
      await openPrivateFolder(store.#folder)
      for (const part of ['records', 'leases', 'locks', 'temporary']) {
        await mkdir(join(store.#folder, part), { recursive: true, mode: 0o700 })
      }
      await removeLeftovers(join(store.#folder, 'temporary'))
    })
    return store
  }

  get(key: string): Promise<StoredRecord | undefined> {
    return this.#guarded(async () => {
      const record = await this.#record(key)
      return record && { value: record.value, revision: record.revision }
    })
  }

  set(key: string, value: string, condition: WriteCondition = {}): Promise<string | undefined> {
    return this.#locked(key, async (lock) => {
      checkValue(value)
      if (!(await this.#holds(key, condition))) return undefined
      const record = { key, value, revision: randomUUID(), expiresAt: condition.expiresAt ?? null }
      await this.#write(this.#path('records', key), fileText(record), lock)
      return record.revision
    })
  }

  delete(key: string, condition: Condition = {}): Promise<boolean> {
    return this.#locked(key, async (lock) => {
      if (!(await this.#record(key)) || !(await this.#holds(key, condition))) return false
      lock.confirm()
      await this.#remove(key)
      return true
    })
  }

  /** Takes away what has expired on the way. */
  keys(prefix: string): Promise<readonly string[]> {
    return this.#guarded(async () => {
      const found: string[] = []
      for (const name of await readdir(join(this.#folder, 'records'))) {
        const record = await readRecordFile(join(this.#folder, 'records', name))
        if (record && isExpired(record)) await this.#forget(record.key)
        else if (record?.key.startsWith(prefix)) found.push(record.key)
      }
      return found
    })
  }

  acquire(key: string, lifeMs: number): Promise<Lease | undefined> {
    return this.#locked(key, async (lock) => {
      const latest = await readLeaseFile(this.#path('leases', key))
      if (latest && latest.expiresAt > Date.now()) return undefined
      return this.#lease({ key, fence: (latest?.fence ?? 0) + 1, expiresAt: Date.now() + lifeMs }, lock)
    })
  }

  renew(lease: Lease, lifeMs: number): Promise<Lease | undefined> {
    return this.#locked(lease.key, async (lock) => {
      if (!(await this.#isHeld(lease))) return undefined
      return this.#lease({ ...lease, expiresAt: Date.now() + lifeMs }, lock)
    })
  }

  release(lease: Lease): Promise<void> {
    return this.#locked(lease.key, async (lock) => {
      if (await this.#isHeld(lease)) await this.#lease({ ...lease, expiresAt: 0 }, lock)
    })
  }

  async close(): Promise<void> {}

  async #record(key: string): Promise<FiledRecord | undefined> {
    checkKey(key)
    const record = await readRecordFile(this.#path('records', key))
    return record && !isExpired(record) ? record : undefined
  }

  async #holds(key: string, { revision, fence }: Condition): Promise<boolean> {
    if (fence !== undefined && fence < ((await readLeaseFile(this.#path('leases', key)))?.fence ?? 0)) return false
    return revision === undefined || revision === ((await this.#record(key))?.revision ?? null)
  }

  async #isHeld({ key, fence }: Lease): Promise<boolean> {
    const latest = await readLeaseFile(this.#path('leases', key))
    return latest?.fence === fence && latest.expiresAt > Date.now()
  }

  async #lease(lease: Lease, lock: HeldLock): Promise<Lease> {
    await this.#write(this.#path('leases', lease.key), fileText(lease), lock)
    return lease
  }

  #write(path: string, text: string, { confirm }: HeldLock): Promise<void> {
    return writeAtomically({ temporary: join(this.#folder, 'temporary'), path, text, confirm })
  }

  async #remove(key: string): Promise<void> {
    await rm(this.#path('records', key), { force: true })
    await flushFolder(join(this.#folder, 'records'))
  }

  #forget(key: string): Promise<void> {
    return this.#locked(key, async () => {
      if (!(await this.#record(key))) await this.#remove(key)
    })
  }

  /** A hash, since keys may hold what file names can not, and differ by case alone. */
  #path(part: 'records' | 'leases', key: string): string {
    return join(this.#folder, part, `${hash(key)}.json`)
  }

  #locked<T>(key: string, work: (lock: HeldLock) => Promise<T>): Promise<T> {
    return this.#guarded(async () => {
      checkKey(key)
      return this.#lock.run(hash(key).slice(0, 2), work)
    })
  }

  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw fileError(error, this.#folder)
    }
  }
}

function hash(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
