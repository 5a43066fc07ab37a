/** How much a violation weighs. A check may say so itself; otherwise its level does. */
export type Severity = 'fail' | 'warn' | 'info'

/** What was demanded and what was found. */
export interface Finding {
  readonly expected: unknown
  readonly actual: unknown
  /** What the provider's makers change to pass. */
  readonly remedy: string
  readonly severity?: Severity
}

/** Why a check gives no judgment. */
export type Abstention = 'inapplicable' | 'skip' | 'untested' | 'inconclusive' | 'review'

export type Outcome =
  | { readonly kind: 'pass'; readonly expected: unknown; readonly actual: unknown }
  | ({ readonly kind: 'violation' } & Finding)
  | { readonly kind: 'info'; readonly expected: unknown; readonly actual: unknown; readonly reason: string }
  | ({ readonly kind: 'config'; readonly reason: string } & Omit<Finding, 'severity'>)
  | { readonly kind: Abstention; readonly reason: string }

/** Passes when it holds, else a violation. */
export function judge(holds: boolean, finding: Finding): Outcome {
  const { expected, actual } = finding
  return holds ? { kind: 'pass', expected, actual } : { kind: 'violation', ...finding }
}

/** Passes when nothing is wrong, else a violation that lists the problems. */
export function judgeProblems(problems: readonly string[], expected: string, remedy: string): Outcome {
  return judge(problems.length === 0, { expected, actual: problems.length === 0 ? expected : problems, remedy })
}

/** The check does not concern this subject. */
export function inapplicable(reason: string): Outcome {
  return { kind: 'inapplicable', reason }
}

/** What the check needs is not there, and another check says so. */
export function skip(reason: string): Outcome {
  return { kind: 'skip', reason }
}

/** The check concerns this subject but could not be run in this run. */
export function untested(reason: string): Outcome {
  return { kind: 'untested', reason }
}

/** Ends a check early with an outcome; the runner catches it. */
export class OutcomeSignal extends Error {
  override readonly name = 'OutcomeSignal'
  readonly outcome: Outcome

  constructor(outcome: Outcome) {
    super(outcome.kind)
    this.outcome = outcome
  }
}
