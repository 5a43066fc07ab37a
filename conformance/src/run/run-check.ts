import type { Check } from '../checks/check.ts'
import { type Outcome, OutcomeSignal, untested } from '../checks/outcome.ts'
import { inScope } from '../flow/random.ts'
import { TransportError } from '../subjects/http.ts'
import type { CheckResult } from './check-result.ts'
import { CitingContext } from './citing-context.ts'
import type { KnownDeviation } from './known-deviation.ts'
import type { TargetRun } from './target-run.ts'
import { type Verdict, verdictOf } from './verdicts.ts'
import { EndedEarly, withinTime } from './within-time.ts'

/** What bounds a check. */
export interface CheckBounds {
  /** Milliseconds. */
  readonly timeoutMs: number
  readonly interrupt?: AbortSignal
}

/**
 * Runs one check on one environment. Whatever happens, there is a verdict.
 * @param deviations those that are expected of this check here
 */
export async function runCheck(
  check: Check,
  run: TargetRun,
  deviations: readonly KnownDeviation[],
  bounds: CheckBounds,
): Promise<CheckResult> {
  const cited = new Set<string>()
  const outcome = await outcomeOf(check, run, (id) => cited.add(id), bounds)
  return resultOf(check, run.target.label, outcome, deviations, [...cited])
}

/** A check that was not run. */
export function notRun(check: Check, environment: string, reason: string): CheckResult {
  return resultOf(check, environment, untested(reason), [], [])
}

export function resultOf(
  check: Check,
  environment: string,
  outcome: Outcome,
  deviations: readonly KnownDeviation[],
  evidence: readonly string[],
): CheckResult {
  const deviation = expectedOf(outcome, deviations)
  const verdict = verdictOf(check.level, outcome, deviation)
  const { id, title, spec, level, sandbox, facts } = check
  return {
    id,
    environment,
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
    evidence,
  }
}

/** Of several, the one that was found. */
function expectedOf(outcome: Outcome, deviations: readonly KnownDeviation[]): KnownDeviation | undefined {
  const found = outcome.kind === 'violation' ? deviations.find(({ matches }) => matches(outcome.actual)) : undefined
  return found ?? deviations[0]
}

async function outcomeOf(
  check: Check,
  run: TargetRun,
  cite: (id: string) => void,
  { timeoutMs, interrupt }: CheckBounds,
): Promise<Outcome> {
  try {
    return await inScope(check.id, () =>
      withinTime((signal) => check.run(new CitingContext(run, cite, signal)), timeoutMs, interrupt),
    )
  } catch (error) {
    if (error instanceof OutcomeSignal) return error.outcome
    if (error instanceof EndedEarly && error.why === 'interrupted') return untested(error.message)
    if (error instanceof TransportError) citeBegun(error, run, cite)
    if (error instanceof TransportError || error instanceof EndedEarly) {
      return { kind: 'inconclusive', reason: error.message }
    }
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { kind: 'inconclusive', reason: `The check could not come to a judgment: ${what}` }
  }
}

/** An answer that came to no end is what the verdict rests on. */
function citeBegun({ begun }: TransportError, { evidence }: TargetRun, cite: (id: string) => void): void {
  const id = begun && evidence.nameOf(begun)
  if (id !== undefined) cite(id)
}

function explanation(outcome: Outcome): Pick<CheckResult, 'reason' | 'remedy'> {
  const reason = 'reason' in outcome ? { reason: outcome.reason } : {}
  return 'remedy' in outcome ? { ...reason, remedy: outcome.remedy } : reason
}

function deviationDetails(verdict: Verdict, id: string, reason: string): Pick<CheckResult, 'deviation' | 'reason'> {
  if (verdict === 'known') return { deviation: id, reason }
  if (verdict === 'fixed') return { deviation: id, reason: `The recorded deviation is gone: ${reason}` }
  return {}
}
