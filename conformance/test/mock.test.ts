import type { Generation } from '@mobilepay-oidc/fixtures'
import { describe, expect, it } from 'vitest'
import { families } from '../src/checks/families.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { startMockSubject } from '../src/subjects/mock-subject.ts'
import { besidesPass } from './support/faulty-mock.ts'

type Expected = (generation: Generation, environment: string) => Readonly<Record<string, readonly string[]>>

/** What each family finds in a mock that does what MobilePay does, besides what passes. */
const expected: Readonly<Record<string, Expected>> = {
  D: (generation) => ({
    warn: ['D-12', 'D-13', 'D-23'],
    known: ['D-05', 'D-17', ...(generation === '2024' ? ['D-22'] : []), 'D-25', 'D-27'],
    inapplicable: ['D-28', 'D-29'],
  }),
  K: () => ({ known: ['K-15', 'K-19'] }),
  A: (generation, environment) => ({
    known: ['A-14', 'A-22', 'A-27', 'A-41', ...(generation === '2018' ? ['A-45', 'A-47'] : []), 'A-49'],
    ...(environment.startsWith('production') && { inapplicable: ['A-18'] }),
  }),
  C: (generation) => ({
    ...(generation === '2024' ? { known: ['C-10'], inapplicable: ['C-09'] } : { inapplicable: ['C-09', 'C-10'] }),
    info: ['C-24'],
  }),
  I: () => ({ inapplicable: ['I-19', 'I-21', 'I-22'] }),
  T: (generation) => ({
    known: [
      ...(generation === '2018' ? ['T-10', 'T-14', 'T-16'] : ['T-14', 'T-16', 'T-17']),
      ...['T-18', 'T-21', 'T-25', ...(generation === '2018' ? ['T-26', 'T-27', 'T-36'] : ['T-27']), 'T-38', 'T-44'],
    ],
    inapplicable: ['T-32', 'T-47'],
  }),
  R: () => ({ known: ['R-14', 'R-19', 'R-20', 'R-25', 'R-27'] }),
  M: (generation, environment) => ({
    ...(generation === '2018' && { known: ['M-10'] }),
    inapplicable: [environment.endsWith('dk') ? 'M-02' : 'M-01'],
  }),
  P: () => ({ known: ['P-09', 'P-17', 'P-18'], inapplicable: ['P-12', 'P-19'] }),
  S: () => ({ inapplicable: ['S-06', 'S-07', 'S-11', 'S-12'], info: ['S-15'] }),
}

describe('the mock', () => {
  it.each<Generation>(['2024', '2018'])(
    'of generation %s fails nothing in any environment',
    async (generation) => {
      await using subject = await startMockSubject(generation)
      const checks = families.flatMap((family) => family.checks)
      const { results } = await runChecks({ subject: 'mock', targets: subject.targets, checks, today: '2026-11-24' })
      expect(results).toHaveLength(checks.length * 4)
      for (const { label } of subject.targets) {
        for (const { id } of families) {
          const own = results.filter((result) => result.environment === label && result.id.startsWith(`${id}-`))
          expect(besidesPass(own), `${id} of ${label}`).toEqual(expected[id]?.(generation, label))
        }
      }
    },
    120_000,
  )
})
