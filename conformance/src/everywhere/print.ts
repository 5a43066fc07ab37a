import type { Difference } from './compare-verdicts.ts'
import type { SetupResult } from './run-everywhere.ts'

/** One table: a set-up in each line, what its checks came to, and where that differs from the first. */
export function printEverywhere(results: readonly SetupResult[]): string {
  const width = Math.max(...results.map(({ title }) => title.length))
  return results.map((result) => `${line(result, width)}\n`).join('')
}

function line(result: SetupResult, width: number): string {
  const title = result.title.padEnd(width)
  if (result.kind === 'missing') return `${title}  not tried: ${result.reason}`
  const { differences, seconds, summary, untestable } = result
  const counts = Object.entries(summary)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`)
  const same = differences.length === 0 ? 'identical verdicts' : `${differences.length} verdicts differ`
  return [
    `${title}  ${same.padEnd(19)}  ${counts.join(', ')}  (${seconds} s)`,
    ...differences.map(inWords),
    ...Object.entries(untestable).map(([check, reason]) => `  ${check} is not tried: ${reason}`),
  ].join('\n')
}

function inWords({ check, environment, verdict, expected, reason }: Difference): string {
  const why = reason === undefined ? '' : ` (${reason})`
  return `  ${check} in ${environment}: ${verdict}, not ${expected ?? 'known there'}${why}`
}

/** Whether nothing failed or differed, and nothing was left out that `REQUIRE` names. */
export function isWell(results: readonly SetupResult[], required: string = process.env.REQUIRE ?? ''): boolean {
  const tools = required.split(',').map((tool) => tool.trim())
  return results.every((result) =>
    result.kind === 'ran'
      ? result.differences.length === 0 && result.summary.fail === 0
      : result.tool !== undefined && !tools.includes(result.tool),
  )
}
