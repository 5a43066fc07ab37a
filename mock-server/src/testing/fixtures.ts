import { type MockServer, startMockServer } from '../start-mock-server.ts'
import type { WorldOptions } from '../world/world-options.ts'
import type { MockWorld } from '../world-address.ts'

/** What a test may ask for. */
export interface MobilePayFixtures {
  /** A world of the test's own, with addresses, people and clock; removed when the test ends. */
  readonly mobilepay: MockWorld
  /** What the test's world is made from; override it per file or per test. Consent is automatic by default. */
  readonly mobilepayOptions: WorldOptions
}

export interface MobilePayWorkerFixtures {
  /** The mock that the worlds of this worker live in. */
  readonly mobilepayServer: MockServer
}

type Use<Value> = (value: Value) => Promise<void>

/** One mock a worker, started when the first test asks for it. */
export async function serveMock(use: Use<MockServer>): Promise<void> {
  await using server = await startMockServer()
  await use(server)
}

/** One world a test. */
export async function lendWorld(server: MockServer, options: WorldOptions, use: Use<MockWorld>): Promise<void> {
  using world = server.createWorld(options)
  // A test that stands at a breakpoint keeps its world.
  using _use = world.world.usage.hold()
  await use(world)
}

export const defaultOptions: WorldOptions = { consent: 'auto' }
