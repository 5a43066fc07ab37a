import type { Verdict } from '../run/verdicts.ts'
import type { Defect } from './defect.ts'

/** One provider to run the suite against. */
export type Task =
  | { readonly kind: 'defects'; readonly defects: readonly Defect[]; readonly everything: boolean }
  | { readonly kind: 'healthy'; readonly seed: number }

/** A check that did not pass as it does with the healthy provider. */
export interface Red {
  readonly check: string
  readonly verdict: Verdict
  /** Title, expectation, finding and reason, in which the seeded thing must be named. */
  readonly said: string
}

export interface TaskResult {
  readonly reds: readonly Red[]
  /** What a healthy provider was made to do, legally. */
  readonly variations: readonly string[]
  readonly checksRun: number
}
