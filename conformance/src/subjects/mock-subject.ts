import { type EnvironmentName, environmentNames, type Generation } from '@mobilepay-oidc/fixtures'
import { type MockServer, type MockWorld, startMockServer } from '@mobilepay-oidc/mock-server'
import { belowItsAddress, mockTarget } from './mock-target.ts'
import type { ProviderSubject, Target } from './target.ts'

/** A mock of this process, and its worlds: one for each environment, so that no run disturbs another. */
export interface MockSubject extends ProviderSubject {
  readonly server: MockServer
  readonly worlds: ReadonlyMap<EnvironmentName, MockWorld>
}

/** Starts a mock in this process, its pages filled in by the suite, and takes these environments of it. */
export async function startMockSubject(
  generation: Generation,
  names: readonly EnvironmentName[] = environmentNames,
): Promise<MockSubject> {
  const server = await startMockServer({ port: 0, generation, consent: 'page' })
  const worlds = new Map(names.map((name) => [name, server.createWorld({ generation })] as const))
  const targets = names.map((name) => targetOf(server, worlds.get(name) as MockWorld, name, generation))
  return { name: 'mock', server, worlds, targets, [Symbol.asyncDispose]: () => server.close() }
}

/** One environment in a world of a mock of this process. */
export function targetOf(
  server: MockServer,
  world: MockWorld,
  environment: EnvironmentName,
  generation: Generation,
): Target {
  return mockTarget(server, world.name, environment, generation, belowItsAddress(world, environment))
}
