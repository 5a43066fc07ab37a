import type { Check, Level, SandboxClass } from '../checks/check.ts'
import { type Outcome, OutcomeSignal } from '../checks/outcome.ts'
import { TransportError } from '../subjects/http.ts'
import type { Target } from '../subjects/target.ts'
import { CitingContext } from './citing-context.ts'
import type { RecordedExchange } from './evidence.ts'
import { deviationOf } from './known-deviations.ts'
import { TargetRun } from './target-run.ts'
import { type Verdict, verdictOf } from './verdicts.ts'

/** One check on one environment, as reports carry it. */
export interface CheckResult {
  readonly id: string
  readonly environment: string
  readonly verdict: Verdict
  readonly title: string
  readonly spec: string
  readonly level: Level
  readonly sandbox: SandboxClass
  readonly facts: readonly string[]
  readonly expected: unknown
  readonly actual: unknown
  /** Why there is no judgment, or why a deviation is known. */
  readonly reason?: string
  readonly remedy?: string
  /** The entry of the baseline that made the verdict `known` or `fixed`. */
  readonly deviation?: string
  /** Names of the exchanges that the verdict rests on. */
  readonly evidence: readonly string[]
}

export interface RunResult {
  readonly subject: string
  readonly results: readonly CheckResult[]
  readonly exchanges: ReadonlyMap<string, RecordedExchange>
}

export interface RunOptions {
  readonly subject: string
  readonly targets: readonly Target[]
  readonly checks: readonly Check[]
  /** The day, YYYY-MM-DD, on which known deviations must still be valid. */
  readonly today: string
}

/** Runs every check on every target, one after the other, in the order of the catalogue. */
export async function runChecks({ subject, targets, checks, today }: RunOptions): Promise<RunResult> {
  const results: CheckResult[] = []
  const exchanges = new Map<string, RecordedExchange>()
  for (const target of targets) {
    const run = new TargetRun(target)
    for (const check of checks) run.results.push(await runCheck(check, run, today))
    results.push(...run.results)
    for (const [id, exchange] of run.evidence.exchanges) exchanges.set(id, exchange)
  }
  return { subject, results, exchanges }
}

async function runCheck(check: Check, run: TargetRun, today: string): Promise<CheckResult> {
  const { target } = run
  const cited = new Set<string>()
  const outcome = await outcomeOf(check, run, (id) => cited.add(id))
  const deviation = target.environment && deviationOf(check.id, target.generation, today)
  const verdict = verdictOf(check.level, outcome, deviation)
  const { id, title, spec, level, sandbox, facts } = check
  return {
    id,
    environment: target.label,
    verdict,
    title,
    spec,
    level,
    sandbox,
    facts,
    expected: 'expected' in outcome ? outcome.expected : null,
    actual: 'actual' in outcome ? outcome.actual : null,
    ...explanation(outcome),
    ...(deviation && deviationDetails(verdict, deviation.id, deviation.reason)),
    evidence: [...cited],
  }
}

async function outcomeOf(check: Check, run: TargetRun, cite: (id: string) => void): Promise<Outcome> {
  try {
    return await check.run(new CitingContext(run, cite))
  } catch (error) {
    if (error instanceof OutcomeSignal) return error.outcome
    if (error instanceof TransportError) return { kind: 'inconclusive', reason: error.message }
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { kind: 'inconclusive', reason: `The check could not come to a judgment: ${what}` }
  }
}

function explanation(outcome: Outcome): Pick<CheckResult, 'reason' | 'remedy'> {
  if ('reason' in outcome) return { reason: outcome.reason }
  return outcome.kind === 'violation' ? { remedy: outcome.remedy } : {}
}

function deviationDetails(verdict: Verdict, id: string, reason: string): Pick<CheckResult, 'deviation' | 'reason'> {
  if (verdict === 'known') return { deviation: id, reason }
  if (verdict === 'fixed') return { deviation: id, reason: `The recorded deviation is gone: ${reason}` }
  return {}
}
