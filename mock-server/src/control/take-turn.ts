import { StoreUnavailableError, WorldGoneError } from '../stores/store-error.ts'
import type { World } from '../world/world.ts'
import type { AnyCommand, Controlled } from './command.ts'
import { ControlError } from './problem.ts'

/**
 * Runs a command in turn where a store keeps the worlds: on the newest state of its world, and what it changed is kept
 * when it is done. Without a store it just runs.
 * @throws ControlError 503 where the store is away; then nothing has changed
 */
export async function takeTurn<Result>(
  command: AnyCommand,
  { worlds }: Controlled,
  input: object,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  if (!worlds.isStored) return work()
  const name = 'world' in input && typeof input.world === 'string' ? input.world : undefined
  const attempt = async () => {
    const world = name === undefined ? undefined : await worlds.lookUp(name)
    return world ? workIn(world, command, work) : work()
  }
  try {
    return await attempt().catch((error: unknown) => {
      // Somebody else has removed the world just now; it may be there anew.
      if (error instanceof WorldGoneError) return attempt()
      throw error
    })
  } catch (error) {
    throw error instanceof StoreUnavailableError ? new ControlError(503, error.message, [], { headers: retry }) : error
  }
}

const retry = [['Retry-After', '1']] as const

async function workIn<Result>(
  { turns, name }: World,
  command: AnyCommand,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  if (command.takesNoTurn) return work()
  if (!turns) throw new WorldGoneError(`The world "${name}" is not there any more.`)
  const onlyReads = command.method === 'GET' || command.streaming !== undefined
  return onlyReads ? turns.read(work) : turns.run(async () => work())
}
