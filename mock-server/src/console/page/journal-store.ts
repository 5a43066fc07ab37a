import type { Summary } from '../../journal/exchange-filter.ts'
import { type JournalFilter, meeting, noFilter } from './journal-filter.ts'

/** As many as the mock itself keeps of a world. */
export const capacity = 10_000

/** What changed in the steps that are shown. */
export interface Change {
  /** How many of the oldest went; undefined where all may be others. */
  readonly dropped: number | undefined
}

/** The steps of one world: all that came, and those of them that the filter shows. */
export class JournalStore {
  #all: Summary[] = []
  #shown: Summary[] = []
  #held: Summary[] | undefined
  #filter: JournalFilter = noFilter
  #meets = meeting(noFilter)
  readonly #followers = new Set<(change: Change) => void>()

  get size(): number {
    return this.#all.length
  }

  get lastId(): number {
    return this.#all.at(-1)?.id ?? 0
  }

  get shown(): readonly Summary[] {
    return this.#shown
  }

  get all(): readonly Summary[] {
    return this.#all
  }

  /** How many came while the drawing was held; undefined where it is not. */
  get held(): number | undefined {
    return this.#held?.length
  }

  get filter(): JournalFilter {
    return this.#filter
  }

  set filter(filter: JournalFilter) {
    this.#filter = filter
    this.#meets = meeting(filter)
    this.#shown = this.#all.filter(this.#meets)
    this.#tell(undefined)
  }

  follow(follower: (change: Change) => void): void {
    this.#followers.add(follower)
  }

  /** Begins anew with these. */
  replace(summaries: readonly Summary[]): void {
    this.#all = summaries.slice(-capacity)
    if (this.#held) this.#held = []
    this.#shown = this.#all.filter(this.#meets)
    this.#tell(undefined)
  }

  /** Those that ended since; beyond the capacity the oldest go. */
  append(summaries: readonly Summary[]): void {
    if (this.#held) {
      this.#held = [...this.#held, ...summaries].slice(-capacity)
      this.#tell(0)
      return
    }
    this.#all.push(...summaries)
    this.#shown.push(...summaries.filter(this.#meets))
    this.#tell(this.#dropOldest())
  }

  /** Lets the drawing stand still; what comes meanwhile waits. */
  hold(): void {
    this.#held ??= []
    this.#tell(0)
  }

  release(): void {
    const waiting = this.#held ?? []
    this.#held = undefined
    this.append(waiting)
  }

  #dropOldest(): number {
    this.#all.splice(0, Math.max(this.#all.length - capacity, 0))
    const oldest = this.#all[0]?.id ?? 0
    const kept = this.#shown.findIndex(({ id }) => id >= oldest)
    const dropped = kept < 0 ? this.#shown.length : kept
    this.#shown.splice(0, dropped)
    return dropped
  }

  #tell(dropped: number | undefined): void {
    for (const follower of this.#followers) follower({ dropped })
  }
}
