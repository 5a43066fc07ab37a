import type { Collection, KeptState, StoredEntry } from '../world/kept/state.ts'
import type { ExchangeLog } from './exchange-log.ts'

/**
 * The exchanges of a journal as a part of a world's state. They are written down as they end, and told to those who
 * watch when they stand: nobody sees an exchange that a store did not take.
 */
export class KeptExchanges implements Collection {
  readonly name = 'journal'
  readonly #state: KeptState
  readonly #log: ExchangeLog
  readonly #tell: (id: number) => void
  /** Nobody was told of those yet. */
  #untold: number[] = []
  #lastTold = 0

  /** @param tell called for each exchange that has come to stand, in order */
  constructor(state: KeptState, log: ExchangeLog, tell: (id: number) => void) {
    this.#state = state
    this.#log = log
    this.#tell = tell
  }

  /** Writes down an exchange that has just ended. */
  keep(id: number): void {
    this.#log.settle()
    this.note(id)
    this.#untold.push(id)
  }

  /** Says that an exchange came or went. */
  note(id: number): void {
    this.#state.note(this, String(id))
  }

  keysKept(): Iterable<string> {
    return [...this.#log.ids].map(String)
  }

  write(key: string): StoredEntry | undefined {
    const json = this.#log.json(Number(key))
    return json === undefined ? undefined : { position: Number(key), json }
  }

  read(key: string, entry: StoredEntry | undefined): void {
    if (entry) {
      this.#log.addWritten(entry.json)
      this.#untold.push(Number(key))
    } else this.#log.drop(Number(key))
  }

  forget(): void {
    this.#log.clear()
    this.#untold = []
  }

  settled(): void {
    // Ids go back only where a store has lost what it had.
    if ((this.#untold.at(-1) ?? this.#lastTold) < this.#lastTold) this.#lastTold = 0
    const ids = this.#untold.filter((id) => id > this.#lastTold)
    this.#untold = []
    this.#lastTold = ids.at(-1) ?? this.#lastTold
    for (const id of ids) this.#tell(id)
  }
}
