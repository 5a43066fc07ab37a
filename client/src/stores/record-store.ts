/** A record as a store keeps it: text that the store does not look into. */
export interface StoredRecord {
  readonly value: string
  /** Another one after every write, never used twice for a key: deleting and writing anew does not bring one back. */
  readonly revision: string
}

/** The right to change what belongs to a key, until `expiresAt`. */
export interface Lease {
  readonly key: string
  /** Grows with every lease of a key. A store takes no write with a fence lower than the highest it has given out. */
  readonly fence: number
  /** Milliseconds since 1970, by the store's clock where it has one. */
  readonly expiresAt: number
}

/** What must hold for a write to happen. */
export interface WriteCondition {
  /** The revision that was read; `null`: there must be no record; left out: whatever is there is replaced. */
  readonly revision?: string | null
  /** The fence of the lease that the writer holds. A write from a lease that has been followed by another is refused. */
  readonly fence?: number
  /** Milliseconds since 1970; from then on the record is as good as deleted. */
  readonly expiresAt?: number
}

/**
 * Where connections and consents under way are kept, shared by processes and machines. All of it is atomic, and a write
 * is durable when it resolves: a lost one-time refresh token forces a merchant to consent again.
 *
 * Keys are text of 1 to 512 characters (UTF-16 units), values text of any length; both well-formed Unicode without U+0000.
 *
 * A store throws StoreError `store-unavailable` while it can not serve, and then a write may have happened or not;
 * ConfigurationError `store-unusable` where only a person can help, `record-key-invalid` and `record-value-invalid`.
 */
export interface RecordStore {
  /** @returns undefined where there is none, or its time is over. */
  get(key: string): Promise<StoredRecord | undefined>
  /** @returns the new record's revision; undefined where the condition did not hold, and then nothing has changed. */
  set(key: string, value: string, condition?: WriteCondition): Promise<string | undefined>
  /** @returns whether a record was deleted. */
  delete(key: string, condition?: Pick<WriteCondition, 'revision' | 'fence'>): Promise<boolean>
  /** Keys that begin so, in no order. */
  keys(prefix: string): Promise<readonly string[]>
  /**
   * @param lifeMs milliseconds that the lease lasts unless it is renewed or given back
   * @returns undefined while somebody holds the lease
   */
  acquire(key: string, lifeMs: number): Promise<Lease | undefined>
  /** @returns the prolonged lease; undefined where it has been lost. */
  renew(lease: Lease, lifeMs: number): Promise<Lease | undefined>
  /** Gives the lease back; without effect where it was lost. */
  release(lease: Lease): Promise<void>
  /** Ends what the store itself has opened; never a connection that was handed in. */
  close(): Promise<void>
}
