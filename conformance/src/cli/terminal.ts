import type { Paint } from '../reports/paint.ts'

/** Where a command writes, and what it hears from the person there. */
export interface Terminal {
  readonly paint: Paint
  out(text: string): unknown
  err(text: string): unknown
  /** Aborts when the person wants the command to end. */
  readonly interrupt?: AbortSignal
  /** Asks the person; absent where nobody is there. @param hidden what is typed is not shown */
  readonly ask?: (question: string, hidden?: boolean) => Promise<string>
  /** Columns of a screen on which progress may be drawn over and over; absent where there is none. */
  readonly columns?: number
  /** Where secrets are named; the process's own by default. */
  readonly env?: NodeJS.ProcessEnv
}
