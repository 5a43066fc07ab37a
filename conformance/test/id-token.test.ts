import { describe, expect, it } from 'vitest'
import { idTokens } from '../src/checks/id-token/index.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { startMockSubject } from '../src/subjects/mock-subject.ts'
import { idTokenDefects } from './id-token-defects.ts'
import { besidesPass, expectSeen, unproven, withFault } from './support/faulty-mock.ts'

const isRed = ({ verdict }: { readonly verdict: string }) => verdict === 'fail' || verdict === 'warn'

describe('each ID token check sees its defects, and sees them where they are', () => {
  it.each(idTokenDefects)('$fault', (row) => expectSeen(idTokens, row))

  it('every MUST check is shown to fail', () => {
    // Those hold the suite itself against samples: id-token-golden.test.ts.
    expect(unproven(idTokens, idTokenDefects)).toEqual(['I-37', 'I-38'])
  })
})

describe('ID tokens that are right, though of another kind', () => {
  it.each([
    'front-id-token-aud-single-in-array',
    'back-id-token-aud-single-in-array',
    'front-id-token-azp-right',
    'back-id-token-azp-right',
    'front-id-token-nbf-missing',
    'back-id-token-at-hash-missing',
    'front-id-token-claim-added',
    'front-id-token-typ-missing',
  ])('%s', async (fault) => {
    expect((await withFault(idTokens, { fault })).filter(isRed)).toEqual([])
  })

  it('are those of another vendor', async () => {
    await using subject = await startMockSubject('2024', ['sandbox-dk'])
    const targets = subject.targets.map(({ lab: _lab, rotateKeys: _rotate, ...target }) => {
      return { ...target, environment: undefined, label: 'other' }
    })
    const { results } = await runChecks({ subject: 'other', targets, checks: idTokens.checks, today: '2026-11-24' })
    expect(besidesPass(results)).toEqual({
      inapplicable: ['I-14', 'I-19', 'I-21', 'I-22'],
      untested: ['I-32'],
      info: ['I-33'],
    })
  })

  it('are those after a rotation of keys, and those of a run in another order', async () => {
    await using subject = await startMockSubject('2018', ['production-fi'])
    const { targets } = subject
    await targets[0]?.rotateKeys?.()
    const checks = idTokens.checks.toReversed()
    const { results } = await runChecks({ subject: 'mock', targets, checks, today: '2026-11-24' })
    expect(Object.keys(besidesPass(results))).toEqual(['inapplicable'])
  })
})
