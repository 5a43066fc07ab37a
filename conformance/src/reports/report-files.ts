import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunResult } from '../run/run-checks.ts'
import { type FormatName, formatNames, formats } from './formats.ts'

export { type Report, reportOf } from './report.ts'

/**
 * Writes a run's reports into a directory, which is made where it is missing. Returns the paths.
 * @param names all by default
 */
export async function writeReports(
  directory: string,
  run: RunResult,
  names: readonly FormatName[] = formatNames,
): Promise<readonly string[]> {
  await mkdir(directory, { recursive: true })
  return Promise.all(
    names.map(async (name) => {
      const { file, render } = formats[name]
      const path = join(directory, file)
      await writeFile(path, render(run))
      return path
    }),
  )
}
