import { checkKey, checkValue } from './check-record.ts'
import type { Lease, RecordStore, StoredRecord, WriteCondition } from './record-store.ts'

interface KeptRecord extends StoredRecord {
  readonly expiresAt: number
}

/**
 * Keeps records in this process alone: for tests, for trying things out, and for one process that may lose its
 * connections when it ends.
 */
export class MemoryStore implements RecordStore {
  // Private, so that printing the store shows no tokens.
  readonly #records = new Map<string, KeptRecord>()
  /** The latest lease of each key; kept for its fence when it has ended. */
  readonly #leases = new Map<string, Lease>()

  async get(key: string): Promise<StoredRecord | undefined> {
    checkKey(key)
    const record = this.#current(key)
    return record && { value: record.value, revision: record.revision }
  }

  async set(key: string, value: string, condition: WriteCondition = {}): Promise<string | undefined> {
    checkKey(key)
    checkValue(value)
    if (!this.#holds(key, condition)) return undefined
    const revision = crypto.randomUUID()
    this.#records.set(key, { value, revision, expiresAt: condition.expiresAt ?? Number.POSITIVE_INFINITY })
    this.#forgetExpired()
    return revision
  }

  async delete(key: string, condition: Pick<WriteCondition, 'revision' | 'fence'> = {}): Promise<boolean> {
    checkKey(key)
    if (!this.#current(key) || !this.#holds(key, condition)) return false
    return this.#records.delete(key)
  }

  async keys(prefix: string): Promise<readonly string[]> {
    return [...this.#records.keys()].filter((key) => key.startsWith(prefix) && this.#current(key))
  }

  async acquire(key: string, lifeMs: number): Promise<Lease | undefined> {
    checkKey(key)
    const latest = this.#leases.get(key)
    if (latest && latest.expiresAt > Date.now()) return undefined
    return this.#lease(key, (latest?.fence ?? 0) + 1, Date.now() + lifeMs)
  }

  async renew(lease: Lease, lifeMs: number): Promise<Lease | undefined> {
    return this.#isHeld(lease) ? this.#lease(lease.key, lease.fence, Date.now() + lifeMs) : undefined
  }

  async release(lease: Lease): Promise<void> {
    if (this.#isHeld(lease)) this.#lease(lease.key, lease.fence, 0)
  }

  async close(): Promise<void> {}

  #current(key: string): KeptRecord | undefined {
    const record = this.#records.get(key)
    return record && record.expiresAt > Date.now() ? record : undefined
  }

  #holds(key: string, { revision, fence }: Pick<WriteCondition, 'revision' | 'fence'>): boolean {
    if (fence !== undefined && fence < (this.#leases.get(key)?.fence ?? 0)) return false
    return revision === undefined || revision === (this.#current(key)?.revision ?? null)
  }

  #lease(key: string, fence: number, expiresAt: number): Lease {
    const lease = { key, fence, expiresAt }
    this.#leases.set(key, lease)
    return lease
  }

  #isHeld({ key, fence }: Lease): boolean {
    const latest = this.#leases.get(key)
    return latest?.fence === fence && latest.expiresAt > Date.now()
  }

  #forgetExpired(): void {
    const now = Date.now()
    for (const [key, { expiresAt }] of this.#records) if (expiresAt <= now) this.#records.delete(key)
  }
}
