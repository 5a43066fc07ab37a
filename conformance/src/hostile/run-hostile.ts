import { DriverError } from '../drivers/client-driver.ts'
import type { ClientExchange } from '../subjects/client-exchange.ts'
import { ClientScene } from '../subjects/client-scene.ts'
import type { ClientSubject } from '../subjects/client-subject.ts'
import { attempt } from './attempt.ts'
import { type Expectation, type HostileRow, type Story, titleOf, twinOf } from './hostile-row.ts'
import { describeAttempt, type Got, type HostileVerdict, judgeAttempt } from './judge-attempt.ts'
import { hostileRows } from './rows/index.ts'

/** What came of one row. */
export interface HostileResult {
  readonly title: string
  readonly fault: string
  /** Other names of the fault: MR-…, modules of the OpenID Foundation's suite. */
  readonly ids: readonly string[]
  readonly expected: Expectation
  readonly got: Got
  readonly laterRequests: number
  readonly verdict: HostileVerdict | 'driver-failed'
  readonly isRight: boolean
  /** All that the client sent. */
  readonly requests: readonly ClientExchange[]
}

export interface HostileOptions {
  readonly rows?: readonly HostileRow[]
  /** How many worlds at a time; by default as many as the client stands. */
  readonly concurrency?: number
}

/** Puts every row before the client, each in a world of its own; results in the order of the rows. */
export async function runHostile(
  client: ClientSubject,
  options: HostileOptions = {},
): Promise<readonly HostileResult[]> {
  const { rows = hostileRows, concurrency = client.width } = options
  const met = rows.filter(({ generation = client.generation }) => generation === client.generation)
  const idsOf = await faultIds(client)
  return inParallel(met, concurrency, (row) => runRow(client, row, row.ids ?? idsOf.get(row.fault)), isSlow)
}

/** The twin of a hostile row, and whether the client took it. */
export interface TwinResult {
  readonly story: Story
  readonly got: Got
  readonly isRight: boolean
}

/** Every story of the rows once, with nothing done to it: what is not taken there is a false rejection. */
export function runTwins(client: ClientSubject, options: HostileOptions = {}): Promise<readonly TwinResult[]> {
  const { rows = hostileRows, concurrency = client.width } = options
  const stories = new Map(rows.map(twinOf).map((story) => [JSON.stringify(story), story] as const))
  return inParallel([...stories.values()], concurrency, async (story) => {
    await using scene = await openFor(client, story)
    const got = describeAttempt(await attempt(scene, story))
    return { story, got, isRight: got.outcome === 'accepted' && got.warnings.length === 0 }
  })
}

/** Whether the client waits, for an answer or before it repeats a call: begun first, it waits while others work. */
function isSlow({ timeoutMs, requests }: HostileRow): boolean {
  return timeoutMs !== undefined || (requests?.api ?? 0) > 1
}

function first<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): readonly Item[] {
  return [...items.filter(isFirst), ...items.filter((item) => !isFirst(item))]
}

async function inParallel<In, Out>(
  items: readonly In[],
  width: number,
  work: (item: In) => Promise<Out>,
  takesLong: (item: In) => boolean = () => false,
): Promise<readonly Out[]> {
  const results: Out[] = []
  const queue = first([...items.entries()], ([, item]) => takesLong(item)).values()
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}

/** One row in a world of its own. */
export async function runRow(
  client: ClientSubject,
  row: HostileRow,
  ids: readonly string[] = [],
): Promise<HostileResult> {
  const common = { title: titleOf(row), fault: row.fault, ids, expected: row.expect }
  try {
    await using scene = await openFor(client, row)
    const seen = await attempt(scene, row)
    const ours = (await scene.report())?.vocabulary === 'mobilepay-oidc'
    return { ...common, ...judgeAttempt(row, seen, ours), requests: scene.requests() }
  } catch (error) {
    if (!(error instanceof DriverError)) throw error
    const got = { reached: 'start', outcome: error.message, warnings: [] } as const
    return { ...common, got, laterRequests: 0, verdict: 'driver-failed', isRight: false, requests: [] }
  }
}

/** A world in which the row can be played: who denies needs a page to do it on. */
export function openFor(client: ClientSubject, { scenario }: Story): Promise<ClientScene> {
  return ClientScene.open(client, scenario === 'denied' ? { world: { consent: 'page' } } : {})
}

type FaultIds = ReadonlyMap<string, readonly string[]>

/** The catalogue is long: a client is put before a thousand rows, and each would ask for it. */
const knownIds = new WeakMap<ClientSubject, Promise<FaultIds>>()

function faultIds(client: ClientSubject): Promise<FaultIds> {
  const known = knownIds.get(client) ?? askForIds(client)
  knownIds.set(client, known)
  return known
}

async function askForIds({ server }: ClientSubject): Promise<FaultIds> {
  const { faults } = await server.control.run('faults.catalogue', {})
  return new Map(faults.map(({ name, ids }) => [name, ids]))
}
