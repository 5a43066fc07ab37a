import { checkSeeds } from './check-people.ts'
import type { Clock } from './clock.ts'
import type { WorldSeeds } from './directory.ts'
import type { WorldSettings } from './settings.ts'
import { defaultWorldName, World } from './world.ts'
import { completeSeeds, completeSettings, type WorldOptions } from './world-options.ts'

/** A world's name is taken, unknown or cannot stand in a path. */
export class WorldNameError extends Error {
  override readonly name = 'WorldNameError'
}

/** How long a world may lie unused before it goes by itself, in milliseconds of the machine's clock. */
export const defaultIdleLife = 3_600_000

export const worldNamePattern = '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'

export interface DefaultWorldOptions {
  readonly clock?: Clock | undefined
  /** Milliseconds of the machine's clock; an hour by default. */
  readonly idleLife?: number | undefined
}

/**
 * The worlds of one mock: the default one, and those that tests create. What a store might have to be asked for is
 * `async`; without a store it is done at once.
 */
export class Worlds {
  readonly default: World
  /** Whether a store keeps them, so that they outlive this process, and others may share them. */
  readonly isStored: boolean = false
  readonly #seeds: WorldSeeds
  readonly #settings: WorldSettings
  readonly #idleLife: number
  readonly #worlds = new Map<string, World>()
  readonly #observers: ((world: World) => void)[] = []
  #sweeping: NodeJS.Timeout | undefined
  #count = 0

  constructor(
    settings: WorldSettings,
    seeds: WorldSeeds,
    { clock, idleLife = defaultIdleLife }: DefaultWorldOptions = {},
  ) {
    checkSeeds(seeds, seeds)
    this.#settings = settings
    this.#seeds = seeds
    this.#idleLife = idleLife
    this.default = new World(settings, seeds, clock)
  }

  get all(): readonly World[] {
    this.#removeIdle()
    return [this.default, ...this.#worlds.values()]
  }

  /**
   * Creates a world.
   * @param name letters, digits, `-` and `_`; a free one by default
   * @throws WorldNameError when the name is taken or cannot stand in a path, PeopleError for lists that cannot be,
   *   UnknownProfileError.
   */
  create(options: WorldOptions = {}, name = this.freeName()): World {
    if (this.find(name)) throw nameIsTaken(name)
    const world = this.make(options, name)
    this.admit(world)
    this.#sweep()
    return world
  }

  /** `create`, and everybody who shares the store finds it. @throws as `create`, and StoreUnavailableError */
  async add(options?: WorldOptions, name?: string): Promise<World> {
    return this.create(options, name)
  }

  /** `find`, also of a world that somebody else has created. @throws StoreUnavailableError */
  async lookUp(name: string): Promise<World | undefined> {
    return this.find(name)
  }

  /** `remove`, for everybody who shares the store. @throws StoreUnavailableError */
  async drop(name: string): Promise<boolean> {
    return this.remove(name)
  }

  /** `all`, those included that somebody else has created. @throws StoreUnavailableError */
  async listed(): Promise<readonly World[]> {
    return this.all
  }

  /** Whether requests can be served now. @throws StoreUnavailableError with the reason why not */
  async ready(): Promise<void> {}

  /** Makes a world that nobody finds yet. @throws as `create` */
  protected make(options: WorldOptions, name: string): World {
    if (!new RegExp(worldNamePattern).test(name)) {
      throw new WorldNameError(`A world's name has letters, digits, "-" and "_", at most 64, not "${name}".`)
    }
    const seeds = completeSeeds(options, this.#seeds)
    checkSeeds(options, seeds)
    return new World(completeSettings(options, this.#settings), seeds, options.clock, name)
  }

  /** Lets a world be found. */
  protected admit(world: World): void {
    this.#worlds.set(world.name, world)
    for (const observer of this.#observers) observer(world)
  }

  /** The world of that name, as far as this process knows it. */
  protected known(name: string): World | undefined {
    return name === defaultWorldName ? this.default : this.#worlds.get(name)
  }

  /** Those of them that this process knows. */
  protected get allKnown(): readonly World[] {
    return [this.default, ...this.#worlds.values()]
  }

  /** Calls back for every world there is, and for each one that is created later. */
  observe(observer: (world: World) => void): void {
    this.#observers.push(observer)
    for (const world of this.all) observer(world)
  }

  /** The world of that name; looking for it counts as use. */
  find(name: string): World | undefined {
    if (name === defaultWorldName) return this.default
    const world = this.#worlds.get(name)
    if (!world) return undefined
    if (this.#isIdle(world)) {
      this.remove(name)
      return undefined
    }
    world.usage.touch()
    return world
  }

  /** @returns whether there was one; the default world stays. */
  remove(name: string): boolean {
    return this.forget(name)
  }

  /** Ends every world, the default one too. */
  close(): void | Promise<void> {
    for (const name of [...this.#worlds.keys()]) this.forget(name)
    this.default.end()
  }

  /** Ends a world of this process. @returns whether there was one */
  protected forget(name: string): boolean {
    this.#worlds.get(name)?.end()
    const wasThere = this.#worlds.delete(name)
    if (this.#worlds.size === 0) this.#stopSweeping()
    return wasThere
  }

  #isIdle({ usage }: World): boolean {
    return usage.idleFor > this.#idleLife
  }

  #removeIdle(): void {
    for (const [name, world] of this.#worlds) if (this.#isIdle(world)) this.remove(name)
  }

  /** Looks for idle worlds now and then, since nobody may come for them any more. */
  #sweep(): void {
    if (this.#sweeping) return
    const interval = Math.min(this.#idleLife, 60_000)
    this.#sweeping = setInterval(() => this.#removeIdle(), interval).unref()
  }

  #stopSweeping(): void {
    clearInterval(this.#sweeping)
    this.#sweeping = undefined
  }

  protected freeName(): string {
    do this.#count += 1
    while (this.#worlds.has(`w${this.#count}`))
    return `w${this.#count}`
  }
}

export function nameIsTaken(name: string): WorldNameError {
  return new WorldNameError(`There is a world "${name}" already. Choose another name, or remove it.`)
}
