import type { Check } from '../checks/check.ts'
import type { Paint } from '../reports/paint.ts'

/** The selected checks, a line each. */
export function listChecks(checks: readonly Check[], paint: Paint): string {
  const rows = checks.map(
    ({ id, level, sandbox, title, spec }) =>
      `${paint('bold', id.padEnd(6))} ${level.padEnd(7)} ${sandbox.padEnd(12)} ${title}  ${paint('dim', spec)}`,
  )
  return `${rows.join('\n')}\n${checks.length} check${checks.length === 1 ? '' : 's'}\n`
}

/** The same for programs. */
export function listedAsJson(checks: readonly Check[]): readonly object[] {
  return checks.map(({ id, title, spec, level, sandbox, facts }) => ({ id, title, spec, level, sandbox, facts }))
}
