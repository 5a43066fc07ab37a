import type { Check } from '../checks/check.ts'
import type { CheckResult } from '../run/check-result.ts'
import type { Verdict } from '../run/verdicts.ts'

/** As much of a result as a comparison needs; reports of older versions have no more. */
export type ComparedResult = Pick<CheckResult, 'id' | 'environment' | 'verdict'> & Partial<CheckResult>

/** One side of a comparison: a run, or the specification itself. */
export interface Side {
  /** What columns are headed with. */
  readonly name: string
  /** Undefined for the specification, which is the same everywhere. */
  readonly environments: readonly string[] | undefined
  /** ISO 8601; undefined where nobody knows. */
  readonly at?: string
  /** Ids of what it says something of, and their titles where it has them. */
  readonly checks: ReadonlyMap<string, string | undefined>
  result(environment: string, check: string): ComparedResult | undefined
}

/** The specification: what every check demands, met. */
export function specification(checks: readonly Check[]): Side {
  const verdict: Verdict = 'pass'
  const met = new Map(checks.map(({ run: _run, ...check }) => [check.id, check]))
  return {
    name: 'spec',
    environments: undefined,
    checks: new Map(checks.map(({ id, title }) => [id, title])),
    result: (environment, id) => (met.has(id) ? { ...met.get(id), id, environment, verdict } : undefined),
  }
}

/**
 * A run.
 * @param only one environment of it
 */
export function runSide(name: string, results: readonly ComparedResult[], only?: string, at?: string): Side {
  const checks = results.filter(
    ({ id, environment }) => !id.startsWith('PRE-') && (only === undefined || environment === only),
  )
  const byKey = new Map(checks.map((result) => [`${result.environment} ${result.id}`, result]))
  return {
    name,
    environments: [...new Set(checks.map(({ environment }) => environment))],
    ...(at !== undefined && { at }),
    checks: new Map(checks.map(({ id, title }) => [id, title])),
    result: (environment, id) => byKey.get(`${environment} ${id}`),
  }
}
