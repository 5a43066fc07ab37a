import type { Verdict } from '../run/verdicts.ts'
import type { Defect } from './defect.ts'

/** One provider to run the suite against. */
export type Task =
  | { readonly kind: 'defects'; readonly defects: readonly Defect[]; readonly everything: boolean }
  | { readonly kind: 'healthy'; readonly seed: number }

/** What a worker runs: a task, or the provider as it is, whose verdicts tell what of the others is red. */
export type Run = Task | { readonly kind: 'baseline' }

/** What a check came to in a run. */
export interface Examined {
  readonly check: string
  readonly verdict: Verdict
  readonly reason: string | undefined
  /** Title, expectation, finding and reason, in which a seeded thing must be named. */
  readonly said: string
}

export interface RunOutcome {
  readonly examined: readonly Examined[]
  /** What a healthy provider was made to do, legally. */
  readonly variations: readonly string[]
}

/** A check that did not pass as it does with the healthy provider. */
export type Red = Pick<Examined, 'check' | 'verdict' | 'said'>

/** A check that was to catch a defect and says nothing of it. */
export type Unmoved = Pick<Examined, 'check' | 'verdict' | 'reason'>

export interface TaskResult {
  readonly reds: readonly Red[]
  /** Of the checks that were to catch a defect of the task. */
  readonly unmoved: readonly Unmoved[]
  readonly variations: readonly string[]
}
