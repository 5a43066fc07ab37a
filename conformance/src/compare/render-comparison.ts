import type { Paint } from '../reports/paint.ts'
import { show } from '../reports/words.ts'
import { type Difference, differences } from './classify.ts'
import type { Cell, Comparison, Row } from './compare.ts'

const styles: Readonly<Record<Difference, Parameters<Paint>[0]>> = {
  NEW: 'fail',
  KNOWN: 'known',
  FIXED: 'pass',
  GONE: 'untested',
  STRICTER: 'info',
  LAXER: 'warn',
}

/** A comparison for the terminal: what is new first. */
export function renderComparison(comparison: Comparison, paint: Paint): string {
  const { sides, environments, rows, compared } = comparison
  const names = sides.map(({ name }) => name)
  const parts = differences.flatMap((difference) =>
    rows.flatMap((row) =>
      row.cells.some((cell) => cell.difference === difference && firstOf(row) === difference)
        ? [renderRow(row, names, paint)]
        : [],
    ),
  )
  return [
    paint('bold', `${names.join(' against ')}: ${environments.join(', ')}`),
    ...parts,
    `${compared} compared, ${rows.length} differ: ${sums(comparison, paint)}`,
    '',
  ].join('\n\n')
}

/** The class under which a row is listed. */
function firstOf({ cells }: Row): Difference | undefined {
  return differences.find((name) => cells.some(({ difference }) => difference === name))
}

function renderRow({ check, title, environment, cells }: Row, names: readonly string[], paint: Paint): string {
  const width = Math.max(...names.map((name) => name.length))
  const lines = cells.map((cell, index) => `  ${(names[index] ?? '').padEnd(width)}  ${renderCell(cell, paint)}`)
  return [`${paint('bold', `${check} ${title}`)} ${paint('dim', `(${environment})`)}`, ...lines].join('\n')
}

function renderCell({ result, difference }: Cell, paint: Paint): string {
  const mark = difference === undefined ? '' : `${paint(styles[difference], difference)}  `
  return `${mark}${wordsOf(result)}`
}

/** What a side has to say on a check. */
export function wordsOf(result: Cell['result']): string {
  if (!result) return 'not in this run'
  const found = result.actual === undefined || result.actual === null ? result.reason : show(result.actual)
  return found === undefined ? result.verdict : `${result.verdict}: ${found}`
}

export function sums({ summary }: Comparison, paint: Paint): string {
  const found = differences.filter((name) => summary[name] > 0)
  return found.length === 0
    ? 'nothing'
    : found.map((name) => paint(styles[name], `${summary[name]} ${name}`)).join(', ')
}

/** The same for programs. */
export function comparisonAsJson({ sides, environments, rows, compared, summary }: Comparison): object {
  return {
    sides: sides.map(({ name, at, environments: own }) => ({ name, at, environments: own })),
    environments,
    compared,
    summary,
    rows: rows.map(({ check, title, environment, cells }) => ({
      check,
      title,
      environment,
      sides: cells.map(({ result, difference }, index) => ({
        side: sides[index]?.name,
        verdict: result?.verdict,
        actual: result?.actual,
        ...(result?.reason !== undefined && { reason: result.reason }),
        ...(difference !== undefined && { difference }),
      })),
    })),
  }
}
