import type { Codec } from './map.ts'
import type { Collection, KeptState, StoredEntry } from './state.ts'

/** One value of a world's state. */
export class KeptValue<Value> implements Collection {
  readonly name: string
  readonly #state: KeptState
  readonly #codec: Codec<Value> | undefined
  readonly #first: Value
  #value: Value

  constructor(state: KeptState, name: string, value: Value, codec?: Codec<Value>) {
    this.name = name
    this.#state = state
    this.#codec = codec
    this.#first = value
    this.#value = value
    state.add(this)
  }

  get value(): Value {
    return this.#value
  }

  set value(value: Value) {
    this.#state.note(this, '')
    this.#value = value
  }

  keysKept(): Iterable<string> {
    return ['']
  }

  write(): StoredEntry {
    return { position: 0, json: JSON.stringify(this.#codec ? this.#codec.write(this.#value) : this.#value) }
  }

  read(_key: string, entry: StoredEntry | undefined): void {
    if (!entry) return
    const data: unknown = JSON.parse(entry.json)
    this.#value = this.#codec ? this.#codec.read(data) : (data as Value)
  }

  /** It always has a value: the first one, until another is read. */
  forget(): void {
    this.#value = this.#first
  }
}
