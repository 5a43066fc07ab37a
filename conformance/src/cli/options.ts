import type { Generation } from '@mobilepay-oidc/fixtures'
import type { Check, Family } from '../checks/check.ts'
import { clientFamily } from '../checks/client/index.ts'
import { families } from '../checks/families.ts'
import { type FormatName, formatNames } from '../reports/formats.ts'
import type { KnownDeviation } from '../run/known-deviation.ts'
import { readSandboxOptions, type SandboxOptions, sandboxFlags } from '../sandbox/sandbox-options.ts'
import { usualTimeoutMs } from '../subjects/network-send.ts'
import { readArguments, wordsOf } from './arguments.ts'
import { readSelection } from './check-choice.ts'
import { readDeviations } from './deviations-file.ts'
import { readGeneration, readSubject, type SubjectChoice } from './subject-choice.ts'
import { readSubjectFile, type SubjectFile } from './subject-file.ts'
import { nearest, UsageError } from './usage-error.ts'

export interface Options {
  readonly action: 'run' | 'help' | 'list' | 'explain'
  readonly json: boolean
  readonly subject: SubjectChoice
  readonly subjectFile: SubjectFile | undefined
  readonly sandbox: SandboxOptions
  readonly generation: Generation
  readonly checks: readonly Check[]
  readonly deviations: readonly KnownDeviation[]
  readonly preflight: boolean
  /** The file in which runs remember what they saw. */
  readonly history: string | undefined
  readonly checkTimeoutMs: number | undefined
  readonly out: string | undefined
  readonly reports: readonly FormatName[]
}

export const flags = {
  subject: { type: 'string' },
  url: { type: 'string' },
  mock: { type: 'string' },
  image: { type: 'string' },
  driver: { type: 'string' },
  'subject-file': { type: 'string' },
  environment: { type: 'string' },
  generation: { type: 'string' },
  only: { type: 'string' },
  check: { type: 'string', multiple: true },
  family: { type: 'string', multiple: true },
  section: { type: 'string', multiple: true },
  level: { type: 'string', multiple: true },
  'only-failed': { type: 'string' },
  ...sandboxFlags,
  list: { type: 'boolean', default: false },
  explain: { type: 'string' },
  deviations: { type: 'string' },
  history: { type: 'string' },
  'no-preflight': { type: 'boolean', default: false },
  'check-timeout': { type: 'string' },
  out: { type: 'string' },
  report: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/**
 * Reads the command line of a run.
 * @throws UsageError on anything that is not understood.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Options {
  const { values } = readArguments(args, flags)
  const file = values['subject-file'] === undefined ? undefined : readSubjectFile(values['subject-file'], env)
  const explained = values.explain === undefined ? {} : { only: values.explain }
  const action = actionOf(values)
  const subject = readSubject(values, file?.discoveryUrl)
  if (values.resume !== undefined && (subject.kind === 'client' || subject.kind === 'cassette'))
    throw new UsageError('--resume is for providers: clients and cassettes are run anew.')
  const checkTimeoutMs = values['check-timeout'] === undefined ? undefined : readSeconds(values['check-timeout']) * 1000
  return {
    action,
    json: values.json,
    subject,
    subjectFile: file,
    sandbox: bounded(readSandboxOptions(values), checkTimeoutMs),
    generation: readGeneration(values.generation ?? file?.generation ?? '2024'),
    checks: readSelection({ ...values, ...explained }, familiesFor(action, subject)),
    deviations: values.deviations === undefined ? [] : readDeviations(values.deviations),
    preflight: !values['no-preflight'],
    history: values.history,
    checkTimeoutMs,
    out: values.out === undefined ? undefined : readDirectory(values.out),
    reports: readFormats(values.report, values.out),
  }
}

/** A run holds a provider or a client against its own families; lists and explanations know all. */
function familiesFor(action: Options['action'], { kind }: SubjectChoice): readonly Family[] {
  if (kind === 'client') return [clientFamily]
  return action === 'run' ? families : [...families, clientFamily]
}

function actionOf({ help, list, explain }: { help: boolean; list: boolean; explain?: string }): Options['action'] {
  if (help) return 'help'
  if (explain !== undefined) return 'explain'
  return list ? 'list' : 'run'
}

function readSeconds(text: string): number {
  const seconds = Number(text)
  if (text.trim() !== '' && seconds > 0 && seconds <= 86_400) return seconds
  throw new UsageError(`--check-timeout is a number of seconds above 0, such as 60; it is ${JSON.stringify(text)}.`)
}

/** No request takes longer than the check that it is for: so the preflight, too, tells soon of a host that hangs. */
function bounded(sandbox: SandboxOptions, checkTimeoutMs: number | undefined): SandboxOptions {
  if (checkTimeoutMs === undefined) return sandbox
  return { ...sandbox, network: { ...sandbox.network, timeoutMs: Math.min(checkTimeoutMs, usualTimeoutMs) } }
}

function readDirectory(path: string): string {
  if (path.trim() === '') throw new UsageError('--out needs the name of a directory.')
  return path
}

function readFormats(lists: readonly string[] | undefined, out: string | undefined): readonly FormatName[] {
  if (lists === undefined) return formatNames
  if (out === undefined) throw new UsageError('--report selects what --out DIR writes: give both.')
  return (wordsOf(lists) ?? []).map((word) => {
    const name = formatNames.find((candidate) => candidate === word.toLowerCase())
    if (name) return name
    throw new UsageError(
      `There is no report ${word}${nearest(word, formatNames)} There are: ${formatNames.join(', ')}.`,
    )
  })
}
