import type { CheckResult } from '../run/check-result.ts'
import type { Verdict } from '../run/verdicts.ts'

/** What a check came to in one set-up, and in the one that it is compared with. */
export interface Difference {
  readonly check: string
  readonly environment: string
  readonly verdict: Verdict
  readonly expected: Verdict | undefined
  /** Why there is no judgment, where there is none. */
  readonly reason?: string
}

/** What plain http on this machine says nothing about, so that it is judged under real names alone. */
const transportChecks: ReadonlySet<string> = new Set(['D-28', 'D-29', 'S-06', 'S-07', 'S-11', 'S-12', 'P-19'])

/**
 * Where verdicts differ, but for those about the transport. What only one of them has differs, too.
 * @param untestable checks that the other set-up may leave untested
 */
export function differencesOf(
  base: readonly CheckResult[],
  other: readonly CheckResult[],
  untestable: Readonly<Record<string, string>> = {},
): readonly Difference[] {
  const keyOf = ({ id, environment }: CheckResult) => `${environment} ${id}`
  const known = new Map(base.map((result) => [keyOf(result), result.verdict]))
  const seen = new Set(other.map(keyOf))
  const missing = base
    .filter((result) => !seen.has(keyOf(result)))
    .map((result) => ({ ...result, verdict: 'untested' as const }))
  return [...other, ...missing]
    .filter(({ id, verdict }) => !transportChecks.has(id) && !(verdict === 'untested' && Object.hasOwn(untestable, id)))
    .map((result) => {
      const { id, environment, verdict, reason } = result
      const difference = { check: id, environment, verdict, expected: known.get(keyOf(result)) }
      return reason === undefined ? difference : { ...difference, reason }
    })
    .filter(({ verdict, expected }) => verdict !== expected)
}
