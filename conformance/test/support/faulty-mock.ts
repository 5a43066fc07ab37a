import type { EnvironmentName, Generation } from '@mobilepay-oidc/fixtures'
import type { CommandInput } from '@mobilepay-oidc/mock-server'
import { expect } from 'vitest'
import type { Family } from '../../src/checks/check.ts'
import { type CheckResult, runChecks } from '../../src/run/run-checks.ts'
import { startMockSubject } from '../../src/subjects/mock-subject.ts'

/** A fault of the mock, and what a family must say about it. */
export interface FaultRow {
  readonly fault: string
  readonly parameters?: Readonly<Record<string, unknown>>
  /** The one endpoint that it acts at; by default all that it can. */
  readonly at?: NonNullable<CommandInput<'faults.add'>['target']>['endpoint']
  /** The checks that must turn red, and the words that their reason must contain. */
  readonly red: Readonly<Record<string, string>>
  /** Other checks of the family that turn red for the same cause; none else may. */
  readonly also?: readonly string[]
  readonly generation?: Generation
}

/** The checks that did not simply pass, by verdict. */
export function besidesPass(results: readonly CheckResult[]): Readonly<Record<string, readonly string[]>> {
  const groups = Map.groupBy(results, ({ verdict }) => verdict)
  groups.delete('pass')
  return Object.fromEntries(Array.from(groups, ([verdict, members]) => [verdict, members.map(({ id }) => id)]))
}

/** Runs a family against a mock of its own with a fault that stays. */
export async function withFault(
  { checks }: Pick<Family, 'checks'>,
  { fault, parameters, at, generation = '2024' }: Pick<FaultRow, 'fault' | 'parameters' | 'at' | 'generation'>,
  environment: EnvironmentName = 'sandbox-dk',
): Promise<readonly CheckResult[]> {
  await using subject = await startMockSubject(generation, [environment])
  const world = subject.worlds.get(environment)?.name ?? 'default'
  await subject.server.control.run('faults.add', {
    world,
    fault,
    times: 'always',
    ...(parameters === undefined ? {} : { parameters: { ...parameters } }),
    ...(at === undefined ? {} : { target: { endpoint: at } }),
  })
  const { results } = await runChecks({ subject: 'mock', targets: subject.targets, checks, today: '2026-11-24' })
  return results
}

/** Holds the family to what the row says: who turns red, with which words and with advice, and that nobody else does. */
export async function expectSeen(family: Pick<Family, 'checks'>, row: FaultRow): Promise<void> {
  const results = await withFault(family, row)
  const red = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
  expect(red.map(({ id }) => id).toSorted(), explain(results)).toEqual(
    [...Object.keys(row.red), ...(row.also ?? [])].toSorted(),
  )
  for (const [id, words] of Object.entries(row.red)) {
    const result = red.find((one) => one.id === id)
    expect(JSON.stringify(result?.actual), id).toContain(words)
    expect(result?.remedy, id).toMatch(/^[A-Z].*\.$/)
    expect(result?.expected, id).toBeTruthy()
  }
}

/** The MUST checks that no row turns red. */
export function unproven({ checks }: Pick<Family, 'checks'>, rows: readonly FaultRow[]): readonly string[] {
  const seen = new Set(rows.flatMap(({ red }) => Object.keys(red)))
  return checks.filter(({ level, id }) => level === 'MUST' && !seen.has(id)).map(({ id }) => id)
}

function explain(results: readonly CheckResult[]): string {
  return results
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ id, verdict, actual, reason }) => `${id} ${verdict}: ${JSON.stringify(actual)} ${reason ?? ''}`)
    .join('\n')
}
