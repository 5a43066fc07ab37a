import { apiResources, clients, merchants, users } from '@mobilepay-oidc/fixtures'
import { readStoreAddress } from './stores/store-address.ts'
import { readIdleLife } from './world/idle-life.ts'
import { completeSeeds, completeSettings, type WorldOptions } from './world/world-options.ts'
import { defaultIdleLife, Worlds } from './world/worlds.ts'

/** What the worlds of a mock are made from. */
export interface WorldsOptions extends WorldOptions {
  /** How long a created world may lie unused before it is removed: ISO 8601, by the machine's clock. `PT1H` by default. */
  readonly worldIdle?: string | undefined
}

/** Worlds in memory. @throws PeopleError, UnknownProfileError and DurationError for options that cannot be. */
export function createWorlds(options: WorldsOptions): Worlds {
  const { settings, seeds, idleLife } = complete(options)
  return new Worlds(settings, seeds, { clock: options.clock, idleLife })
}

/**
 * Worlds in memory, or in a store.
 * @param store its address: `memory`, `file:PATH`, `redis://…` or `rediss://…`
 * @throws StoreError where the store cannot be used, and as `createWorlds`
 */
export async function openWorlds(store: string | undefined, options: WorldsOptions): Promise<Worlds> {
  const address = readStoreAddress(store ?? 'memory')
  if (address.kind === 'memory') return createWorlds(options)
  const { openStoredWorlds } = await import('./stores/open-worlds.ts')
  const { settings, seeds, idleLife } = complete(options)
  return openStoredWorlds(address, options, { settings, seeds }, idleLife)
}

function complete(options: WorldsOptions) {
  return {
    settings: completeSettings(options),
    seeds: completeSeeds(options, { merchants, users, clients, apiResources }),
    idleLife: readIdleLife(options.worldIdle) ?? defaultIdleLife,
  }
}
