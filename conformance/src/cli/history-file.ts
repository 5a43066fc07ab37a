import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { historySchema, type KeptHistory, RunHistory } from '../run/history.ts'
import { readJsonFile } from './read-report.ts'
import { requireSchema } from './require-schema.ts'
import { UsageError } from './usage-error.ts'

/** What runs before this one have seen; nothing yet where there is no such file. @throws UsageError */
export function readHistory(path: string): RunHistory {
  if (!existsSync(path)) return new RunHistory()
  const kept = readJsonFile(path, 'The history')
  requireSchema(historySchema, kept, path)
  return new RunHistory(kept as KeptHistory)
}

/** Written beside and put in place, so that a run that is killed leaves the old one. @throws UsageError */
export function writeHistory(path: string, history: RunHistory): void {
  try {
    writeFileSync(`${path}.new`, `${JSON.stringify(history.kept(), null, 2)}\n`, { mode: 0o600 })
    renameSync(`${path}.new`, path)
  } catch (error) {
    throw new UsageError(`The history ${path} can't be written (${(error as NodeJS.ErrnoException).code ?? error}).`)
  }
}
