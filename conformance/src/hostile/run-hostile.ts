import { DriverError } from '../drivers/client-driver.ts'
import type { ClientExchange } from '../subjects/client-exchange.ts'
import { ClientScene } from '../subjects/client-scene.ts'
import type { ClientSubject } from '../subjects/client-subject.ts'
import { attempt } from './attempt.ts'
import { type Expectation, type HostileRow, type HostileThing, titleOf } from './hostile-row.ts'
import { type Got, type HostileVerdict, judgeAttempt } from './judge-attempt.ts'
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
  /** What the client sent, from the hostile thing on. */
  readonly requests: readonly ClientExchange[]
}

export interface HostileOptions {
  readonly rows?: readonly HostileRow[]
  /** How many worlds at a time. */
  readonly concurrency?: number
}

/** Puts every row before the client, each in a world of its own; results in the order of the rows. */
export async function runHostile(
  client: ClientSubject,
  options: HostileOptions = {},
): Promise<readonly HostileResult[]> {
  const { rows = hostileRows, concurrency = 16 } = options
  const idsOf = await faultIds(client)
  const results: HostileResult[] = []
  const queue = rows.entries()
  const work = async () => {
    for (const [index, row] of queue) results[index] = await runRow(client, row, idsOf.get(row.fault) ?? [])
  }
  await Promise.all(Array.from({ length: concurrency }, work))
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
    return { ...common, ...judgeAttempt(row, seen, ours), requests: seen.requests }
  } catch (error) {
    if (!(error instanceof DriverError)) throw error
    const got = { reached: 'start', outcome: error.message, warnings: [] } as const
    return { ...common, got, laterRequests: 0, verdict: 'driver-failed', isRight: false, requests: [] }
  }
}

/** A world in which the row can be played: who denies needs a page to do it on. */
export function openFor(client: ClientSubject, thing: HostileThing | undefined): Promise<ClientScene> {
  return ClientScene.open(client, thing?.scenario === 'denied' ? { world: { consent: 'page' } } : {})
}

async function faultIds({ server }: ClientSubject): Promise<ReadonlyMap<string, readonly string[]>> {
  const { faults } = await server.control.run('faults.catalogue', {})
  return new Map(faults.map(({ name, ids }) => [name, ids]))
}
