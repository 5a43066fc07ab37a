import { BoundedMap } from './bounded-map.ts'

/** Codes and one-time refresh tokens that were used: the last 10,000, for the log and for the switch `codeReuse`. */
export class SpentArtifacts {
  readonly #refreshTokenOf = new BoundedMap<string, string | undefined>(10_000)

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
