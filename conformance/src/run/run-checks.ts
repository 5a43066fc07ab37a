import type { Generation } from '@mobilepay-oidc/fixtures'
import type { Check } from '../checks/check.ts'
import { isLoopback } from '../subjects/loopback.ts'
import type { Target } from '../subjects/target.ts'
import type { CheckResult } from './check-result.ts'
import type { OnExchange, RecordedExchange } from './evidence.ts'
import { deviationsOf } from './expected-deviations.ts'
import type { RunHistory } from './history.ts'
import type { KnownDeviation } from './known-deviation.ts'
import { type CheckBounds, notRun, runCheck } from './run-check.ts'
import { TargetRun } from './target-run.ts'

export type { CheckResult } from './check-result.ts'

export interface RunResult {
  readonly subject: string
  readonly environments: readonly string[]
  readonly generation: Generation | undefined
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly endedAt: string
  /** Whether somebody ended the run; what had not run by then is untested. */
  readonly interrupted: boolean
  /** What was looked at before the checks; empty where nobody asked for it. */
  readonly preflight: readonly CheckResult[]
  /** What the preflight found wrong, then the checks. */
  readonly results: readonly CheckResult[]
  readonly exchanges: ReadonlyMap<string, RecordedExchange>
}

/** What the preflight of one environment came to. */
export interface Cleared {
  readonly results: readonly CheckResult[]
  /** Why no check can run, given what was found. */
  readonly blocked?: string
}

/** What hears of a run while it happens. */
export interface RunListener {
  readonly exchange?: OnExchange
  readonly begin?: (check: Check, environment: string) => void
  readonly result?: (result: CheckResult) => void
}

export interface RunOptions {
  readonly subject: string
  readonly targets: readonly Target[]
  readonly checks: readonly Check[]
  /** What need not run again in an environment. */
  readonly isSettled?: (id: string, environment: string) => boolean
  /** The day, YYYY-MM-DD, on which known deviations must still be valid. */
  readonly today: string
  /** Expected besides, or instead of, those of MobilePay. */
  readonly deviations?: readonly KnownDeviation[]
  /** What runs before this one have seen. */
  readonly history?: RunHistory
  /** Looks at the configuration before the checks. */
  readonly preflight?: (run: TargetRun, checks: readonly Check[], bounds: CheckBounds) => Promise<Cleared>
  /** Milliseconds that each check has; by default a minute on this machine, and ten elsewhere, where requests are paced. */
  readonly checkTimeoutMs?: number
  /** Aborts to end the run: what has not run by then is untested. */
  readonly signal?: AbortSignal
  readonly listener?: RunListener
}

/**
 * Runs every check on every target, in the order of the catalogue. Targets on this machine run side by side; hosts of
 * others are asked one after the other. Never rejects for what a provider does.
 */
export async function runChecks(options: RunOptions): Promise<RunResult> {
  const { subject, targets } = options
  const startedAt = new Date().toISOString()
  const byTarget = new Map<Target, TargetResults>()
  const runOne = async (target: Target) => void byTarget.set(target, await runTarget(target, options))
  const isOurs = ({ discoveryUrl }: Target) => isLoopback(discoveryUrl)
  await Promise.all([
    ...targets.filter(isOurs).map(runOne),
    oneAfterTheOther(
      targets.filter((target) => !isOurs(target)),
      runOne,
    ),
  ])
  const found = targets.flatMap((target) => byTarget.get(target) ?? [])
  let exchanges: ReadonlyMap<string, RecordedExchange> | undefined
  return {
    subject,
    environments: targets.map(({ label }) => label),
    generation: targets[0]?.generation,
    startedAt,
    endedAt: new Date().toISOString(),
    interrupted: options.signal?.aborted ?? false,
    preflight: found.flatMap(({ preflight }) => preflight),
    results: found.flatMap(({ preflight, results }) => [...preflight.filter(isFinding), ...results]),
    // Redacted where somebody reads them: many a run is only counted.
    get exchanges() {
      exchanges ??= new Map(found.flatMap(({ evidence }) => [...evidence.exchanges]))
      return exchanges
    },
  }
}

async function oneAfterTheOther<Item>(items: readonly Item[], run: (item: Item) => Promise<void>): Promise<void> {
  for (const item of items) await run(item)
}

/** What of the preflight is told with the checks. */
function isFinding({ verdict }: CheckResult): boolean {
  return verdict === 'config' || verdict === 'inconclusive'
}

type TargetResults = Pick<TargetRun, 'results' | 'evidence'> & { readonly preflight: readonly CheckResult[] }

async function runTarget(target: Target, options: RunOptions): Promise<TargetResults> {
  const { today, deviations = [], listener = {}, signal, preflight, isSettled = () => false } = options
  const checks = options.checks.filter(({ id }) => !isSettled(id, target.label))
  const run = new TargetRun(target, listener.exchange, options.history)
  const timeoutMs = options.checkTimeoutMs ?? (isLoopback(target.discoveryUrl) ? 60_000 : 600_000)
  const bounds: CheckBounds = { timeoutMs, ...(signal && { interrupt: signal }) }
  const cleared = await preflight?.(run, checks, bounds)
  for (const result of cleared?.results.filter(isFinding) ?? []) listener.result?.(result)
  for (const check of checks) {
    const blocked = signal?.aborted ? 'The run was interrupted.' : cleared?.blocked
    if (blocked === undefined) listener.begin?.(check, target.label)
    const result =
      blocked === undefined
        ? await runCheck(check, run, deviationsOf(check.id, target, today, deviations), bounds)
        : notRun(check, target.label, blocked)
    run.results.push(result)
    listener.result?.(result)
  }
  return { preflight: cleared?.results ?? [], results: run.results, evidence: run.evidence }
}
