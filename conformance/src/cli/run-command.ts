import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from '../checks/check.ts'
import { clientChecks, clientFamily } from '../checks/client/index.ts'
import { families } from '../checks/families.ts'
import { preflight } from '../preflight/preflight.ts'
import { renderConsole } from '../reports/console.ts'
import { EventFile } from '../reports/event-file.ts'
import { reportOf, writeReports } from '../reports/report-files.ts'
import { exitCodeOf, summarize } from '../reports/summarize.ts'
import { type RunListener, type RunResult, runChecks } from '../run/run-checks.ts'
import { readCassette, writeCassette } from '../sandbox/cassette/cassette.ts'
import { CassetteRecorder } from '../sandbox/cassette/recorder.ts'
import { recordedChecks, replaySubject } from '../sandbox/cassette/replay.ts'
import { continued, type EarlierRun, readEarlierRun, remaining } from '../sandbox/earlier-run.ts'
import { agreeOnBudget, openSandbox } from '../sandbox/open-sandbox.ts'
import type { ClientSubject } from '../subjects/client-subject.ts'
import type { ProviderSubject } from '../subjects/target.ts'
import { explainCheck, explainedAsJson, type FaultOfMock } from './explain-check.ts'
import { help } from './help.ts'
import { readHistory, writeHistory } from './history-file.ts'
import { listChecks, listedAsJson } from './list-checks.ts'
import { openMock } from './open-mock.ts'
import { type Options, readOptions } from './options.ts'
import { Progress } from './progress.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

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
  const run = options.subject.kind === 'client' ? await runClient(options, terminal) : await runOn(options, terminal)
  const report = reportOf(run)
  terminal.out(options.json ? json(report) : renderConsole(run, [...families, clientFamily], terminal.paint))
  if (options.out !== undefined) {
    const paths = await orExplain(options.out, () => writeReports(options.out ?? '', run, options.reports))
    if (!options.json) terminal.out(`Written: ${paths.join(', ')}\n`)
  }
  return run.interrupted ? 130 : exitCodeOf(report.summary)
}

async function runOn(options: Options, terminal: Terminal): Promise<RunResult> {
  await using opened = await openSubject(options, terminal)
  using recording = recordingOf(options, opened)
  const subject = recording ? { ...opened, targets: [recording.target] } : opened
  const earlier = earlierOf(options, subject)
  const wanted = earlier ? remaining(options.checks, earlier) : options.checks
  const checks = await allowedOf(options, wanted, subject, terminal)
  const progress = new Progress(terminal, checks.length * subject.targets.length)
  const environments = subject.targets.map(({ label }) => label)
  const events = await openEvents(options, subject.name, environments)
  const history = historyOf(options)
  const { interrupt } = terminal
  // A run that is killed now must leave what the earlier one has seen, too.
  for (const [id, exchange] of earlier?.exchanges ?? []) events?.listener.exchange?.(id, exchange)
  for (const result of earlier?.results ?? []) events?.listener.result?.(result)
  try {
    const run = await runChecks({
      subject: subject.name,
      targets: subject.targets,
      checks,
      today: new Date().toISOString().slice(0, 10),
      deviations: options.deviations,
      listener: both(progress.listener, events?.listener ?? {}),
      // What a mock of this process is run with is the suite's own, and not to be doubted.
      ...(options.preflight && options.subject.kind === 'url' && { preflight }),
      ...(options.checkTimeoutMs !== undefined && { checkTimeoutMs: options.checkTimeoutMs }),
      ...(interrupt && { signal: interrupt }),
      ...(history && { history }),
    })
    const { interrupted, endedAt } = run
    events?.write({ type: 'end', summary: summarize(run.results), interrupted, endedAt })
    if (history && options.history !== undefined) writeHistory(options.history, history)
    if (recording && options.sandbox.record !== undefined)
      writeCassette(options.sandbox.record, recording.cassette(run))
    return earlier ? continued(run, earlier, options.checks) : run
  } finally {
    progress.clear()
    events?.close()
  }
}

/** Holds a client against family RP, in worlds of a mock of this process. */
async function runClient(options: Options, terminal: Terminal): Promise<RunResult> {
  const { runClientChecks } = await import('../run/run-client-checks.ts')
  await using subject = await openClient(options)
  const wanted = new Set(options.checks.map(({ id }) => id))
  const progress = new Progress(terminal, wanted.size)
  const events = await openEvents(options, subject.name, ['client'])
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
  const { startDrivenClient, startOwnClient } = await import('../subjects/client-subject.ts')
  const driver = subject.kind === 'client' ? subject.driver : undefined
  return driver ? startDrivenClient(driver, generation) : startOwnClient(generation)
}

async function openSubject(options: Options, terminal: Terminal): Promise<ProviderSubject> {
  const { subject, generation, subjectFile, sandbox } = options
  if (subject.kind === 'url') return openSandbox(subject.discoveryUrl, generation, subjectFile, sandbox, terminal)
  if (subject.kind === 'cassette') return replaySubject(readCassette(subject.path))
  if (subject.kind === 'client') throw new Error('Clients are held against checks of their own.')
  return openMock(subject, generation, terminal.env)
}

/** A replay brings the same values again, and a client issues none. */
function historyOf({ history, subject }: Options) {
  if (history === undefined) return undefined
  if (subject.kind === 'cassette') throw new UsageError('A replay has no history: it brings the same codes every time.')
  return readHistory(history)
}

/** Of hosts of others, what the person agrees to. */
async function allowedOf(
  { subject, sandbox }: Options,
  checks: readonly Check[],
  { targets }: ProviderSubject,
  terminal: Terminal,
): Promise<readonly Check[]> {
  if (subject.kind === 'cassette') return recordedChecks(readCassette(subject.path), checks)
  if (subject.kind !== 'url') return checks
  const hasLogin = targets.some(({ login }) => login !== undefined)
  return agreeOnBudget(subject.discoveryUrl, checks, sandbox, hasLogin, terminal)
}

/** What is recorded is one provider elsewhere. */
function recordingOf(
  { subject, sandbox: { record, resume } }: Options,
  { targets: [target] }: ProviderSubject,
): CassetteRecorder | undefined {
  if (record === undefined) return undefined
  if (subject.kind !== 'url' || !target)
    throw new UsageError('record is for providers elsewhere: name a sandbox or a URL.')
  if (resume !== undefined) throw new UsageError('A cassette is of one run: leave --resume out.')
  return new CassetteRecorder(target)
}

function earlierOf({ sandbox: { resume } }: Options, { targets: [target] }: ProviderSubject): EarlierRun | undefined {
  return resume === undefined || !target ? undefined : readEarlierRun(resume, target.label)
}

/** The stream is written from the start, so that a run that is killed leaves what it has seen. */
async function openEvents(
  { out, checks }: Options,
  name: string,
  environments: readonly string[],
): Promise<EventFile | undefined> {
  if (out === undefined) return undefined
  return orExplain(out, async () => {
    mkdirSync(out, { recursive: true })
    const events = new EventFile(join(out, 'events.ndjson'))
    const startedAt = new Date().toISOString()
    events.write({ type: 'run', subject: name, environments, checks: checks.length * environments.length, startedAt })
    return events
  })
}

function both(one: RunListener, other: RunListener): RunListener {
  return {
    exchange: (id, exchange) => {
      one.exchange?.(id, exchange)
      other.exchange?.(id, exchange)
    },
    begin: (check, environment) => {
      one.begin?.(check, environment)
      other.begin?.(check, environment)
    },
    result: (result) => {
      one.result?.(result)
      other.result?.(result)
    },
  }
}

async function orExplain<Result>(directory: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new UsageError(`The reports could not be written to ${directory} (${code}).`)
  }
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
