import { startMockServer } from '@mobilepay-oidc/mock-server'

export interface WorldFigures {
  /** Milliseconds to create one world, its first engine not counted: worlds make theirs with the first code. */
  readonly createWorldMs: number
  /** Worlds that are alive at once in one process. */
  readonly alive: number
  /** Kilobytes of heap that each of them holds. */
  readonly kilobytesPerWorld: number
}

const alive = 1000

function usedHeap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

/** Creates a thousand worlds in this process. Memory is exact where node runs with --expose-gc. */
export async function measureWorlds(): Promise<WorldFigures> {
  await using server = await startMockServer()
  server.createWorld()
  const before = usedHeap()
  const started = performance.now()
  const worlds = Array.from({ length: alive }, () => server.createWorld())
  const elapsed = performance.now() - started
  const held = usedHeap() - before
  return {
    createWorldMs: Number((elapsed / worlds.length).toFixed(4)),
    alive,
    kilobytesPerWorld: Number((held / worlds.length / 1024).toFixed(1)),
  }
}
