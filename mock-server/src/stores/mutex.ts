/** One at a time, in the order in which they came. */
export class Mutex {
  #last: Promise<void> = Promise.resolve()

  /** Waits for its turn. @returns what ends it */
  async lock(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const before = this.#last
    this.#last = promise
    await before
    return resolve
  }
}
