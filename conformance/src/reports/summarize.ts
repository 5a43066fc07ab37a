import type { CheckResult } from '../run/run-checks.ts'
import { type Verdict, verdicts } from '../run/verdicts.ts'

export type Summary = Readonly<Record<Verdict, number>>

/** How often each verdict was given; every verdict is a key. */
export function summarize(results: readonly CheckResult[]): Summary {
  const counts = verdicts.map((verdict) => [verdict, results.filter((result) => result.verdict === verdict).length])
  return Object.fromEntries(counts) as Summary
}

export type ExitCode = 0 | 1 | 2 | 3

/**
 * What the run says to a script: 2 where the configuration is wrong, so that nothing else means much; 1 when a check
 * failed or the baseline is out of date (`fixed`); 3 when nothing failed but something could not be judged; else 0.
 */
export function exitCodeOf({ config, fail, fixed, inconclusive }: Summary): ExitCode {
  if (config > 0) return 2
  if (fail + fixed > 0) return 1
  return inconclusive > 0 ? 3 : 0
}
