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

/** A check that was to catch a defect and says nothing of it. */
export interface Unmoved {
  readonly check: string
  readonly verdict: Verdict
  /** Why it could not judge, where it could not. */
  readonly reason: string | undefined
}

export interface TaskResult {
  readonly reds: readonly Red[]
  /** Of the checks that were to catch a defect of the task. */
  readonly unmoved: readonly Unmoved[]
  /** What a healthy provider was made to do, legally. */
  readonly variations: readonly string[]
  readonly checksRun: number
}
