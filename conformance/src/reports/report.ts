import type { CheckResult, RunResult } from '../run/run-checks.ts'
import { type Summary, summarize } from './summarize.ts'
import { toolName, toolVersion } from './tool.ts'

/** Who ran what, and when. */
export interface RunMetadata {
  readonly tool: string
  readonly version: string
  readonly subject: string
  readonly generation: string | undefined
  readonly environments: readonly string[]
  readonly startedAt: string
  readonly endedAt: string
  /** What had not run when somebody ended the run is untested. */
  readonly interrupted: boolean
}

/** What `report.json` holds. */
export interface Report {
  readonly summary: Summary
  readonly run: RunMetadata
  /** Everything that was looked at before the checks; what was found wrong is among the checks too. */
  readonly preflight: readonly CheckResult[]
  readonly checks: readonly CheckResult[]
}

export function reportOf(run: RunResult): Report {
  const { subject, generation, environments, startedAt, endedAt, interrupted, preflight, results } = run
  return {
    summary: summarize(results),
    run: {
      tool: toolName,
      version: toolVersion,
      subject,
      generation,
      environments,
      startedAt,
      endedAt,
      interrupted,
    },
    preflight,
    checks: results,
  }
}
