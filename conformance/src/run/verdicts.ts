import type { Level } from '../checks/check.ts'
import type { Outcome, Severity } from '../checks/outcome.ts'
import type { KnownDeviation } from './known-deviations.ts'

/** Every verdict, in the order in which summaries list them. */
export const verdicts = [
  'pass',
  'fail',
  'warn',
  'info',
  'known',
  'fixed',
  'inapplicable',
  'skip',
  'untested',
  'inconclusive',
  'review',
  'config',
] as const

export type Verdict = (typeof verdicts)[number]

const severityOf: Readonly<Record<Level, Severity>> = { MUST: 'fail', SHOULD: 'warn', MAY: 'info' }

/**
 * The verdict on an outcome. A violation is `known` only where it is exactly the recorded deviation; where a recorded
 * deviation is gone the verdict is `fixed`, so that the baseline is brought up to date.
 */
export function verdictOf(level: Level, outcome: Outcome, deviation: KnownDeviation | undefined): Verdict {
  if (outcome.kind === 'pass') return deviation ? 'fixed' : 'pass'
  if (outcome.kind !== 'violation') return outcome.kind
  if (deviation?.matches(outcome.actual)) return 'known'
  return outcome.severity ?? severityOf[level]
}
