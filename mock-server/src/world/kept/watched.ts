/** A map that says when it changes. */
export class WatchedMap<Key, Value> extends Map<Key, Value> {
  #changed: () => void = () => {}

  constructor(entries: Iterable<readonly [Key, Value]>, changed: () => void) {
    super()
    for (const [key, value] of entries) super.set(key, value)
    this.#changed = changed
  }

  /** Takes other entries in place of those there are, and says nothing of it. */
  refill(entries: Iterable<readonly [Key, Value]>): void {
    this.clear()
    for (const [key, value] of entries) super.set(key, value)
  }

  override set(key: Key, value: Value): this {
    super.set(key, value)
    this.#changed()
    return this
  }

  override delete(key: Key): boolean {
    const wasThere = super.delete(key)
    if (wasThere) this.#changed()
    return wasThere
  }
}

/** A set that says when it changes. */
export class WatchedSet<Value> extends Set<Value> {
  #changed: () => void = () => {}

  constructor(values: Iterable<Value>, changed: () => void) {
    super()
    for (const value of values) super.add(value)
    this.#changed = changed
  }

  override add(value: Value): this {
    if (this.has(value)) return this
    super.add(value)
    this.#changed()
    return this
  }
}
