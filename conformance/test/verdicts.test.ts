import { describe, expect, it } from 'vitest'
import type { Level } from '../src/checks/check.ts'
import { judge, type Outcome } from '../src/checks/outcome.ts'
import { exitCodeOf, summarize } from '../src/reports/summarize.ts'
import { deviationOf, type KnownDeviation, knownDeviations } from '../src/run/known-deviations.ts'
import { type Verdict, verdictOf, verdicts } from '../src/run/verdicts.ts'

const finding = { expected: 1, actual: 2, remedy: 'Answer 1.' }
const violation = judge(false, finding)
const [someEntry] = knownDeviations
const deviation = (matches: (actual: unknown) => boolean): KnownDeviation => ({
  ...(someEntry as KnownDeviation),
  matches,
})

describe('a verdict', () => {
  it.each<[Level, Verdict]>([
    ['MUST', 'fail'],
    ['SHOULD', 'warn'],
    ['MAY', 'info'],
  ])('on a violated %s is %s', (level, verdict) => {
    expect(verdictOf(level, violation, undefined)).toBe(verdict)
  })

  it('follows the check where it weighs the violation itself', () => {
    expect(verdictOf('SHOULD', judge(false, { ...finding, severity: 'fail' }), undefined)).toBe('fail')
    expect(verdictOf('MUST', judge(false, { ...finding, severity: 'warn' }), undefined)).toBe('warn')
  })

  it('is known only for exactly the recorded deviation', () => {
    expect(
      verdictOf(
        'MUST',
        violation,
        deviation((actual) => actual === 2),
      ),
    ).toBe('known')
    expect(
      verdictOf(
        'MUST',
        violation,
        deviation((actual) => actual === 3),
      ),
    ).toBe('fail')
  })

  it('is fixed when the recorded deviation is gone', () => {
    expect(
      verdictOf(
        'MUST',
        judge(true, finding),
        deviation(() => true),
      ),
    ).toBe('fixed')
  })

  it.each<Outcome>([
    { kind: 'inapplicable', reason: 'no' },
    { kind: 'untested', reason: 'no' },
    { kind: 'skip', reason: 'no' },
    { kind: 'inconclusive', reason: 'no' },
  ])('is $kind with or without a recorded deviation', (outcome) => {
    expect(verdictOf('MUST', outcome, undefined)).toBe(outcome.kind)
    expect(
      verdictOf(
        'MUST',
        outcome,
        deviation(() => true),
      ),
    ).toBe(outcome.kind)
  })
})

describe('a known deviation', () => {
  it('is found by check and generation', () => {
    expect(deviationOf('D-22', '2024', '2026-11-24')?.id).toBe('DEV-19')
    expect(deviationOf('D-22', '2018', '2026-11-24')).toBeUndefined()
    expect(deviationOf('D-01', '2024', '2026-11-24')).toBeUndefined()
  })

  it('excuses nothing after its day', () => {
    expect(deviationOf('D-05', '2024', '2028-12-31')).toBeDefined()
    expect(deviationOf('D-05', '2024', '2029-01-01')).toBeUndefined()
  })
})

describe('the exit code', () => {
  const withCounts = (counts: Partial<Record<Verdict, number>>) => exitCodeOf({ ...summarize([]), ...counts })

  it.each<[Partial<Record<Verdict, number>>, number]>([
    [{}, 0],
    [{ pass: 9, warn: 1, info: 1, known: 1, skip: 1, untested: 1, inapplicable: 1, review: 1 }, 0],
    [{ pass: 9, fail: 1 }, 1],
    [{ fixed: 1 }, 1],
    [{ pass: 9, inconclusive: 1 }, 3],
    [{ fail: 1, inconclusive: 1 }, 1],
  ])('of %j is %i', (counts, code) => {
    expect(withCounts(counts)).toBe(code)
  })

  it('comes from a summary with every verdict', () => {
    expect(Object.keys(summarize([]))).toEqual([...verdicts])
  })
})
