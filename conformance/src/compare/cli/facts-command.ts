import { facts } from '@mobilepay-oidc/fixtures/facts'
import { readArguments } from '../../cli/arguments.ts'
import type { Terminal } from '../../cli/terminal.ts'
import { UsageError } from '../../cli/usage-error.ts'
import type { Paint } from '../../reports/paint.ts'
import { type FactCell, type FactRow, type FactState, type Fidelity, factRows, fidelityOf } from '../facts-view.ts'
import type { Side } from '../input.ts'
import { readSide } from './sides.ts'

const help = `What runs saw of each fact of the ledger (fixtures/facts.json), by the checks that name it.

Usage
  mobilepay-conformance facts REPORT… [options]

  seen       as the ledger has it (pass, info, or the deviation that is known)
  otherwise  a check of it came out differently (fail, fixed)
  unclear    a recommendation is not followed, and nobody has recorded that (warn)
  unseen     no check of it could judge

Fidelity is the share of the judged facts that were seen as the ledger has them, with the day of the run.

Options
  --all     list every fact, not only those that were not seen
  --json    print JSON instead of text
  --help    this page

Examples
  mobilepay-conformance facts reports/report.json
  mobilepay-conformance facts mock=mock/report.json sandbox=sandbox/report.json --all

Exit codes
  0  no fact is otherwise    1  some are    2  the command is wrong
`

const flags = {
  all: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const styles: Readonly<Record<FactState, Parameters<Paint>[0]>> = {
  seen: 'pass',
  otherwise: 'fail',
  unclear: 'warn',
  unseen: 'untested',
}

/** `facts REPORT…`. @throws UsageError */
export async function factsCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments(args, flags, true)
  if (values.help) {
    terminal.out(help)
    return 0
  }
  if (positionals.length === 0) throw new UsageError('facts needs a report.json.')
  const sides = positionals.map(readSide)
  const rows = factRows(facts, sides)
  const fidelity = fidelityOf(rows, sides)
  const shown = values.all ? rows : rows.filter(({ cells }) => cells.some(({ state }) => notable(state)))
  terminal.out(values.json ? asJson(rows, fidelity) : asText(shown, sides, fidelity, terminal.paint))
  return rows.some(({ cells }) => cells.some(({ state }) => state === 'otherwise')) ? 1 : 0
}

function notable(state: FactState): boolean {
  return state === 'otherwise' || state === 'unclear'
}

function asText(rows: readonly FactRow[], sides: readonly Side[], fidelity: readonly Fidelity[], paint: Paint): string {
  const width = Math.max(...sides.map(({ name }) => name.length))
  const lines = rows.map(({ fact, cells }) => {
    const own = cells.map((cell, index) => `  ${(sides[index]?.name ?? '').padEnd(width)}  ${cellText(cell, paint)}`)
    return [`${paint('bold', fact.id)}  ${fact.statement}`, ...own].join('\n')
  })
  return `${[...lines, fidelity.map(fidelityText).join('\n')].join('\n\n')}\n`
}

function cellText({ state, checks }: FactCell, paint: Paint): string {
  return `${paint(styles[state], state)}${checks.length === 0 ? '' : `  ${checks.join(', ')}`}`
}

function fidelityText({ side, at, seen, judged, facts: all }: Fidelity): string {
  const share = judged === 0 ? 'nothing judged' : `${((100 * seen) / judged).toFixed(1)} %`
  return `Fidelity of ${side} on ${at?.slice(0, 10) ?? 'an unknown day'}: ${share} (${seen} of ${judged} judged facts; ${all} in the ledger)`
}

function asJson(rows: readonly FactRow[], fidelity: readonly Fidelity[]): string {
  const written = rows.map(({ fact, cells }) => ({
    id: fact.id,
    statement: fact.statement,
    confidence: fact.confidence,
    sides: cells.map((cell, index) => ({ side: fidelity[index]?.side, ...cell })),
  }))
  return `${JSON.stringify({ fidelity, facts: written }, null, 2)}\n`
}
