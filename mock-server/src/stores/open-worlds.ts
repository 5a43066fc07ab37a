import { defaultWorldName } from '../world/world.ts'
import type { WorldOptions } from '../world/world-options.ts'
import type { Worlds } from '../world/worlds.ts'
import type { Backend, BackendOptions } from './backend.ts'
import { begunWith, checkBegunWith, refuseClock } from './begun-with.ts'
import { RedisBackend } from './redis/redis-backend.ts'
import { SqliteBackend } from './sqlite/sqlite-backend.ts'
import type { StoreAddress } from './store-address.ts'
import { type Beginning, StoredWorlds } from './stored-worlds.ts'

type KeptAddress = Exclude<StoreAddress, { kind: 'memory' }>

/**
 * Opens the worlds of a store.
 * @param options as they were given
 * @throws StoreError where the store cannot be used, or was begun with other options
 */
export async function openStoredWorlds(
  address: KeptAddress,
  options: WorldOptions,
  beginning: Omit<Beginning, 'begunWith'>,
  idleLife: number,
): Promise<Worlds> {
  refuseClock(options)
  const backend = await openBackend(address, { idleLife, lasting: defaultWorldName })
  try {
    return await StoredWorlds.open(backend, { ...beginning, begunWith: begunWith(options) }, idleLife, (stored) =>
      checkBegunWith(options, stored, backend.shown),
    )
  } catch (error) {
    await backend.close()
    throw error
  }
}

function openBackend(address: KeptAddress, options: BackendOptions): Promise<Backend> {
  return address.kind === 'file' ? SqliteBackend.open(address.path, options) : RedisBackend.open(address, options)
}
