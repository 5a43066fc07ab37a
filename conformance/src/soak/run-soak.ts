import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newSealingKey } from '@mobilepay-oidc/client'
import { ServerProcess } from '../bench/server-process.ts'
import { Crew } from './crew.ts'
import { startDatabase } from './databases.ts'
import { giveConsent } from './give-consent.ts'
import { type Judgment, judge } from './judge.ts'
import { makeClient, type SoakClient } from './make-client.ts'
import type { ClientSetUp, FromWorker } from './messages.ts'
import { MockWorld } from './mock-world.ts'
import type { StorePlace } from './open-store.ts'
import { people } from './people.ts'
import { seededRandom } from './random.ts'
import { Records } from './records.ts'
import { settle } from './settle.ts'

export interface SoakOptions {
  readonly store: StorePlace['kind']
  /** Of a database that runs already; else one is started. */
  readonly url?: string | undefined
  readonly seconds: number
  readonly processes: number
  readonly merchants: number
  readonly seed: number
}

export interface SoakReport extends Judgment {
  readonly store: StorePlace['kind']
  readonly seed: number
  readonly processes: number
  readonly merchants: number
  readonly kills: number
  /** World time that has passed while the processes were at work, in minutes. */
  readonly worldMinutes: number
  /** Calls to the API by their outcome: HTTP status or error code. */
  readonly calls: Readonly<Record<string, number>>
  readonly losses: readonly { readonly merchantId: string; readonly reason: string; readonly interruptedAt: string }[]
}

const mockMain = fileURLToPath(
  import.meta.resolve('@mobilepay-oidc/mock-server').replace(/index\.[jt]s$/, 'cli/main.ts'),
)
const mockArgs = ['--conditions=source', mockMain, '--port', '0', '--json']

/** World time passes in steps well below the tolerance of clocks: 20 seconds each 160 milliseconds. */
const step = { worldSeconds: 20, everyMs: 160 } as const
const killEveryMs = { least: 300, most: 1_200 } as const

/** Sets everything up, lets the processes work and be killed, and judges. */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const folder = await mkdtemp(join(tmpdir(), 'mobilepay-soak-'))
  try {
    await using database = await startDatabase(options.store, folder, options.url)
    await using mock = await ServerProcess.start(mockArgs)
    return await soak(options, database.place, String((mock.ready as { readonly url: unknown }).url))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function soak(options: SoakOptions, store: StorePlace, mockUrl: string): Promise<SoakReport> {
  const { merchants, users } = people(options.merchants)
  const world = await MockWorld.create(mockUrl, { merchants, users })
  const sealingKey = newSealingKey()
  const { discoveryUrl, apiUrl } = world
  const setUp = (): ClientSetUp => ({ discoveryUrl, apiUrl, store, sealingKey, offsetMs: world.offsetMs })
  const own = await makeClient(setUp(), 'parent', () => world.offsetMs)
  const records = new Records(world, (id) => consentAnew(own, id, merchants))
  for (const { vat } of merchants) await giveConsent(own.client, vat)
  const random = seededRandom(options.seed)
  const ids = merchants.map(({ merchantId }) => merchantId)
  const crew = new Crew(random, ids, setUp, (message: FromWorker) => records.hear(message))
  await crew.start(options.processes)
  const began = world.offsetMs
  await chaos(options.seconds, world, crew, records, random)
  const worldMinutes = (world.offsetMs - began) / 60_000 + options.seconds / 60
  await crew.stop()
  const settled = await settle(own.client, ids)
  records.addLosses(settled.losses)
  await records.collect()
  await own.store.close()
  const killed = new Set(crew.kills.keys())
  const { exchanges, losses, calls } = records
  const { store: kind, seed, processes } = options
  return {
    ...{ store: kind, seed, processes, merchants: ids.length, kills: killed.size, calls, losses },
    worldMinutes: Math.round(worldMinutes),
    ...judge({ exchanges, killed, losses, broken: settled.broken }),
  }
}

async function consentAnew(
  { client }: SoakClient,
  id: string,
  merchants: readonly { merchantId: string; vat: string }[],
) {
  const vat = merchants.find(({ merchantId }) => merchantId === id)?.vat ?? ''
  await giveConsent(client, vat)
}

/** Time passes, processes are killed, and the journal is read, until the seconds are over. */
async function chaos(seconds: number, world: MockWorld, crew: Crew, records: Records, random: () => number) {
  const until = performance.now() + seconds * 1000
  const isOver = () => performance.now() >= until
  const timePasses = repeat(
    isOver,
    () => step.everyMs,
    async () => {
      await world.advance(step.worldSeconds)
      crew.tellClock(world.offsetMs)
    },
  )
  const { least, most } = killEveryMs
  const killing = repeat(
    isOver,
    () => least + random() * (most - least),
    () => crew.killOne(),
  )
  const reading = repeat(
    isOver,
    () => 1_000,
    () => records.collect(),
  )
  await Promise.all([timePasses, killing, reading])
}

async function repeat(isOver: () => boolean, everyMs: () => number, work: () => Promise<void>): Promise<void> {
  while (!isOver()) {
    await new Promise((resolve) => setTimeout(resolve, everyMs()))
    await work()
  }
}
