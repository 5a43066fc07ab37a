/** A value that others follow. */
export class Signal<Value> {
  #value: Value
  readonly #followers = new Set<(value: Value) => void>()

  constructor(value: Value) {
    this.#value = value
  }

  get value(): Value {
    return this.#value
  }

  /** Tells the followers, where the value is another one. */
  set value(value: Value) {
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const follower of [...this.#followers]) follower(value)
  }

  /** Calls back now and for every new value. @returns a function that ends it. */
  follow(follower: (value: Value) => void): () => void {
    this.#followers.add(follower)
    follower(this.#value)
    return () => this.#followers.delete(follower)
  }
}
