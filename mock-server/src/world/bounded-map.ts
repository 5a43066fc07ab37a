/** A map that forgets its oldest entries beyond a size, so that a long run stays flat in memory. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  readonly #limit: number

  constructor(limit: number) {
    super()
    this.#limit = limit
  }

  override set(key: Key, value: Value): this {
    this.place(key, value)
    if (this.size > this.#limit) {
      const [oldest] = this.keys()
      if (oldest !== undefined) this.delete(oldest)
    }
    return this
  }

  /** Puts an entry in as it is, whatever the size. */
  protected place(key: Key, value: Value): void {
    super.set(key, value)
  }

  /** @returns whether there was one */
  protected remove(key: Key): boolean {
    return super.delete(key)
  }

  protected removeAll(): void {
    super.clear()
  }
}
