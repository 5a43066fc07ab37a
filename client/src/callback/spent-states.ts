import { fingerprint } from '../consent/fingerprint.ts'
import type { RecordStore } from '../stores/record-store.ts'

/**
 * The states that were answered, so that a repeated callback makes no second token request: within this process, and
 * among all that share the store.
 *
 * @see RFC 9700 section 4.7.1
 */
export class SpentStates {
  readonly #expiries = new Map<string, number>()
  readonly #store: RecordStore | undefined

  /** @param store shared with the other processes that may get the same callback */
  constructor(store?: RecordStore) {
    this.#store = store
  }

  /**
   * @param expiresAt milliseconds since 1970; from then on the consent is refused for its age
   * @returns false when it was spent before
   */
  async spend(state: string, expiresAt: number): Promise<boolean> {
    if (!this.#spendHere(state, expiresAt)) return false
    if (!this.#store) return true
    // Under a hash, for a store may be read by more people than may answer for a merchant.
    const key = `consent-spent:${await fingerprint(state)}`
    return (await this.#store.set(key, '', { revision: null, expiresAt })) !== undefined
  }

  #spendHere(state: string, expiresAt: number): boolean {
    const now = Date.now()
    for (const [known, expiry] of this.#expiries) if (expiry <= now) this.#expiries.delete(known)
    if (this.#expiries.has(state)) return false
    this.#expiries.set(state, expiresAt)
    return true
  }
}
