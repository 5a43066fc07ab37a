import type { Api } from './api.ts'
import type { JournalStore } from './journal-store.ts'
import type { Signal } from './signal.ts'
import type { WorldClock } from './world-clock.ts'

/** What every part of the page stands on. */
export interface Context {
  readonly api: Api
  readonly world: Signal<string>
  readonly store: JournalStore
  readonly clock: WorldClock
}
