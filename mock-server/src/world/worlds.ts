import { type Clock, createClock } from './clock.ts'
import type { WorldSeeds } from './directory.ts'
import { defaultSettings, type Switches, type WorldSettings } from './settings.ts'
import { defaultWorldName, World } from './world.ts'

/** What a world is made from; what is left out is as in the default world. */
export interface WorldOptions extends Partial<Omit<WorldSettings, 'switches'>>, Partial<WorldSeeds> {
  readonly switches?: Partial<Switches>
  readonly clock?: Clock
}

/** A world's name is taken, unknown or cannot stand in a path. */
export class WorldNameError extends Error {
  override readonly name = 'WorldNameError'
}

/** How long a world may lie unused before it goes by itself, in milliseconds of the machine's clock. */
const idleLife = 3_600_000

const namePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/

/** The worlds of one mock: the default one, and those that tests create. */
export class Worlds {
  readonly default: World
  readonly #seeds: WorldSeeds
  readonly #settings: WorldSettings
  readonly #worlds = new Map<string, { readonly world: World; usedAt: number }>()
  #count = 0

  constructor(settings: WorldSettings, seeds: WorldSeeds, clock?: Clock) {
    this.#settings = settings
    this.#seeds = seeds
    this.default = new World(settings, seeds, clock)
  }

  get all(): readonly World[] {
    return [this.default, ...[...this.#worlds.values()].map(({ world }) => world)]
  }

  /**
   * Creates a world.
   * @param name letters, digits, `-` and `_`; a free one by default
   * @throws WorldNameError when the name is taken or cannot stand in a path.
   */
  create(options: WorldOptions = {}, name = this.#freeName()): World {
    this.#removeIdle()
    if (!namePattern.test(name)) {
      throw new WorldNameError(`A world's name has letters, digits, "-" and "_", at most 64, not "${name}".`)
    }
    if (this.find(name))
      throw new WorldNameError(`There is a world "${name}" already. Choose another name, or remove it.`)
    const world = new World(
      this.#settingsOf(options),
      { ...this.#seeds, ...seedsOf(options) },
      options.clock ?? createClock(),
      name,
    )
    this.#worlds.set(name, { world, usedAt: Date.now() })
    return world
  }

  /** The world of that name; looking for it counts as use. */
  find(name: string): World | undefined {
    if (name === defaultWorldName) return this.default
    const entry = this.#worlds.get(name)
    if (entry) entry.usedAt = Date.now()
    return entry?.world
  }

  /** @returns whether there was one; the default world stays. */
  remove(name: string): boolean {
    return this.#worlds.delete(name)
  }

  #settingsOf({ generation, consent, amr, switches }: WorldOptions): WorldSettings {
    const base = this.#settings
    return {
      generation: generation ?? base.generation,
      consent: consent ?? base.consent,
      amr: amr ?? base.amr,
      switches: { ...base.switches, ...switches },
    }
  }

  #freeName(): string {
    do this.#count += 1
    while (this.#worlds.has(`w${this.#count}`))
    return `w${this.#count}`
  }

  #removeIdle(): void {
    const oldest = Date.now() - idleLife
    for (const [name, { usedAt }] of this.#worlds) if (usedAt < oldest) this.#worlds.delete(name)
  }
}

/** The lists that were given. */
function seedsOf({ merchants, users, clients, apiResources }: WorldOptions): Partial<WorldSeeds> {
  return {
    ...(merchants ? { merchants } : {}),
    ...(users ? { users } : {}),
    ...(clients ? { clients } : {}),
    ...(apiResources ? { apiResources } : {}),
  }
}

/** Settings with the defaults for what is left out. */
export function completeSettings({ generation, consent, amr, switches }: WorldOptions): WorldSettings {
  return {
    generation: generation ?? defaultSettings.generation,
    consent: consent ?? defaultSettings.consent,
    amr: amr ?? defaultSettings.amr,
    switches: { ...defaultSettings.switches, ...switches },
  }
}
