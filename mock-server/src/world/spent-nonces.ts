import { BoundedMap } from './bounded-map.ts'

/** Nonces for which a code was issued, per client (fact `nonce-replay`). A stage remembers the last 50,000. */
export class SpentNonces {
  readonly #spent = new BoundedMap<string, true>(50_000)

  has(clientId: string, nonce: string): boolean {
    return this.#spent.has(keyOf(clientId, nonce))
  }

  spend(clientId: string, nonce: string): void {
    this.#spent.set(keyOf(clientId, nonce), true)
  }
}

function keyOf(clientId: string, nonce: string): string {
  return JSON.stringify([clientId, nonce])
}
