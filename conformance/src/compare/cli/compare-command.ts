import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { clientFamily } from '../../checks/client/index.ts'
import { families } from '../../checks/families.ts'
import { readArguments } from '../../cli/arguments.ts'
import type { Terminal } from '../../cli/terminal.ts'
import { UsageError } from '../../cli/usage-error.ts'
import { type Comparison, compare, NothingInCommon } from '../compare.ts'
import { htmlComparison } from '../html-comparison.ts'
import type { Side } from '../input.ts'
import { comparisonAsJson, renderComparison } from '../render-comparison.ts'
import { readSide } from './sides.ts'

const help = `Sets runs side by side: the specification, the mock, the sandbox, an earlier run.

Usage
  mobilepay-conformance compare A B [C…] [options]

The first side is what the others are held against. A side is spec, a report.json, or one environment of it
as report.json#sandbox-dk; NAME= in front of it gives it a name.

Each difference is
  NEW       a violation that the first side does not have
  KNOWN     the same, recorded as a known deviation
  FIXED     a violation of the first side that is gone
  GONE      judged on the first side, and not on this one
  STRICTER  both are right or both are not, and this one refuses more
  LAXER     both are right or both are not, and this one lets more through

Options
  --out DIR   write DIR/compare.html and DIR/compare.json
  --json      print JSON instead of text
  --help      this page

Examples
  mobilepay-conformance compare spec reports/report.json
  mobilepay-conformance compare mock/report.json sandbox/report.json --out difference
  mobilepay-conformance compare dk=all/report.json#sandbox-dk fi=all/report.json#sandbox-fi

Exit codes
  0  nothing is new    1  something is NEW    2  the command is wrong
`

const flags = {
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** `compare A B [C…]`. @throws UsageError */
export async function compareCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments(args, flags, true)
  if (values.help) {
    terminal.out(help)
    return 0
  }
  if (positionals.length < 2) throw new UsageError('compare needs two sides or more: spec, or report.json files.')
  const comparison = compared(positionals.map(readSide))
  const json = `${JSON.stringify(comparisonAsJson(comparison), null, 2)}\n`
  terminal.out(values.json ? json : renderComparison(comparison, terminal.paint))
  if (values.out !== undefined) {
    const paths = written(values.out, { 'compare.html': htmlComparison(comparison), 'compare.json': json })
    if (!values.json) terminal.out(`Written: ${paths.join(', ')}\n`)
  }
  return comparison.summary.NEW > 0 ? 1 : 0
}

function compared(sides: readonly Side[]): Comparison {
  try {
    return compare(
      sides,
      [...families, clientFamily].flatMap(({ checks }) => checks),
    )
  } catch (error) {
    if (!(error instanceof NothingInCommon)) throw error
    const each = sides.map(({ name, environments = [] }) => `${name} has ${environments.join(', ') || 'no checks'}`)
    throw new UsageError(`${error.message} ${each.join('; ')}: name one each, as in report.json#sandbox-dk.`)
  }
}

function written(directory: string, files: Readonly<Record<string, string>>): readonly string[] {
  try {
    mkdirSync(directory, { recursive: true })
    return Object.entries(files).map(([name, text]) => {
      const path = join(directory, name)
      writeFileSync(path, text)
      return path
    })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new UsageError(`The comparison could not be written to ${directory} (${code}).`)
  }
}
