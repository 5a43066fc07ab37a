import { clientChecks, clientFamily } from '../checks/client/index.ts'
import { families } from '../checks/families.ts'
import { renderConsole } from '../reports/console.ts'
import { reportOf, writeReports } from '../reports/report-files.ts'
import { exitCodeOf, summarize } from '../reports/summarize.ts'
import type { RunResult } from '../run/run-checks.ts'
import type { ClientSubject } from '../subjects/client-subject.ts'
import { explainCheck, explainedAsJson, type FaultOfMock } from './explain-check.ts'
import { help } from './help.ts'
import { listChecks, listedAsJson } from './list-checks.ts'
import { type Options, readOptions } from './options.ts'
import { Progress } from './progress.ts'
import { both, openEvents, orExplain } from './run-events.ts'
import { runOnProvider } from './run-provider.ts'
import type { Terminal } from './terminal.ts'

/** Runs checks, or tells of them. Returns the exit code. */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = readOptions(args, terminal.env)
  switch (options.action) {
    case 'help':
      terminal.out(help)
      return 0
    case 'list':
      terminal.out(options.json ? json(listedAsJson(options.checks)) : listChecks(options.checks, terminal.paint))
      return 0
    case 'explain':
      terminal.out(await explained(options, terminal))
      return 0
    case 'run':
      return runAndReport(options, terminal)
  }
}

async function explained({ checks, json: asJson }: Options, { paint }: Terminal): Promise<string> {
  const faults = await faultsOfMock()
  if (asJson) return json(checks.map((check) => explainedAsJson(check, faults)))
  return checks.map((check) => explainCheck(check, faults, paint)).join('\n')
}

async function faultsOfMock(): Promise<readonly FaultOfMock[]> {
  const { startMockServer } = await import('@mobilepay-oidc/mock-server')
  const server = await startMockServer({ port: 0 })
  try {
    return (await server.control.run('faults.catalogue', {})).faults
  } finally {
    await server.close()
  }
}

async function runAndReport(options: Options, terminal: Terminal): Promise<number> {
  if (options.checks.length === 0) {
    terminal.out('Nothing failed in that report: there is nothing to run again.\n')
    return 0
  }
  const run =
    options.subject.kind === 'client' ? await runClient(options, terminal) : await runOnProvider(options, terminal)
  const report = reportOf(run)
  terminal.out(options.json ? json(report) : renderConsole(run, [...families, clientFamily], terminal.paint))
  if (options.out !== undefined) {
    const paths = await orExplain(options.out, () => writeReports(options.out ?? '', run, options.reports))
    if (!options.json) terminal.out(`Written: ${paths.join(', ')}\n`)
  }
  return run.interrupted ? 130 : exitCodeOf(report.summary)
}

/** Holds a client against family RP, in worlds of a mock of this process. */
async function runClient(options: Options, terminal: Terminal): Promise<RunResult> {
  const { runClientChecks } = await import('../run/run-client-checks.ts')
  await using subject = await openClient(options)
  const wanted = new Set(options.checks.map(({ id }) => id))
  const progress = new Progress(terminal, wanted.size)
  const events = await openEvents(options.out, {
    subject: subject.name,
    environments: ['client'],
    generation: options.generation,
    checks: wanted.size,
  })
  try {
    const run = await runClientChecks({
      subject,
      checks: clientChecks.filter(({ id }) => wanted.has(id)),
      listener: both(progress.listener, events?.listener ?? {}),
      ...(terminal.interrupt && { signal: terminal.interrupt }),
    })
    const { interrupted, endedAt } = run
    events?.write({ type: 'end', summary: summarize(run.results), interrupted, endedAt })
    return run
  } finally {
    progress.clear()
    events?.close()
  }
}

async function openClient({ subject, generation }: Options): Promise<ClientSubject> {
  const driver = subject.kind === 'client' ? subject.driver : undefined
  if (driver) {
    const { startDrivenClient } = await import('../subjects/client-subject.ts')
    return startDrivenClient(driver, generation)
  }
  const { startOwnClientTwice } = await import('../hostile/rows-beside.ts')
  return startOwnClientTwice(generation)
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
