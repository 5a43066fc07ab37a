import type { Level, SandboxClass } from '../checks/check.ts'
import type { Verdict } from './verdicts.ts'

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
