import type { Summary } from '../../journal/exchange-filter.ts'
import { type Api, Refusal } from './api.ts'
import { capacity, type JournalStore } from './journal-store.ts'
import { readEvents } from './server-sent-events.ts'
import { Signal } from './signal.ts'

/** How the page stands with the journal of its world. */
export type Connection =
  | { readonly kind: 'loading' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost'; readonly why: string }
  | { readonly kind: 'gone' }

/** Milliseconds before the first, second, … attempt to come back. */
const patience = [500, 1000, 2000, 5000] as const

/** Follows the journal of one world after another, and comes back when the mock does. */
export class LiveJournal {
  readonly connection = new Signal<Connection>({ kind: 'loading' })
  readonly #api: Api
  readonly #store: JournalStore
  #following = new AbortController()
  #hurry: () => void = () => undefined

  constructor(api: Api, store: JournalStore) {
    this.#api = api
    this.#store = store
  }

  /** Leaves the world that was followed. */
  follow(world: string): void {
    this.#following.abort()
    this.#following = new AbortController()
    this.#store.replace([])
    void this.#run(world, this.#following.signal)
  }

  /** Tries again at once. */
  retry(): void {
    this.#hurry()
  }

  async #run(world: string, signal: AbortSignal): Promise<void> {
    this.connection.value = { kind: 'loading' }
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        const lastId = await this.#load(world, signal)
        await this.#listen(world, lastId, signal, () => {
          failures = 0
        })
        // The mock ended the stream: the world was removed, or something between lost patience.
        this.connection.value = { kind: 'loading' }
        await this.#rest(patience[0], signal)
      } catch (error) {
        if (signal.aborted) return
        if (error instanceof Refusal && error.status === 404) {
          this.connection.value = { kind: 'gone' }
          return
        }
        this.connection.value = { kind: 'lost', why: error instanceof Error ? error.message : String(error) }
        await this.#rest(patience[failures] ?? patience[3], signal)
      }
    }
  }

  /** All anew, since a mock that was started again counts from the beginning. */
  async #load(world: string, signal: AbortSignal): Promise<number> {
    const { exchanges, lastId } = await this.#api.call('journal.list', { world, limit: capacity })
    if (!signal.aborted) this.#store.replace(exchanges)
    return lastId
  }

  async #listen(world: string, lastId: number, signal: AbortSignal, connected: () => void): Promise<void> {
    const path = `worlds/${encodeURIComponent(world)}/journal/live`
    const headers = { 'last-event-id': String(lastId) }
    const answer = await this.#api.send({ method: 'GET', path, body: undefined }, { headers, signal })
    connected()
    this.connection.value = { kind: 'live' }
    if (!answer.body) return
    const batch = new Batch((summaries) => {
      if (!signal.aborted) this.#store.append(summaries)
    })
    for await (const { event, data } of readEvents(answer.body)) {
      if (event === 'exchange') batch.add(JSON.parse(data) as Summary)
    }
  }

  /** @param delay milliseconds */
  #rest(delay: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delay)
      this.#hurry = () => {
        clearTimeout(timer)
        resolve()
      }
      signal.addEventListener('abort', this.#hurry, { once: true })
    })
  }
}

/** Gathers what comes at once, so that a burst is drawn once. */
class Batch {
  readonly #deliver: (summaries: readonly Summary[]) => void
  #waiting: Summary[] = []

  constructor(deliver: (summaries: readonly Summary[]) => void) {
    this.#deliver = deliver
  }

  add(summary: Summary): void {
    this.#waiting.push(summary)
    if (this.#waiting.length > 1) return
    setTimeout(() => {
      const summaries = this.#waiting
      this.#waiting = []
      this.#deliver(summaries)
    })
  }
}
