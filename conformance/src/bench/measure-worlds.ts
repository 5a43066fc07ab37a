import { type MockEnvironment, type MockWorld, startMockServer } from '@mobilepay-oidc/mock-server'
import { type MeasuredProvider, measureFlows } from './hybrid-flows.ts'

export interface WorldFigures {
  /** Milliseconds to create one world, its first engine not counted: worlds make theirs with the first code. */
  readonly createWorldMs: number
  /** Worlds that are alive at once in one process. */
  readonly alive: number
  /** Kilobytes of heap that each of them holds. */
  readonly kilobytesPerWorld: number
  /** The same once a flow has run in each: with its engine, session, consent, tokens and journal. */
  readonly kilobytesPerUsedWorld: number
}

const alive = 1000

function usedHeap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

/** Creates a thousand worlds in this process, and uses each. Memory is exact where node runs with --expose-gc. */
export async function measureWorlds(): Promise<WorldFigures> {
  await using server = await startMockServer({ consent: 'auto' })
  // The engine's code is read with the first flow, and is no world's.
  await runFlow(server.createWorld())
  const before = usedHeap()
  const started = performance.now()
  const worlds = Array.from({ length: alive }, () => server.createWorld())
  const elapsed = performance.now() - started
  const held = usedHeap() - before
  for (const world of worlds) await runFlow(world)
  const heldUsed = usedHeap() - before
  return {
    createWorldMs: Number((elapsed / alive).toFixed(4)),
    alive,
    kilobytesPerWorld: Number((held / alive / 1024).toFixed(1)),
    kilobytesPerUsedWorld: Number((heldUsed / alive / 1024).toFixed(1)),
  }
}

async function runFlow({ environments }: MockWorld): Promise<void> {
  await measureFlows(await providerAt(environments['sandbox-dk']), 1, 1)
}

async function providerAt({ discoveryUrl }: MockEnvironment): Promise<MeasuredProvider> {
  const document = (await (await fetch(discoveryUrl)).json()) as Readonly<Record<string, unknown>>
  return {
    authorize: String(document.authorization_endpoint),
    token: String(document.token_endpoint),
    clientId: 'integrator',
    clientSecret: 'integrator-secret',
    redirectUri: 'https://integrator.example/callback',
  }
}
