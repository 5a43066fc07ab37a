/** Work that must not be broken off, also where nobody waits for it any more. */
export class UnderWay {
  readonly #works = new Set<Promise<unknown>>()

  /** @returns the same work, which counts as under way until it is over, well or not */
  add<T>(work: Promise<T>): Promise<T> {
    const over = () => void this.#works.delete(work)
    this.#works.add(work)
    work.then(over, over)
    return work
  }

  /** Resolves when nothing is under way, what was begun meanwhile included. */
  async settled(): Promise<void> {
    while (this.#works.size > 0) await Promise.allSettled(this.#works)
  }
}
