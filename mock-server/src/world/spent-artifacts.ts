import { KeptMap } from './kept/map.ts'
import type { KeptState } from './kept/state.ts'
import { keptSizes } from './kept-sizes.ts'

/** Codes and one-time refresh tokens that were used, the last of them (`keptSizes`), for the log and for the switch `codeReuse`. */
export class SpentArtifacts {
  readonly #refreshTokenOf: KeptMap<string | undefined>

  constructor(state: KeptState, name: string) {
    this.#refreshTokenOf = new KeptMap(state, name, keptSizes.spent, {
      write: (refreshToken) => refreshToken ?? null,
      read: (data) => (data === null ? undefined : String(data)),
    })
  }

  /** @param refreshToken what was issued for it, where the switch `codeReuse` may want it back. */
  remember(id: string, refreshToken?: string): void {
    this.#refreshTokenOf.set(id, refreshToken)
  }

  has(id: string): boolean {
    return this.#refreshTokenOf.has(id)
  }

  refreshTokenOf(id: string): string | undefined {
    return this.#refreshTokenOf.get(id)
  }
}
