import { type ExchangeFilter, meets, type Summary, summarize } from './exchange-filter.ts'
import type { RecordedExchange } from './exchange-record.ts'

export interface JournalLimits {
  readonly exchanges: number
  /** Characters of all exchanges together, which are about their bytes. */
  readonly bytes: number
}

export const defaultLimits: JournalLimits = { exchanges: 10_000, bytes: 16 * 1024 * 1024 }

/** An exchange that nobody has asked for yet: as it was, to be written down when somebody does. */
export interface Unwritten {
  readonly id: number
  /** By `performance.now()`. */
  readonly endedAt: number
  /** About as many characters as it will have. */
  readonly size: number
  /** Takes out what is secret. */
  write(): RecordedExchange
}

/**
 * An exchange as text: a string of its own. Strings cut out of a request would keep the whole request alive in
 * memory, and with it the secrets that were cut out.
 */
interface Written {
  readonly summary: Summary
  /** By `performance.now()`. */
  readonly endedAt: number
  readonly json: string
}

/** An exchange that has just ended; whole only for whom it is worth reading. */
export interface EndedExchange {
  readonly summary: Summary
  /** @returns a copy that shares no memory with the request */
  read(): RecordedExchange
}

/**
 * The exchanges of a world, oldest first. Beyond its limits the oldest go. Writing one down costs more than serving it,
 * so it is done when somebody reads, or when nothing else happens; whatever is read is written down (decision 0012).
 */
export class ExchangeLog {
  readonly #limits: JournalLimits
  readonly #dropped: (id: number) => void
  readonly #kept = new Map<number, Unwritten | Written>()
  /** None before it is unwritten. */
  #firstUnwritten = 1
  #lastId = 0
  /** The id of the oldest that is kept. A map that much was deleted from finds its first entry slowly. */
  #oldest = 0
  #bytes = 0

  /** @param dropped called for every exchange that went because of the limits */
  constructor(limits: JournalLimits, dropped: (id: number) => void = () => {}) {
    this.#limits = limits
    this.#dropped = dropped
  }

  get bytes(): number {
    return this.#bytes
  }

  get size(): number {
    return this.#kept.size
  }

  add(exchange: Unwritten): void {
    if (this.size === 0) this.#oldest = exchange.id
    this.#kept.set(exchange.id, exchange)
    this.#lastId = exchange.id
    this.#bytes += exchange.size
    this.#keepLimits()
  }

  /** Takes over an exchange that was written down elsewhere. */
  addWritten(json: string): void {
    const exchange = parse(json)
    const summary = summarize(exchange)
    if (this.size === 0) this.#oldest = summary.id
    this.#kept.set(summary.id, { summary, json, endedAt: endOf(exchange) })
    this.#lastId = summary.id
    this.#bytes += json.length
  }

  /** The exchange as text. */
  json(id: number): string | undefined {
    return this.#written(id)?.json
  }

  get ids(): Iterable<number> {
    return this.#kept.keys()
  }

  /** Drops the oldest, if it is that one. */
  drop(id: number): void {
    if (id === this.#oldest && this.#kept.has(id)) this.#dropOldest()
  }

  /** Writes down what is not written yet. */
  settle(): void {
    this.settleUntil(Number.POSITIVE_INFINITY)
  }

  /**
   * Writes down what is not written yet, up to a moment of `performance.now()`.
   * @returns whether everything is written
   */
  settleUntil(moment: number): boolean {
    let id = Math.max(this.#firstUnwritten, this.#oldest)
    for (; id <= this.#lastId && performance.now() < moment; id += 1) this.#writeDown(id)
    this.#firstUnwritten = id
    this.#keepLimits()
    return id > this.#lastId
  }

  /** The exchange of that id, for those who watch. */
  ended(id: number): EndedExchange | undefined {
    const found = this.#written(id)
    return found && { summary: found.summary, read: () => parse(found.json) }
  }

  /** @returns how many exchanges, the newest of those that are kept, ended after a moment of `performance.now()`. */
  countAfter(moment: number, lastId: number): number {
    let id = lastId
    while ((this.#kept.get(id)?.endedAt ?? moment) > moment) id -= 1
    return lastId - id
  }

  get(id: number): RecordedExchange | undefined {
    return this.ended(id)?.read()
  }

  *lines(filter: ExchangeFilter = {}): Generator<string> {
    for (const { json } of this.#matching(filter)) yield json
  }

  summaries(filter: ExchangeFilter): Summary[] {
    return this.#matching(filter).map(({ summary }) => summary)
  }

  /** Read one by one, as they are asked for. */
  *each(filter: ExchangeFilter): Generator<RecordedExchange> {
    for (const { json } of this.#matching(filter)) yield parse(json)
  }

  first(filter: ExchangeFilter): RecordedExchange | undefined {
    const [found] = this.#matching(filter)
    return found && parse(found.json)
  }

  count(filter: ExchangeFilter): number {
    return this.#matching(filter).length
  }

  clear(): void {
    this.#kept.clear()
    this.#bytes = 0
  }

  #matching(filter: ExchangeFilter): Written[] {
    this.settle()
    const { where } = filter
    const met = this.#after(filter.since ?? 0).filter(({ summary }) => meets(summary, filter))
    return where ? met.filter(({ json }) => where(parse(json))) : met
  }

  /** Ids have no gaps, so those after one are found without asking all. */
  #after(since: number): Written[] {
    const first = Math.max(since + 1, this.#oldest)
    const length = Math.max(this.#oldest + this.size - first, 0)
    return Array.from({ length }, (_, index) => this.#written(first + index)).filter((kept) => kept !== undefined)
  }

  #written(id: number): Written | undefined {
    this.#writeDown(id)
    const found = this.#kept.get(id)
    return found && 'json' in found ? found : undefined
  }

  #writeDown(id: number): void {
    const found = this.#kept.get(id)
    if (!found || 'json' in found) return
    const exchange = found.write()
    const json = JSON.stringify(exchange)
    this.#kept.set(id, { summary: summarize(exchange), json, endedAt: found.endedAt })
    this.#bytes += json.length - found.size
  }

  #keepLimits(): void {
    const { exchanges, bytes } = this.#limits
    while (this.size > exchanges || (this.#bytes > bytes && this.size > 1)) {
      const id = this.#oldest
      this.#dropOldest()
      this.#dropped(id)
    }
  }

  #dropOldest(): void {
    const found = this.#kept.get(this.#oldest)
    if (found) this.#bytes -= 'json' in found ? found.json.length : found.size
    this.#kept.delete(this.#oldest)
    this.#oldest += 1
  }
}

/** When an exchange of another process ended, by this one's `performance.now()`. */
function endOf({ startedAt, durationMs }: RecordedExchange): number {
  return performance.now() - (Date.now() - (startedAt + durationMs))
}

function parse(json: string): RecordedExchange {
  return JSON.parse(json) as RecordedExchange
}
