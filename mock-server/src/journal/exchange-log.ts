import { type ExchangeFilter, meets, type Summary, summarize } from './exchange-filter.ts'
import type { RecordedExchange } from './exchange-record.ts'

export interface JournalLimits {
  readonly exchanges: number
  /** Characters of all exchanges together, which are about their bytes. */
  readonly bytes: number
}

export const defaultLimits: JournalLimits = { exchanges: 10_000, bytes: 16 * 1024 * 1024 }

/**
 * An exchange as text: a string of its own. Strings cut out of a request would keep the whole request alive in
 * memory, and with it the secrets that were cut out.
 */
interface Kept {
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

/** The exchanges of a world, oldest first. Beyond its limits the oldest go. */
export class ExchangeLog {
  readonly #limits: JournalLimits
  readonly #kept = new Map<number, Kept>()
  /** The id of the oldest that is kept. A map that much was deleted from finds its first entry slowly. */
  #oldest = 0
  #bytes = 0

  constructor(limits: JournalLimits) {
    this.#limits = limits
  }

  get bytes(): number {
    return this.#bytes
  }

  get size(): number {
    return this.#kept.size
  }

  add(exchange: RecordedExchange): EndedExchange {
    const json = JSON.stringify(exchange)
    if (this.size === 0) this.#oldest = exchange.id
    const summary = summarize(exchange)
    this.#kept.set(exchange.id, { summary, json, endedAt: performance.now() })
    this.#bytes += json.length
    while (this.size > this.#limits.exchanges || (this.#bytes > this.#limits.bytes && this.size > 1)) this.#dropOldest()
    return { summary, read: () => parse(json) }
  }

  /** @returns how many exchanges, the newest of those that are kept, ended after a moment of `performance.now()`. */
  countAfter(moment: number, lastId: number): number {
    let id = lastId
    while ((this.#kept.get(id)?.endedAt ?? moment) > moment) id -= 1
    return lastId - id
  }

  get(id: number): RecordedExchange | undefined {
    const found = this.#kept.get(id)
    return found && parse(found.json)
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

  #matching(filter: ExchangeFilter): Kept[] {
    const { where } = filter
    const met = this.#after(filter.since ?? 0).filter(({ summary }) => meets(summary, filter))
    return where ? met.filter(({ json }) => where(parse(json))) : met
  }

  /** Ids have no gaps, so those after one are found without asking all. */
  #after(since: number): Kept[] {
    const first = Math.max(since + 1, this.#oldest)
    const length = Math.max(this.#oldest + this.size - first, 0)
    return Array.from({ length }, (_, index) => this.#kept.get(first + index)).filter((kept) => kept !== undefined)
  }

  #dropOldest(): void {
    this.#bytes -= this.#kept.get(this.#oldest)?.json.length ?? 0
    this.#kept.delete(this.#oldest)
    this.#oldest += 1
  }
}

function parse(json: string): RecordedExchange {
  return JSON.parse(json) as RecordedExchange
}
