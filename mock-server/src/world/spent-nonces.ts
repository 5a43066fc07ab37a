import { KeptMap } from './kept/map.ts'
import { KeptState } from './kept/state.ts'
import { keptSizes } from './kept-sizes.ts'

/** Nonces for which a code was issued, per client (fact `nonce-replay`). The oldest are forgotten (`keptSizes`). */
export class SpentNonces {
  readonly #spent: KeptMap<true>

  constructor(state = new KeptState(), name = 'nonces') {
    this.#spent = new KeptMap(state, name, keptSizes.nonces)
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
