import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from '../checks/check.ts'
import { UsageError } from '../cli/usage-error.ts'
import type { RunEvent } from '../reports/ndjson.ts'
import type { StoredExchange } from '../reports/stored-bodies.ts'
import type { RecordedExchange } from '../run/evidence.ts'
import type { CheckResult, RunResult } from '../run/run-checks.ts'
import type { Verdict } from '../run/verdicts.ts'

/** What an earlier run has come to, as far as it came. */
export interface EarlierRun {
  /** The verdicts that stand. */
  readonly results: readonly CheckResult[]
  readonly exchanges: ReadonlyMap<string, RecordedExchange>
}

const standing: readonly Verdict[] = ['pass', 'fail', 'warn', 'info', 'known', 'fixed', 'inapplicable', 'review']

/**
 * Reads the stream that a run leaves behind, also one that was killed.
 * @throws UsageError where the folder has none, or it is of another environment
 */
export function readEarlierRun(folder: string, environment: string): EarlierRun {
  const path = join(folder, 'events.ndjson')
  if (!existsSync(path)) throw new UsageError(`--resume ${folder}: there is no events.ndjson of an earlier run.`)
  const events = readFileSync(path, 'utf8').split('\n').flatMap(readEvent)
  const [begin] = events.filter((event) => event.type === 'run')
  if (!begin?.environments.includes(environment)) {
    const found = begin?.environments.join(', ') ?? 'nothing'
    throw new UsageError(`--resume ${folder}: that run was of ${found}, and this one is of ${environment}.`)
  }
  const parts = events.flatMap((event) => (event.type === 'part' ? [event.text] : []))
  const results = events.flatMap((event) =>
    event.type === 'check' && isStanding(event.result) ? [renamed(event.result)] : [],
  )
  const cited = new Set(results.flatMap(({ evidence }) => evidence))
  const exchanges = events.flatMap((event): [string, RecordedExchange][] =>
    event.type === 'exchange' && cited.has(earlierName(event.id))
      ? [[earlierName(event.id), restored(event.exchange, parts)]]
      : [],
  )
  return { results, exchanges: new Map(exchanges) }
}

/** The checks that have to run, the others having come to a verdict that stands. */
export function remaining(checks: readonly Check[], { results }: EarlierRun): readonly Check[] {
  return checks.filter(({ id }) => !results.some((result) => result.id === id))
}

/** Both runs as one, in the order of the checks. */
export function continued(run: RunResult, earlier: EarlierRun, checks: readonly Check[]): RunResult {
  const order = new Map(checks.map(({ id }, at) => [id, at]))
  const kept = earlier.results.filter(({ id }) => order.has(id))
  const results = [...run.results, ...kept].toSorted(
    (one, other) => (order.get(one.id) ?? -1) - (order.get(other.id) ?? -1),
  )
  return { ...run, results, exchanges: new Map([...earlier.exchanges, ...run.exchanges]) }
}

/** A line that was being written when the run was killed is none. */
function readEvent(line: string): readonly RunEvent[] {
  try {
    return [JSON.parse(line) as RunEvent]
  } catch {
    return []
  }
}

function isStanding({ id, verdict }: CheckResult): boolean {
  return standing.includes(verdict) && !id.startsWith('PRE-')
}

function renamed(result: CheckResult): CheckResult {
  return { ...result, evidence: result.evidence.map(earlierName) }
}

/** Both runs number their exchanges from 1. */
function earlierName(id: string): string {
  return id.replace(/\/(?=[^/]*$)/, '/earlier-')
}

function restored({ request, response }: StoredExchange, parts: readonly string[]): RecordedExchange {
  return { request: withBody(request, parts), response: { body: '', ...withBody(response, parts) } }
}

function withBody<Message extends { readonly body?: string; readonly bodyOf?: readonly number[] }>(
  { bodyOf, ...message }: Message,
  parts: readonly string[],
): Omit<Message, 'bodyOf'> {
  return bodyOf ? { ...message, body: bodyOf.map((number) => parts[number] ?? '').join('') } : message
}
