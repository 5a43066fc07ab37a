/** How many nonces a stage remembers; beyond, the oldest are forgotten, so that a long run stays flat in memory. */
const limit = 50_000

/** Nonces for which a code was issued, per client (fact `nonce-replay`). */
export class SpentNonces {
  readonly #spent = new Set<string>()

  has(clientId: string, nonce: string): boolean {
    return this.#spent.has(keyOf(clientId, nonce))
  }

  spend(clientId: string, nonce: string): void {
    this.#spent.add(keyOf(clientId, nonce))
    if (this.#spent.size <= limit) return
    const [oldest] = this.#spent
    if (oldest !== undefined) this.#spent.delete(oldest)
  }
}

function keyOf(clientId: string, nonce: string): string {
  return JSON.stringify([clientId, nonce])
}
