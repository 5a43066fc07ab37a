import { KeptMap } from './kept/map.ts'
import { KeptState } from './kept/state.ts'

/** Nonces for which a code was issued, per client (fact `nonce-replay`). A stage remembers the last 50,000. */
export class SpentNonces {
  readonly #spent: KeptMap<true>

  constructor(state = new KeptState(), name = 'nonces') {
    this.#spent = new KeptMap(state, name, 50_000)
  }

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
