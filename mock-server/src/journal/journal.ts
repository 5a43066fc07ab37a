import { randomBytes } from 'node:crypto'
import type { Refused } from '../rules/refusal.ts'
import { KeptState } from '../world/kept/state.ts'
import { KeptValue } from '../world/kept/value.ts'
import { type ExchangeFilter, meets, type Summary } from './exchange-filter.ts'
import { defaultLimits, type EndedExchange, ExchangeLog, type JournalLimits } from './exchange-log.ts'
import type { FinishedExchange, RecordedExchange } from './exchange-record.ts'
import { follow } from './follow.ts'
import { KeptExchanges } from './kept-exchanges.ts'
import { Quiet } from './quiet.ts'
import { recordExchange } from './record-exchange.ts'
import { type Known, Redaction } from './redact/redaction.ts'
import { type WaitOptions, waitFor } from './wait-for.ts'

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
  /** A fault acted: what it breaks. */
  | { readonly kind: 'faulted'; readonly fault: string; readonly what: string }

export type JournalListener = (entry: JournalEntry) => void
export type ExchangeWatcher = (ended: EndedExchange) => void

/** How many entries a world keeps; beyond, the oldest go. */
const capacity = 1000

/** What happened in a world, newest last: the decisions as they are taken, and whole exchanges as they end. */
export class Journal {
  readonly #entries: JournalEntry[] = []
  readonly #listeners = new Set<JournalListener>()
  readonly #watchers = new Set<ExchangeWatcher>()
  readonly #log: ExchangeLog
  readonly #ending = new AbortController()
  readonly #state: KeptState
  readonly #kept: KeptExchanges
  /** Makes the fingerprints of this world its own. */
  readonly #salt: KeptValue<string>
  readonly #quiet = new Quiet((until) => this.#log.settleUntil(until))
  readonly #lastId: KeptValue<number>

  constructor(limits: JournalLimits = defaultLimits, state = new KeptState()) {
    this.#state = state
    this.#salt = new KeptValue(state, 'journal-salt', randomBytes(16).toString('hex'))
    this.#lastId = new KeptValue(state, 'last-exchange', 0)
    this.#log = new ExchangeLog(limits, (id) => this.#kept.note(id))
    this.#kept = state.add(new KeptExchanges(state, this.#log, (id) => this.#tell(id)))
  }

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

  /** Takes down an exchange that has ended; what is secret in it is taken out before anybody sees it. */
  close(finished: FinishedExchange, known: Known): void {
    this.#lastId.value += 1
    const id = this.#lastId.value
    const write = () => recordExchange(id, finished, this.redaction(known))
    this.#log.add({ id, endedAt: performance.now(), size: sizeOf(finished), write })
    if (this.#state.isKept) this.#kept.keep(id)
    else {
      this.#tell(id)
      this.#quiet.wait()
    }
  }

  #tell(id: number): void {
    if (this.#watchers.size === 0) return
    const ended = this.#log.ended(id)
    if (ended) for (const watcher of [...this.#watchers]) watcher(ended)
  }

  redaction(known: Known): Redaction {
    return new Redaction(this.#salt.value, known)
  }

  /** Calls back for every exchange that ends. @returns a function that ends it. */
  watch(watcher: ExchangeWatcher): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** The id of the exchange that ended last, for `since`; 0 before the first. */
  get lastId(): number {
    return this.#lastId.value
  }

  /** The same at an earlier moment of `performance.now()`. */
  lastIdAt(moment: number): number {
    return this.lastId - this.#log.countAfter(moment, this.lastId)
  }

  /** Whether somebody waits for exchanges to end. */
  get isWatched(): boolean {
    return this.#watchers.size > 0
  }

  /** How much is kept. */
  get size(): { readonly exchanges: number; readonly bytes: number } {
    return { exchanges: this.#log.size, bytes: this.#log.bytes }
  }

  /** Oldest first. */
  find(filter: ExchangeFilter = {}): readonly RecordedExchange[] {
    return [...this.#log.each(filter)]
  }

  /** The same, read one by one. */
  each(filter: ExchangeFilter = {}): Iterable<RecordedExchange> {
    return this.#log.each(filter)
  }

  /** The same in short. */
  summaries(filter: ExchangeFilter = {}): readonly Summary[] {
    return this.#log.summaries(filter)
  }

  /** The exchange of that id; undefined where it is not kept any more, or has not ended yet. */
  get(id: number): RecordedExchange | undefined {
    return this.#log.get(id)
  }

  /**
   * Exchanges as they end, in short, oldest first. It ends with the world or by the signal.
   * @param filter with `since`, what is kept after that exchange comes first
   */
  live(filter: ExchangeFilter = {}, signal?: AbortSignal): AsyncGenerator<Summary, void> {
    const ending = this.#ending.signal
    return follow(this, filter, signal ? AbortSignal.any([signal, ending]) : ending)
  }

  /** Ends what follows this journal: the world is removed. */
  end(): void {
    this.#quiet.end()
    this.#ending.abort()
  }

  count(filter: ExchangeFilter = {}): number {
    return this.#log.count(filter)
  }

  /**
   * Waits for the next exchange that meets the filter; with `since`, one that has ended already will do.
   * @throws JournalTimeoutError when none came in time, and the signal's reason when it aborts.
   */
  async wait(filter: ExchangeFilter = {}, options: WaitOptions = {}): Promise<RecordedExchange> {
    options.signal?.throwIfAborted()
    const found = filter.since === undefined ? undefined : this.#log.first(filter)
    if (found) return found
    const from = filter.since ?? this.lastId
    const isMet = ({ summary, read }: EndedExchange) => meets(summary, filter) && (filter.where?.(read()) ?? true)
    return waitFor(
      (watcher) => this.watch(watcher),
      isMet,
      options,
      () => this.summaries({ since: from }),
    )
  }

  /** Exchanges as NDJSON, one line each with its end of line. */
  *ndjson(filter: ExchangeFilter = {}): Generator<string> {
    for (const line of this.#log.lines(filter)) yield `${line}\n`
  }

  /** Forgets entries and exchanges; ids go on. */
  clear(): void {
    this.#entries.length = 0
    for (const id of this.#log.ids) this.#kept.note(id)
    this.#log.clear()
  }
}

/** About as many characters as an exchange will have when it is written down. */
function sizeOf({ query, rawHeaders, body, reply }: FinishedExchange): number {
  const headers = rawHeaders.reduce((sum, text) => sum + text.length, 0)
  return 1000 + query.length + headers + (body?.length ?? 0) + (reply?.body.length ?? 0)
}
