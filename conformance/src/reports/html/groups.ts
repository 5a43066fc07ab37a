import type { CheckResult } from '../../run/run-checks.ts'

/** The same verdict on the same check for the same reason, in one or more environments. */
export interface Group {
  readonly result: CheckResult
  readonly environments: readonly string[]
  readonly evidence: readonly string[]
}

/** In the order in which they were first met. */
export function groupsOf(results: readonly CheckResult[]): readonly Group[] {
  const groups = Map.groupBy(results, ({ id, verdict, expected, actual, reason, remedy }) =>
    JSON.stringify([id, verdict, expected, actual, reason, remedy]),
  )
  return [...groups.values()].flatMap((members) => {
    const [result] = members
    const environments = members.map(({ environment }) => environment)
    return result ? [{ result, environments, evidence: members.flatMap((member) => member.evidence) }] : []
  })
}
