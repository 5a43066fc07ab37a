import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CheckResult, RunResult } from '../run/run-checks.ts'
import { type Summary, summarize } from './summarize.ts'

/** What `report.json` holds. */
export interface Report {
  readonly summary: Summary
  readonly checks: readonly CheckResult[]
}

export function reportOf({ results }: RunResult): Report {
  return { summary: summarize(results), checks: results }
}

/**
 * Writes `report.json`, and `evidence.json` with the redacted exchanges under the names by which the checks cite them.
 * Returns the paths.
 */
export async function writeReports(directory: string, run: RunResult): Promise<readonly string[]> {
  await mkdir(directory, { recursive: true })
  const files = {
    'report.json': reportOf(run),
    'evidence.json': { subject: run.subject, exchanges: Object.fromEntries(run.exchanges) },
  }
  return Promise.all(
    Object.entries(files).map(async ([name, content]) => {
      const path = join(directory, name)
      await writeFile(path, `${JSON.stringify(content, null, 2)}\n`)
      return path
    }),
  )
}
