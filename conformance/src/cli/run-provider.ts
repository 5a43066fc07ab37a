import type { Check } from '../checks/check.ts'
import { preflight } from '../preflight/preflight.ts'
import { summarize } from '../reports/summarize.ts'
import { type RunResult, runChecks } from '../run/run-checks.ts'
import { readCassette, writeCassette } from '../sandbox/cassette/cassette.ts'
import { CassetteRecorder } from '../sandbox/cassette/recorder.ts'
import { recordedChecks, replaySubject } from '../sandbox/cassette/replay.ts'
import { continued, type EarlierRun, readEarlierRun, remaining } from '../sandbox/earlier-run.ts'
import { agreeOnBudget, openSandbox } from '../sandbox/open-sandbox.ts'
import type { ProviderSubject } from '../subjects/target.ts'
import { readHistory, writeHistory } from './history-file.ts'
import { openMock } from './open-mock.ts'
import type { Options } from './options.ts'
import { Progress } from './progress.ts'
import { both, openEvents } from './run-events.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Holds a provider against its families; of a run that goes on from an earlier one, what both came to. */
export async function runOnProvider(options: Options, terminal: Terminal): Promise<RunResult> {
  await using opened = await openSubject(options, terminal)
  using recording = recordingOf(options, opened)
  const subject = recording ? { ...opened, targets: [recording.target] } : opened
  const earlier = earlierOf(options, subject)
  const environments = subject.targets.map(({ label }) => label)
  const wanted = earlier ? remaining(options.checks, environments, earlier) : options.checks
  const checks = await allowedOf(options, wanted, subject, terminal)
  const total = options.checks.length * subject.targets.length
  const progress = new Progress(terminal, total - (earlier?.results.length ?? 0))
  const events = await openEvents(options.out, { ...whatOf(subject), checks: total })
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
      ...(earlier && { isSettled: earlier.isSettled }),
      listener: both(progress.listener, events?.listener ?? {}),
      // What a mock of this process is run with is the suite's own, and not to be doubted.
      ...(options.preflight && options.subject.kind === 'url' && { preflight }),
      ...(options.checkTimeoutMs !== undefined && { checkTimeoutMs: options.checkTimeoutMs }),
      ...(interrupt && { signal: interrupt }),
      ...(history && { history }),
    })
    const whole = earlier ? continued(run, earlier, options.checks) : run
    const { interrupted, endedAt } = run
    events?.write({ type: 'end', summary: summarize(whole.results), interrupted, endedAt })
    if (history && options.history !== undefined) writeHistory(options.history, history)
    if (recording && options.sandbox.record !== undefined)
      writeCassette(options.sandbox.record, recording.cassette(run))
    return whole
  } finally {
    progress.clear()
    events?.close()
  }
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

function earlierOf({ sandbox: { resume }, checks }: Options, subject: ProviderSubject): EarlierRun | undefined {
  return resume === undefined ? undefined : readEarlierRun(resume, whatOf(subject), checks)
}

/** What an event stream says of it, and what a run that goes on compares. */
function whatOf({ name, targets }: ProviderSubject) {
  return {
    subject: name,
    environments: targets.map(({ label }) => label),
    generation: targets[0]?.generation,
  }
}
