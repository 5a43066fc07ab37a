import type { EnvironmentName, Generation } from '@mobilepay-oidc/fixtures'
import { RemoteControl, type RemoteWorld } from '@mobilepay-oidc/mock-server'
import { belowItsAddress, type MockPlace, mockTarget, type PlacedWorld, type Reach } from './mock-target.ts'
import type { ProviderSubject } from './target.ts'

export interface RemoteMockOptions {
  /** How reports name it; by default its address. */
  readonly name?: string
  /** How requests get to a world; by default below its address. */
  readonly reach?: (world: PlacedWorld, environment: EnvironmentName) => Reach | Promise<Reach>
  /** Ends what was started for the run, after the worlds. */
  readonly close?: () => Promise<void>
}

/**
 * A mock in another process, container or machine, and a world of its own in it for each environment. Everything that
 * checks ask of a mock goes over its HTTP control API, so they are the same checks as in this process.
 * @throws ControlError where it refuses the worlds, MockUnreachableError where no mock is
 */
export async function remoteMockSubject(
  mock: MockPlace,
  generation: Generation,
  names: readonly EnvironmentName[],
  { name = mock.url, reach = belowItsAddress, close = async () => {} }: RemoteMockOptions = {},
): Promise<ProviderSubject> {
  const control = new RemoteControl(mock)
  const worlds: RemoteWorld[] = []
  const end = async () => {
    // What does not answer any more has no worlds either.
    await Promise.all(worlds.map((world) => world.remove().catch(() => {})))
    await close()
  }
  try {
    const targets = []
    for (const environment of names) {
      const world = await control.createWorld({ generation, consent: 'page' })
      worlds.push(world)
      const reached = await reach(world, environment)
      targets.push(mockTarget({ ...mock, url: control.url }, world.name, environment, generation, reached))
    }
    return { name, targets, [Symbol.asyncDispose]: end }
  } catch (error) {
    await end()
    throw error
  }
}
