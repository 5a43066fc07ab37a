import { checkSeeds } from './check-people.ts'
import { type Clock, createClock } from './clock.ts'
import type { WorldSeeds } from './directory.ts'
import type { WorldSettings } from './settings.ts'
import { defaultWorldName, World } from './world.ts'
import { completeSeeds, completeSettings, type WorldOptions } from './world-options.ts'

/** A world's name is taken, unknown or cannot stand in a path. */
export class WorldNameError extends Error {
  override readonly name = 'WorldNameError'
}

/** How long a world may lie unused before it goes by itself, in milliseconds of the machine's clock. */
const defaultIdleLife = 3_600_000

export const worldNamePattern = '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'

export interface DefaultWorldOptions {
  readonly clock?: Clock | undefined
  /** Milliseconds of the machine's clock; an hour by default. */
  readonly idleLife?: number | undefined
}

/** The worlds of one mock: the default one, and those that tests create. */
export class Worlds {
  readonly default: World
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
  create(options: WorldOptions = {}, name = this.#freeName()): World {
    if (!new RegExp(worldNamePattern).test(name)) {
      throw new WorldNameError(`A world's name has letters, digits, "-" and "_", at most 64, not "${name}".`)
    }
    if (this.find(name))
      throw new WorldNameError(`There is a world "${name}" already. Choose another name, or remove it.`)
    const seeds = completeSeeds(options, this.#seeds)
    checkSeeds(options, seeds)
    const world = new World(completeSettings(options, this.#settings), seeds, options.clock ?? createClock(), name)
    this.#worlds.set(name, world)
    for (const observer of this.#observers) observer(world)
    this.#sweep()
    return world
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
    this.#worlds.get(name)?.end()
    const wasThere = this.#worlds.delete(name)
    if (this.#worlds.size === 0) this.#stopSweeping()
    return wasThere
  }

  /** Ends every world, the default one too. */
  close(): void {
    for (const name of [...this.#worlds.keys()]) this.remove(name)
    this.default.end()
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

  #freeName(): string {
    do this.#count += 1
    while (this.#worlds.has(`w${this.#count}`))
    return `w${this.#count}`
  }
}
