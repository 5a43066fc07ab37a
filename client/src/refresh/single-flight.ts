/** Runs one piece of work for a key at a time; who comes while it runs shares its outcome, success or failure. */
export class SingleFlight<T> {
  readonly #running = new Map<string, Promise<T>>()

  has(key: string): boolean {
    return this.#running.has(key)
  }

  run(key: string, work: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key)
    if (running) return running
    const started = work().finally(() => this.#running.delete(key))
    this.#running.set(key, started)
    return started
  }
}
