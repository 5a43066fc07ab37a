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
  /** Whether the verdict of a check in an environment stands. */
  isSettled(id: string, environment: string): boolean
}

/** Whom a run looks at. */
export interface Looked {
  readonly subject: string
  readonly environments: readonly string[]
  readonly generation?: string | undefined
}

const standing: readonly Verdict[] = ['pass', 'fail', 'warn', 'info', 'known', 'fixed', 'inapplicable', 'review']

/**
 * Reads the stream that a run leaves behind, also one that was killed.
 * @param now the run that goes on from it
 * @param checks those that are wanted now
 * @throws UsageError where the folder has none, or it is of somebody else
 */
export function readEarlierRun(folder: string, now: Looked, checks: readonly Check[]): EarlierRun {
  const path = join(folder, 'events.ndjson')
  if (!existsSync(path)) throw new UsageError(`--resume ${folder}: there is no events.ndjson of an earlier run.`)
  const events = readFileSync(path, 'utf8').split('\n').flatMap(readEvent)
  const [begin] = events.filter((event) => event.type === 'run')
  const problem = begin ? differenceOf(begin, now) : 'events.ndjson does not begin as that of a run does.'
  if (problem !== undefined) throw new UsageError(`--resume ${folder}: ${problem}`)
  const parts = events.flatMap((event) => (event.type === 'part' ? [event.text] : []))
  const wanted = new Set(checks.map(({ id }) => id))
  const results = events.flatMap((event) =>
    event.type === 'check' && isStanding(event.result) && wanted.has(event.result.id) ? [renamed(event.result)] : [],
  )
  const settled = new Set(results.map(placeOf))
  const cited = new Set(results.flatMap(({ evidence }) => evidence))
  const exchanges = events.flatMap((event): [string, RecordedExchange][] =>
    event.type === 'exchange' && cited.has(earlierName(event.id))
      ? [[earlierName(event.id), restored(event.exchange, parts)]]
      : [],
  )
  const isSettled = (id: string, environment: string) => settled.has(placeOf({ id, environment }))
  return { results, exchanges: new Map(exchanges), isSettled }
}

/** What two runs must have in common to be one; undefined where they have. */
function differenceOf(then: Looked, now: Looked): string | undefined {
  const of = (text: string) => `that run was of ${text}`
  if (then.subject !== now.subject) return `${of(then.subject)}, and this one is of ${now.subject}.`
  const [before, today] = [then, now].map(({ environments }) => environments.join(', '))
  if (before !== today) {
    const same = then.environments.length === 1 ? `--environment ${before}` : 'the environments of that run'
    return `${of(before ?? '')}, and this one is of ${today}. Give ${same}, or run them anew.`
  }
  // Streams of older versions do not say.
  if (then.generation === undefined || then.generation === now.generation) return undefined
  return `${of(`generation ${then.generation}`)}, and this one is of ${now.generation}.`
}

function placeOf({ id, environment }: Pick<CheckResult, 'id' | 'environment'>): string {
  return `${environment} ${id}`
}

/** The checks that have to run somewhere, the others having come to verdicts that stand. */
export function remaining(
  checks: readonly Check[],
  environments: readonly string[],
  { isSettled }: EarlierRun,
): readonly Check[] {
  return checks.filter(({ id }) => environments.some((environment) => !isSettled(id, environment)))
}

/** Both runs as one, environment by environment, in the order of the checks. */
export function continued(run: RunResult, earlier: EarlierRun, checks: readonly Check[]): RunResult {
  const order = new Map(checks.map(({ id }, at) => [id, at]))
  const found = [...run.results, ...earlier.results]
  const results = run.environments.flatMap((label) =>
    found
      .filter(({ environment }) => environment === label)
      .toSorted((one, other) => (order.get(one.id) ?? -1) - (order.get(other.id) ?? -1)),
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
