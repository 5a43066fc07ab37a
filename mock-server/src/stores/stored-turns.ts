import type { Turn, Turns } from '../world/turns.ts'
import type { World } from '../world/world.ts'
import type { Backend, Lease, StatePoint, Update } from './backend.ts'
import { Mutex } from './mutex.ts'
import { StoreUnavailableError, WorldGoneError } from './store-error.ts'

/** What becomes of a world whose state is not that of its store any more. */
export interface TurnEvents {
  /** The store has no such world, or another one of its name. */
  gone(world: World): void
}

/** Turns on one world of a store: leased, brought up to date, worked on, committed (decision 0014). */
export class StoredTurns implements Turns {
  readonly #world: World
  readonly #backend: Backend
  readonly #events: TurnEvents
  readonly #mutex = new Mutex()
  /** The state that this process has; undefined where it must be read anew. */
  #known: StatePoint | undefined
  readonly #incarnation: string
  /** Who waits for what others do: paused turns, and readers who may begin to wait. */
  #waiting = 0

  constructor(world: World, backend: Backend, at: StatePoint, events: TurnEvents) {
    this.#world = world
    this.#backend = backend
    this.#events = events
    this.#known = at
    this.#incarnation = at.incarnation
  }

  /** Whether somebody here waits for what others do in the world. */
  get isAwaited(): boolean {
    return this.#waiting > 0 || this.#world.journal.isWatched
  }

  async run<Result>(work: (turn: Turn) => Promise<Result>): Promise<Result> {
    let open: OpenTurn | undefined = await this.#begin()
    const pause: Turn['pause'] = async (waiting) => {
      const before = open
      open = undefined
      // What others say as soon as this stands is heard already.
      this.#waiting += 1
      try {
        if (before) await this.#commit(before)
        await waiting()
      } finally {
        this.#waiting -= 1
        open = await this.#begin()
      }
    }
    try {
      const result = await work({ pause })
      const last = open
      open = undefined
      if (last) await this.#commit(last)
      return result
    } catch (error) {
      if (open) await this.#abandon(open)
      throw error
    }
  }

  async read<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    // What others say while this is read, it may have missed.
    this.#waiting += 1
    const unlock = await this.#mutex.lock()
    let result: Result | Promise<Result>
    try {
      this.#takeOver(await this.#backend.read(this.#world.name, this.#known, true))
      result = work()
    } finally {
      this.#waiting -= 1
      unlock()
    }
    return result
  }

  /** Takes over what others have done, where somebody waits for it. */
  async follow(): Promise<void> {
    const unlock = await this.#mutex.lock()
    try {
      this.#takeOver(await this.#backend.read(this.#world.name, this.#known, false))
    } finally {
      unlock()
    }
  }

  async #begin(): Promise<OpenTurn> {
    const unlock = await this.#mutex.lock()
    try {
      const { update, lease } = await this.#backend.take(this.#world.name, this.#known)
      if (!lease) throw this.#gone()
      return this.#open(update, lease, unlock)
    } catch (error) {
      unlock()
      throw error
    }
  }

  #open(update: Update, lease: Lease, unlock: () => void): OpenTurn {
    try {
      this.#takeOver(update)
    } catch (error) {
      void this.#backend.release(lease).catch(() => undefined)
      throw error
    }
    this.#world.state.open()
    return { lease, unlock }
  }

  async #commit({ lease, unlock }: OpenTurn): Promise<void> {
    const { state } = this.#world
    try {
      if (!this.#known) throw new StoreUnavailableError('The state of the world was lost in the middle of a turn.')
      // Nothing has changed: who cannot give the lease back has lost nothing by it.
      if (!state.hasChanged) return await this.#backend.release(lease).catch(() => undefined)
      this.#known = await this.#backend.commit(lease, this.#known, state.changes())
      state.settle()
    } catch (error) {
      this.#known = undefined
      throw error
    } finally {
      state.close()
      unlock()
    }
  }

  /** What the work did before it failed is forgotten. */
  async #abandon({ lease, unlock }: OpenTurn): Promise<void> {
    const { state } = this.#world
    if (state.hasChanged) this.#known = undefined
    state.close()
    await this.#backend.release(lease).catch(() => undefined)
    unlock()
  }

  #takeOver(update: Update): void {
    if (update.kind === 'gone' || update.at.incarnation !== this.#incarnation) throw this.#gone()
    const { state } = this.#world
    const known = this.#known
    this.#known = undefined
    if (update.kind === 'whole') state.takeWhole(update.changes)
    else if (known) state.take(update.changes)
    this.#known = update.at
    if (update.changes.length > 0) state.settle()
  }

  #gone(): WorldGoneError {
    this.#events.gone(this.#world)
    return new WorldGoneError(`The world "${this.#world.name}" is not there any more.`)
  }
}

interface OpenTurn {
  readonly lease: Lease
  readonly unlock: () => void
}
