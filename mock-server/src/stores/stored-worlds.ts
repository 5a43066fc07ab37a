import { findFault } from '../faults/catalogue.ts'
import type { WorldSeeds } from '../world/directory.ts'
import type { Change } from '../world/kept/state.ts'
import type { WorldSettings } from '../world/settings.ts'
import { defaultWorldName, type World } from '../world/world.ts'
import type { WorldOptions } from '../world/world-options.ts'
import { nameIsTaken, Worlds } from '../world/worlds.ts'
import type { Backend, StatePoint } from './backend.ts'
import { refuseClock } from './begun-with.ts'
import { Followers } from './followers.ts'
import { StoreError, StoreUnavailableError } from './store-error.ts'
import { StoredTurns } from './stored-turns.ts'

/** What a mock with a store begins with. */
export interface Beginning {
  readonly settings: WorldSettings
  readonly seeds: WorldSeeds
  /** What goes with the default world into the store, and is compared when a mock is started on it again. */
  readonly begunWith: Change
}

/** The longest time between two looks at which worlds are used, in milliseconds. */
const longestRound = 30_000

/** Worlds that a store keeps: this process has copies of them, and brings one up to date for each request. */
export class StoredWorlds extends Worlds {
  override readonly isStored = true
  readonly #backend: Backend
  readonly #beginning: readonly Change[]
  readonly #followers: Followers
  readonly #round: NodeJS.Timeout
  /** Under way, so that a world is made once. */
  readonly #fetching = new Map<string, Promise<World | undefined>>()

  private constructor(backend: Backend, { settings, seeds, begunWith }: Beginning, idleLife: number) {
    super(settings, seeds, { idleLife })
    this.#backend = backend
    this.#beginning = [...this.default.state.whole(), begunWith]
    this.#followers = new Followers()
    backend.watch((name) => this.#followers.hear(name === '' ? this.allKnown : [this.known(name)]))
    this.#round = setInterval(
      () => void this.#lookAround().catch(() => undefined),
      Math.min(idleLife / 2, longestRound),
    )
    this.#round.unref()
  }

  /**
   * Takes up what the store has, or begins it.
   * @param check held against what the default world was begun with
   * @throws StoreError, StoreUnavailableError
   */
  static async open(
    backend: Backend,
    beginning: Beginning,
    idleLife: number,
    check: (stored: readonly Change[]) => void,
  ): Promise<StoredWorlds> {
    // Read now, not while the first request has its world to itself.
    await import('../engine/engine.ts')
    const worlds = new StoredWorlds(backend, beginning, idleLife)
    try {
      await worlds.#begin(check)
      return worlds
    } catch (error) {
      clearInterval(worlds.#round)
      throw error
    }
  }

  /** @throws StoreError: worlds of a store come about by `add`. */
  override create(): never {
    throw new StoreError(
      "A mock with a store creates worlds by commands: await mock.control.run('worlds.create', { name }).",
    )
  }

  /** @throws StoreError: worlds of a store go by `drop`. */
  override remove(): never {
    throw new StoreError(
      "A mock with a store removes worlds by commands: await mock.control.run('worlds.remove', { world }).",
    )
  }

  override find(name: string): World | undefined {
    return this.known(name)
  }

  override get all(): readonly World[] {
    return this.allKnown
  }

  override async add(options: WorldOptions = {}, name?: string): Promise<World> {
    refuseClock(options)
    if (name !== undefined) {
      const world = await this.#tryToAdd(options, name)
      if (world) return world
      throw nameIsTaken(name)
    }
    for (;;) {
      const world = await this.#tryToAdd(options, this.freeName())
      if (world) return world
    }
  }

  override async lookUp(name: string): Promise<World | undefined> {
    const known = this.known(name)
    if (known?.turns) return known
    const fetching = this.#fetching.get(name) ?? this.#fetch(name).finally(() => this.#fetching.delete(name))
    this.#fetching.set(name, fetching)
    return fetching
  }

  override async drop(name: string): Promise<boolean> {
    if (name === defaultWorldName) return false
    const wasThere = await this.#backend.remove(name)
    this.forget(name)
    return wasThere
  }

  override async listed(): Promise<readonly World[]> {
    const names = await this.#backend.names()
    const found = await Promise.all(names.map((name) => this.lookUp(name)))
    const listed: World[] = []
    for (const world of found) {
      // One that goes meanwhile is not there.
      if (world?.turns && (await this.#isThere(world))) listed.push(world)
    }
    return listed.sort((one, other) => Number(other === this.default) - Number(one === this.default))
  }

  override async ready(): Promise<void> {
    await this.#backend.check()
  }

  override async close(): Promise<void> {
    clearInterval(this.#round)
    await super.close()
    await this.#backend.close()
  }

  async #isThere({ turns }: World): Promise<boolean> {
    return (turns as StoredTurns).follow().then(
      () => true,
      (error: unknown) => {
        if (error instanceof StoreUnavailableError) throw error
        return false
      },
    )
  }

  async #tryToAdd(options: WorldOptions, name: string): Promise<World | undefined> {
    if (name === defaultWorldName) return undefined
    const isNew = await this.#backend.create(name, this.make(options, name).state.whole())
    return isNew ? this.lookUp(name) : undefined
  }

  /** The default world is begun again where a store has lost it: without one there is no mock. */
  async #fetch(name: string): Promise<World | undefined> {
    if (name === defaultWorldName) await this.#backend.create(name, this.#beginning)
    const update = await this.#backend.read(name, undefined, true)
    if (update.kind === 'gone') return undefined
    const world = name === defaultWorldName ? this.default : this.make({}, name)
    this.#take(world, update.at, update.changes)
    if (name !== defaultWorldName) this.admit(world)
    return world
  }

  async #begin(check: (stored: readonly Change[]) => void): Promise<void> {
    await this.#backend.create(defaultWorldName, this.#beginning)
    const update = await this.#backend.read(defaultWorldName, undefined, true)
    if (update.kind === 'gone') throw new StoreUnavailableError('The store has lost the default world at once.')
    check(update.changes)
    this.#take(this.default, update.at, update.changes)
  }

  #take(world: World, at: StatePoint, changes: readonly Change[]): void {
    world.faults.catalogue = findFault
    world.state.takeWhole(changes)
    world.state.keep()
    world.state.settle()
    world.turns = new StoredTurns(world, this.#backend, at, { gone: (gone) => this.#lose(gone) })
  }

  /** The store has no such world any more; if it has another one of the name, that is found when it is asked for. */
  #lose(world: World): void {
    world.turns = undefined
    if (world !== this.default && this.known(world.name) === world) this.forget(world.name)
  }

  /** Says which worlds are held here, has those removed that nobody uses, and ends those that are gone. */
  async #lookAround(): Promise<void> {
    await this.#backend.touch(this.allKnown.filter(({ usage }) => usage.isHeld).map(({ name }) => name))
    await this.#backend.sweep()
    const names = new Set(await this.#backend.names())
    for (const world of this.allKnown) if (!names.has(world.name) && world !== this.default) this.forget(world.name)
  }
}
