import { BoundedMap } from '../bounded-map.ts'
import type { Collection, KeptState, StoredEntry } from './state.ts'

/** How a value is written as JSON, where it is no plain data. */
export interface Codec<Value> {
  write(value: Value): unknown
  read(data: unknown): Value
}

const plain: Codec<never> = { write: (value) => value, read: (data) => data as never }

/** A map of a world's state. */
export class KeptMap<Value> extends BoundedMap<string, Value> implements Collection {
  readonly name: string
  readonly #state: KeptState
  readonly #codec: Codec<Value>
  /** Places of entries that a store keeps. */
  readonly #positions = new Map<string, number>()
  #lastPosition = 0

  /** @param limit beyond it the oldest entries go */
  constructor(state: KeptState, name: string, limit = Number.POSITIVE_INFINITY, codec: Codec<Value> = plain) {
    super(limit)
    this.name = name
    this.#state = state
    this.#codec = codec
    state.add(this)
  }

  override set(key: string, value: Value): this {
    this.#state.note(this, key)
    super.set(key, value)
    return this
  }

  override delete(key: string): boolean {
    if (!this.has(key)) return false
    this.#state.note(this, key)
    this.#positions.delete(key)
    return this.remove(key)
  }

  override clear(): void {
    for (const key of [...this.keys()]) this.delete(key)
  }

  /** Says that a value has changed in itself. */
  touch(key: string): void {
    if (this.has(key)) this.#state.note(this, key)
  }

  keysKept(): Iterable<string> {
    return this.keys()
  }

  write(key: string): StoredEntry | undefined {
    const value = this.get(key)
    if (value === undefined && !this.has(key)) return undefined
    return { position: this.#positionOf(key), json: JSON.stringify(this.#codec.write(value as Value)) }
  }

  read(key: string, entry: StoredEntry | undefined): void {
    if (!entry || this.#positions.get(key) !== entry.position) this.remove(key)
    this.#positions.delete(key)
    if (!entry) return
    this.#positions.set(key, entry.position)
    this.#lastPosition = Math.max(this.#lastPosition, entry.position)
    this.place(key, this.#codec.read(JSON.parse(entry.json)))
  }

  forget(): void {
    this.#positions.clear()
    this.#lastPosition = 0
    this.removeAll()
  }

  #positionOf(key: string): number {
    const known = this.#positions.get(key)
    if (known !== undefined) return known
    this.#lastPosition += 1
    this.#positions.set(key, this.#lastPosition)
    return this.#lastPosition
  }
}
