import type { Refused } from '../rules/refusal.ts'

/** What the mock did with a request, and why. Never holds a secret, a code or a token. */
export interface JournalEntry {
  /** World time, milliseconds since 1970. */
  readonly at: number
  readonly requestId: string
  readonly method: string
  /** Host and path, without the query. */
  readonly address: string
  readonly decision: Decision
}

export type Decision =
  | { readonly kind: 'refused'; readonly refused: Refused }
  | { readonly kind: 'answered'; readonly what: string; readonly details?: Readonly<Record<string, unknown>> }
  | { readonly kind: 'warned'; readonly fact: string; readonly what: string }
  | { readonly kind: 'failed'; readonly what: string }

export type JournalListener = (entry: JournalEntry) => void

/** How many entries a world keeps; beyond, the oldest go. */
const capacity = 1000

/** What happened in a world, newest last. */
export class Journal {
  readonly #entries: JournalEntry[] = []
  readonly #listeners = new Set<JournalListener>()

  record(entry: JournalEntry): void {
    this.#entries.push(entry)
    if (this.#entries.length > capacity) this.#entries.shift()
    for (const listener of this.#listeners) listener(entry)
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries
  }

  /** Calls back for every new entry. @returns a function that ends it. */
  listen(listener: JournalListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
