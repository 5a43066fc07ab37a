/** One entry of a collection as a store keeps it; without `entry` it was removed. */
export interface Change {
  readonly collection: string
  readonly key: string
  readonly entry?: StoredEntry | undefined
}

export interface StoredEntry {
  /** Its place in the collection: entries are put in order by it when they are read again. */
  readonly position: number
  readonly json: string
}

/** A part of a world's state that can be written down entry by entry, and read again. */
export interface Collection {
  readonly name: string
  keysKept(): Iterable<string>
  /** The entry as it stands now; undefined where there is none. */
  write(key: string): StoredEntry | undefined
  /** Puts an entry in place as it was written, or takes it away. */
  read(key: string, entry: StoredEntry | undefined): void
  /** Drops everything, because all that is to be there comes anew. */
  forget(): void
  /** Called when what was changed or read stands. */
  settled?(): void
}

/** State that a store keeps was changed outside of a turn, so that nothing would keep the change. */
export class OutOfTurnError extends Error {
  override readonly name = 'OutOfTurnError'

  constructor() {
    super(
      'The state of a mock with a store changes only by requests and commands. Use mock.control, for instance ' +
        "await mock.control.world('default').clock.advance({ duration: 'PT5M' }).",
    )
  }
}

/**
 * The state of a world that outlives a process, in collections by name. It notes what has changed while a store keeps
 * it, and nothing otherwise.
 */
export class KeptState {
  readonly #collections = new Map<string, Collection>()
  readonly #find: (name: string) => Collection | undefined
  #isKept = false
  /** What changed in this turn; undefined between turns. */
  #changed: Map<Collection, Set<string>> | undefined

  /** @param find makes a collection that is only there when it is asked for */
  constructor(find: (name: string) => Collection | undefined = () => undefined) {
    this.#find = find
  }

  /** Whether a store keeps it. */
  get isKept(): boolean {
    return this.#isKept
  }

  add<Added extends Collection>(collection: Added): Added {
    this.#collections.set(collection.name, collection)
    return collection
  }

  /** A part that has been made. */
  known(name: string): Collection | undefined {
    return this.#collections.get(name)
  }

  /** Says that an entry is about to change. @throws OutOfTurnError where a store keeps the state and no turn is open */
  note(collection: Collection, key: string): void {
    if (!this.#isKept) return
    if (!this.#changed) throw new OutOfTurnError()
    const keys = this.#changed.get(collection)
    if (keys) keys.add(key)
    else this.#changed.set(collection, new Set([key]))
  }

  /** From now on a store keeps the state. */
  keep(): void {
    this.#isKept = true
  }

  open(): void {
    this.#changed = new Map()
  }

  get hasChanged(): boolean {
    return (this.#changed?.size ?? 0) > 0
  }

  /** What has changed since the turn was opened. */
  changes(): Change[] {
    return [...(this.#changed ?? [])].flatMap(([collection, keys]) => writeAll(collection, keys))
  }

  /** Ends the turn: what has changed stands, or is going to be read anew. */
  close(): void {
    this.#changed = undefined
  }

  /** Everything there is. */
  whole(): Change[] {
    return [...this.#collections.values()].flatMap((collection) => writeAll(collection, collection.keysKept()))
  }

  /** Takes over what others have changed. */
  take(changes: readonly Change[]): void {
    for (const { collection, key, entry } of changes) this.#collection(collection)?.read(key, entry)
  }

  /** Takes over everything, in place of what there is. */
  takeWhole(changes: readonly Change[]): void {
    for (const collection of this.#collections.values()) collection.forget()
    const position = ({ entry }: Change) => entry?.position ?? 0
    this.take([...changes].sort((one, other) => position(one) - position(other)))
  }

  /** Says that what was changed or taken over stands. */
  settle(): void {
    for (const collection of this.#collections.values()) collection.settled?.()
  }

  #collection(name: string): Collection | undefined {
    return this.#collections.get(name) ?? this.#find(name)
  }
}

function writeAll(collection: Collection, keys: Iterable<string>): Change[] {
  return [...keys].map((key) => ({ collection: collection.name, key, entry: collection.write(key) }))
}
