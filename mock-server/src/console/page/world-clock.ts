import type { CommandOutput } from '../../control/table.ts'
import type { Api } from './api.ts'
import type { JournalStore } from './journal-store.ts'
import { Signal } from './signal.ts'

type ClockReading = CommandOutput<'clock.get'>

/** The time of the chosen world, kept without asking all the time. */
export class WorldClock {
  readonly #api: Api
  readonly #world: Signal<string>
  /** Milliseconds that the world is ahead of this machine; of a frozen one, where it stands. */
  readonly state = new Signal<{ readonly frozenAt: number } | { readonly ahead: number } | undefined>(undefined)

  constructor(api: Api, world: Signal<string>, store: JournalStore) {
    this.#api = api
    this.#world = world
    world.follow(() => {
      this.state.value = undefined
      void this.refresh()
    })
    store.follow(() => this.#compare(store))
  }

  /** World time in milliseconds since 1970; the machine's until the world has answered. */
  now(): number {
    const { value } = this.state
    if (!value) return Date.now()
    return 'frozenAt' in value ? value.frozenAt : Date.now() + value.ahead
  }

  /** Takes over what a command answered. */
  take({ now, frozen }: ClockReading): void {
    const time = Date.parse(now)
    this.state.value = frozen ? { frozenAt: time } : { ahead: time - Date.now() }
  }

  async refresh(): Promise<void> {
    const world = this.#world.value
    const reading = await this.#api.call('clock.get', { world }).catch(() => undefined)
    if (reading && world === this.#world.value) this.take(reading)
  }

  /** A step at a time that this clock did not expect: somebody else moved it. */
  #compare(store: JournalStore): void {
    const { value } = this.state
    const last = store.all.at(-1)
    if (!value || !last) return
    const expected = 'frozenAt' in value ? value.frozenAt : last.startedAt + value.ahead
    if (Math.abs(expected - last.at) > 1000 && last.id !== this.#compared) {
      this.#compared = last.id
      void this.refresh()
    }
  }

  #compared = 0
}
