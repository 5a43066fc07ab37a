import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { missingProgram } from '../everywhere/program-on-path.ts'
import { startRoundRobin } from '../everywhere/round-robin.ts'
import { startDatabase } from '../soak/databases.ts'
import { type MeasuredProvider, measureFlows } from './hybrid-flows.ts'
import { ServerProcess } from './server-process.ts'

/** Flows a second, the best of the rounds. */
export interface StoreFigures {
  readonly memory: number
  readonly sqlite: number
  /** Absent where no Redis is installed. */
  readonly redis?: number
  /** Three processes behind a round-robin proxy, which costs something too. */
  readonly redisThreeProcesses?: number
}

export interface MemoryFigures {
  readonly flows: number
  /** Resident megabytes after each tenth of the flows. */
  readonly residentMb: readonly number[]
}

type ProviderAt = (url: string) => MeasuredProvider

const atOnce = 8

/** How a mock is started, as far as all of these have it in common. */
export interface StoreBench {
  readonly mockArgs: readonly string[]
  readonly providerAt: ProviderAt
}

/** What a store costs: the same flows with each of them, by turns. Redis writes to the disk before it answers. */
export async function measureStores(flows: number, rounds: number, bench: StoreBench): Promise<StoreFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'mock-bench-'))
  await using started = new AsyncDisposableStack()
  started.defer(() => rm(folder, { recursive: true, force: true }))
  const start = async (...args: readonly string[]) => {
    const server = started.use(await ServerProcess.start([...bench.mockArgs, '--quiet', ...args]))
    return (server.ready as { readonly url: string }).url
  }
  const urls: Record<string, string> = {
    memory: await start(),
    sqlite: await start('--store', `file:${join(folder, 'mock.sqlite')}`),
  }
  if (missingProgram('redis-server') === undefined) {
    const { place } = started.use(await startDatabase('redis', folder, undefined))
    if (place.kind !== 'redis') throw new Error('Redis was asked for.')
    urls.redis = await start('--store', `${place.url}?prefix=one`)
    const shared = ['--store', `${place.url}?prefix=three`]
    const three = [await start(...shared), await start(...shared), await start(...shared)]
    urls.redisThreeProcesses = started.use(await startRoundRobin(three)).url
  }
  return await measureByTurns(urls, flows, rounds, bench.providerAt)
}

async function measureByTurns(
  urls: Readonly<Record<string, string>>,
  flows: number,
  rounds: number,
  providerAt: ProviderAt,
): Promise<StoreFigures> {
  const best: Record<string, number> = {}
  for (const url of Object.values(urls)) await measureFlows(providerAt(url), 100, atOnce)
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const [name, url] of Object.entries(urls)) {
      best[name] = Math.max(best[name] ?? 0, Math.round(await measureFlows(providerAt(url), flows, atOnce)))
    }
  }
  return best as unknown as StoreFigures
}

/** Whether the mock's memory stays flat in a long run. */
export async function measureMemory(flows: number, { mockArgs, providerAt }: StoreBench): Promise<MemoryFigures> {
  await using server = await ServerProcess.start([...mockArgs, '--quiet'])
  const provider = providerAt((server.ready as { readonly url: string }).url)
  const residentMb: number[] = []
  for (let tenth = 0; tenth < 10; tenth += 1) {
    await measureFlows(provider, Math.ceil(flows / 10), atOnce)
    residentMb.push(Math.round(await server.residentMb()))
  }
  return { flows, residentMb }
}
