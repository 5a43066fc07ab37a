import type { Paint } from '../reports/paint.ts'
import { show } from '../reports/words.ts'
import { type Difference, differences } from './classify.ts'
import { type Cell, type Comparison, mergeRows } from './compare.ts'

type Merged = ReturnType<typeof mergeRows>[number]

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
  const merged = mergeRows(rows)
  const parts = differences.flatMap((difference) =>
    merged.filter((row) => firstOf(row) === difference).map((row) => renderRow(row, names, environments.length, paint)),
  )
  return [
    paint('bold', `${names.join(' against ')}: ${environments.join(', ')}`),
    ...parts,
    `${compared} compared, ${rows.length} differ: ${sums(comparison, paint)}`,
    '',
  ].join('\n\n')
}

/** The class under which a row is listed. */
function firstOf({ cells }: Merged): Difference | undefined {
  return differences.find((name) => cells.some(({ difference }) => difference === name))
}

function renderRow(
  { check, title, environments, cells }: Merged,
  names: readonly string[],
  all: number,
  paint: Paint,
): string {
  const width = Math.max(...names.map((name) => name.length))
  const lines = cells.map((cell, index) => `  ${(names[index] ?? '').padEnd(width)}  ${renderCell(cell, paint)}`)
  const where = environments.length === all && all > 1 ? '' : paint('dim', ` (${environments.join(', ')})`)
  return [`${paint('bold', `${check} ${title}`)}${where}`, ...lines].join('\n')
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
