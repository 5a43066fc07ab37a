import { writeFileSync } from 'node:fs'
import type { Generation } from '@mobilepay-oidc/fixtures'
import { readArguments } from '../../cli/arguments.ts'
import { readReport } from '../../cli/read-report.ts'
import type { Terminal } from '../../cli/terminal.ts'
import { UsageError } from '../../cli/usage-error.ts'
import type { Paint } from '../../reports/paint.ts'
import { type Profile, profileOf } from '../profile.ts'
import { readSide } from './sides.ts'

const help = `Turns what a run saw into a configuration of the mock, which then does the same.

Usage
  mobilepay-conformance profile from REPORT [options]

REPORT is a report.json; where it has several environments, name one: report.json#sandbox-dk. A switch that the run
says nothing about is left as it is by default, and listed.

Options
  --out FILE   write the configuration into FILE
  --json       print the configuration instead of text
  --help       this page

Example
  mobilepay-conformance profile from sandbox/report.json --out sandbox.mock.json
  mobilepay-mock --config sandbox.mock.json

Exit codes
  0  written    2  the command is wrong
`

const flags = {
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** `profile from REPORT`. @throws UsageError */
export async function profileCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments(args, flags, true)
  if (values.help) {
    terminal.out(help)
    return 0
  }
  const [from, word, ...more] = positionals
  if (from !== 'from' || word === undefined || more.length > 0)
    throw new UsageError('profile is followed by from and one report.json.')
  const profile = readProfile(word)
  const configuration = `${JSON.stringify(configurationOf(profile), null, 2)}\n`
  terminal.out(values.json ? configuration : asText(profile, terminal.paint))
  if (values.out !== undefined) write(values.out, configuration)
  return 0
}

function readProfile(word: string): Profile {
  const side = readSide(word)
  const [environment, ...others] = side.environments ?? []
  if (environment === undefined) throw new UsageError(`${word} has no checks.`)
  if (others.length > 0) {
    const all = [environment, ...others].join(', ')
    throw new UsageError(`${word} has several environments: name one of ${all}, as in ${word}#${environment}.`)
  }
  const [path = ''] = word.replace(/^[^=/\\]+=/, '').split('#')
  return profileOf(side, environment, readReport(path).run?.generation as Generation | undefined)
}

/** What the mock's `--config` takes. */
function configurationOf({ generation, switches }: Profile): object {
  return { ...(generation !== undefined && { generation }), switches }
}

function asText({ generation, sources, switches, unknown }: Profile, paint: Paint): string {
  const checksOf = (name: string) => sources.filter((one) => one.name === name).map(({ check }) => check)
  const rows = Object.entries(switches).map(
    ([name, value]) => `  ${name.padEnd(28)} ${String(value).padEnd(20)} ${paint('dim', checksOf(name).join(', '))}`,
  )
  const left = unknown.map(({ name, why }) => `  ${name.padEnd(28)} ${paint('dim', why)}`)
  return [
    `Generation ${generation ?? 'unknown'}; switches as the run saw them`,
    ...rows,
    '',
    'Unknown, and left as they are',
    ...left,
    '',
  ].join('\n')
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (error) {
    throw new UsageError(`${path} could not be written (${(error as NodeJS.ErrnoException).code ?? String(error)}).`)
  }
}
