import type { Generation } from '@mobilepay-oidc/fixtures'
import { describe, expect, it } from 'vitest'
import { families } from '../src/checks/families.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { startMockSubject } from '../src/subjects/mock-subject.ts'

const checks = families.flatMap((family) => family.checks)
const expected = {
  warn: ['D-12', 'D-13', 'D-23'],
  known: ['D-05', 'D-17', 'D-22', 'D-25', 'D-27', 'K-15', 'K-19'],
  inapplicable: ['D-28', 'D-29'],
}

describe('the mock', () => {
  it.each<Generation>(['2024', '2018'])('of generation %s fails nothing in any environment', async (generation) => {
    await using subject = await startMockSubject(generation)
    const { results } = await runChecks({ subject: 'mock', targets: subject.targets, checks, today: '2026-11-24' })
    expect(results).toHaveLength(checks.length * 4)
    for (const { label } of subject.targets) {
      const own = results.filter(({ environment, verdict }) => environment === label && verdict !== 'pass')
      const byVerdict = Map.groupBy(own, ({ verdict }) => verdict)
      const known = expected.known.filter((id) => generation === '2024' || id !== 'D-22')
      expect(
        Object.fromEntries(Array.from(byVerdict, ([verdict, rows]) => [verdict, rows.map(({ id }) => id)])),
      ).toEqual({
        ...expected,
        known,
      })
    }
  })
})
