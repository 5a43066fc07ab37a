import type { CheckResult } from '../run/run-checks.ts'
import type { StoredExchange } from './stored-bodies.ts'
import type { Summary } from './summarize.ts'

/** What happens in a run, as it happens. */
export type RunEvent =
  | {
      readonly type: 'run'
      readonly subject: string
      readonly environments: readonly string[]
      readonly generation?: string | undefined
      /** How many verdicts there will be. */
      readonly checks: number
      readonly startedAt: string
    }
  /** A passage that bodies name by its number from now on. */
  | { readonly type: 'part'; readonly number: number; readonly text: string }
  | { readonly type: 'exchange'; readonly id: string; readonly exchange: StoredExchange }
  | { readonly type: 'check'; readonly result: CheckResult }
  | { readonly type: 'end'; readonly summary: Summary; readonly interrupted: boolean; readonly endedAt: string }

/** One line of an NDJSON stream, its end of line included. */
export function ndjsonLine(event: RunEvent): string {
  return `${JSON.stringify(event)}\n`
}
