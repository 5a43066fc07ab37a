/**
 * The states that were answered, so that a repeated callback makes no second token request. In this process only:
 * across processes the code itself, good for one use, is the guard.
 */
export class SpentStates {
  readonly #expiries = new Map<string, number>()

  /**
   * @param expiresAt milliseconds since 1970; from then on the consent is refused for its age
   * @returns false when it was spent before
   */
  spend(state: string, expiresAt: number): boolean {
    const now = Date.now()
    for (const [known, expiry] of this.#expiries) if (expiry <= now) this.#expiries.delete(known)
    if (this.#expiries.has(state)) return false
    this.#expiries.set(state, expiresAt)
    return true
  }
}
