import type { FamilyFigures, Measurement } from './measure.ts'
import { namedDifferences } from './named-differences.ts'

/** What `fidelity.json` holds, one entry a generation. */
export function fidelityReport(measurements: readonly Measurement[]): unknown {
  return {
    summary: Object.fromEntries(measurements.map(({ generation, families }) => [generation, total(families)])),
    namedDifferences: namedDifferences.map(({ fact, why }) => ({ fact, why })),
    measurements,
  }
}

export function total(families: Readonly<Record<string, FamilyFigures>>): FamilyFigures {
  const sum = { rows: 0, agree: 0, named: 0, differ: 0, leftOut: 0 }
  for (const figures of Object.values(families)) {
    for (const name of ['rows', 'agree', 'named', 'differ', 'leftOut'] as const) sum[name] += figures[name]
  }
  return sum
}

const columns = ['rows', 'agree', 'named', 'differ', 'leftOut'] as const

/** The agreement family by family, then every difference that no fact explains. */
export function printMeasurement({ generation, families, differences, leftOut }: Measurement): string {
  const figures = [...Object.entries(families), ['total', total(families)] as const]
  const rows = figures.map(([family, counts]) => line([family, ...columns.map((name) => String(counts[name]))]))
  const facts = namedDifferences
    .map(({ fact, why }) => ({ fact, why, count: differences.filter((row) => row.fact === fact).length }))
    .filter(({ count }) => count > 0)
    .map(({ fact, why, count }) => `  ${count} × ${fact}: ${why}`)
  const bugs = differences.filter(({ fact }) => fact === null)
  return [
    `\nGeneration ${generation}`,
    line(['family', 'rows', 'agree', 'on purpose', 'differ', 'left out']),
    ...rows,
    ...(facts.length > 0 ? ['\nOn purpose:', ...facts] : []),
    ...(leftOut.length > 0
      ? ['\nLeft out:', ...leftOut.map(({ family, name, why }) => `  ${family}: ${name} (${why})`)]
      : []),
    ...(bugs.length > 0 ? ['\nDiffer:'] : []),
    ...bugs.map(
      (row) => `  ${row.family}: ${row.name}\n    recorded ${show(row.expected)}\n    mock     ${show(row.actual)}`,
    ),
    '',
  ].join('\n')
}

function line([family = '', ...counts]: readonly string[]): string {
  return `  ${family.padEnd(18)}${counts.map((count) => count.padStart(11)).join('')}`
}

function show(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 400 ? `${text.slice(0, 400)}…` : text
}
