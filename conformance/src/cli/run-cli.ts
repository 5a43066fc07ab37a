import { families } from '../checks/families.ts'
import { renderConsole } from '../reports/console.ts'
import type { Paint } from '../reports/paint.ts'
import { reportOf, writeReports } from '../reports/report-files.ts'
import { exitCodeOf } from '../reports/summarize.ts'
import { type RunResult, runChecks } from '../run/run-checks.ts'
import type { ProviderSubject } from '../subjects/target.ts'
import { urlSubject } from '../subjects/url-subject.ts'
import { help } from './help.ts'
import { type Options, readOptions } from './options.ts'
import { UsageError } from './usage-error.ts'

/** Where the command writes. */
export interface Terminal {
  readonly paint: Paint
  out(text: string): unknown
  err(text: string): unknown
}

/** The whole command: reads the arguments, runs, reports. Returns the exit code. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const options = readOptions(args)
    if (options.help) {
      terminal.out(help)
      return 0
    }
    return await runAndReport(options, terminal)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    terminal.err(`${error.message} See --help.\n`)
    return 2
  }
}

async function runAndReport(options: Options, terminal: Terminal): Promise<number> {
  const run = await runOn(options)
  const report = reportOf(run)
  terminal.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : renderConsole(run, families, terminal.paint))
  if (options.out !== undefined) {
    const paths = await writeOrExplain(options.out, run)
    if (!options.json) terminal.out(`Written: ${paths.join(', ')}\n`)
  }
  return exitCodeOf(report.summary)
}

async function runOn(options: Options): Promise<RunResult> {
  await using subject = await openSubject(options)
  const today = new Date().toISOString().slice(0, 10)
  return await runChecks({ subject: subject.name, targets: subject.targets, checks: options.checks, today })
}

async function openSubject({ subject, generation }: Options): Promise<ProviderSubject> {
  if (subject.kind === 'url') return urlSubject(subject.discoveryUrl, generation)
  const { startMockSubject } = await import('../subjects/mock-subject.ts')
  return startMockSubject(generation, subject.environments)
}

async function writeOrExplain(directory: string, run: RunResult): Promise<readonly string[]> {
  try {
    return await writeReports(directory, run)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new UsageError(`The reports could not be written to ${directory} (${code}).`)
  }
}
