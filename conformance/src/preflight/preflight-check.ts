import type { Check } from '../checks/check.ts'
import type { CheckContext } from '../checks/check-context.ts'
import type { Outcome } from '../checks/outcome.ts'

/** One look at the configuration, before any check. */
export interface PreflightCheck {
  readonly id: string
  readonly title: string
  /** What can't run where it finds something. */
  readonly blocks: 'everything' | 'logins' | 'nothing'
  /** Whether the checks that are to run need it; absent where every run does. */
  isWanted?(checks: readonly Check[]): boolean
  run(context: CheckContext): Outcome | Promise<Outcome>
}

/** What is wrong with a field of the configuration. */
export interface Misconfiguration {
  /** The flag, or the place in the subject file. */
  readonly field: string
  readonly reason: string
  readonly expected: unknown
  readonly actual: unknown
  /** What the person who runs the suite does about it. */
  readonly mend: string
}

/** The verdict `config`: it is not the provider that is wrong. */
export function misconfigured({ field, reason, expected, actual, mend }: Misconfiguration): Outcome {
  return { kind: 'config', reason: `${field}: ${reason}`, expected, actual, remedy: mend }
}

export function fine(actual: unknown): Outcome {
  return { kind: 'pass', expected: actual, actual }
}

/** The same as a check, so that it runs and is reported like one. */
export function asCheck({ id, title, run }: PreflightCheck): Check {
  return { id, title, spec: 'configuration', level: 'MUST', sandbox: 'unattended', facts: [], run }
}
