import type { World } from '../world/world.ts'
import { StoredTurns } from './stored-turns.ts'

/** Brings worlds up to date that somebody here waits in: for an exchange, or for a fault to let go. */
export class Followers {
  /** Worlds that are being brought up to date, and whether that must be done once more. */
  readonly #busy = new Map<World, boolean>()

  /** Others have changed these worlds, or removed them. */
  hear(worlds: readonly (World | undefined)[]): void {
    for (const world of worlds) {
      const turns = world?.turns
      if (!world || !(turns instanceof StoredTurns) || !turns.isAwaited) continue
      if (this.#busy.has(world)) this.#busy.set(world, true)
      else void this.#follow(world, turns)
    }
  }

  async #follow(world: World, turns: StoredTurns): Promise<void> {
    do {
      this.#busy.set(world, false)
      // A store that is away calls again when it is back; a world that is gone has ended.
      await turns.follow().catch(() => undefined)
    } while (this.#busy.get(world))
    this.#busy.delete(world)
  }
}
