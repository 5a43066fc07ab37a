import { describe, expect, it } from 'vitest'
import type { Check } from '../src/checks/check.ts'
import { inapplicable, judge, type Outcome, OutcomeSignal, skip } from '../src/checks/outcome.ts'
import { equals, type KnownDeviation, predicted } from '../src/run/known-deviation.ts'
import { notRun, resultOf, runCheck } from '../src/run/run-check.ts'
import { TargetRun } from '../src/run/target-run.ts'
import { TransportError } from '../src/subjects/http.ts'
import { StandIn } from './support/stand-in.ts'

const check: Check = {
  id: 'X-01',
  title: 'A check',
  spec: 'RFC 1',
  level: 'MUST',
  sandbox: 'unattended',
  facts: ['a-fact'],
  run: () => judge(true, { expected: 1, actual: 1, remedy: 'None.' }),
}
const wrong = judge(false, { expected: 1, actual: 2, remedy: 'Answer 1.' })
const right = judge(true, { expected: 1, actual: 1, remedy: 'Answer 1.' })
const entry = (id: string, value: unknown): KnownDeviation =>
  predicted({ id, check: 'X-01', generations: ['2018'], reason: `It is ${value}.`, matches: equals(value) })
const result = (outcome: Outcome, ...deviations: readonly KnownDeviation[]) =>
  resultOf(check, 'there', outcome, deviations, ['e-1'])

describe('the result of a check', () => {
  it('says what was demanded, what was found and what to do', () => {
    const { run: _run, ...described } = check
    const found = { ...described, environment: 'there', evidence: ['e-1'] }
    expect(result(wrong)).toEqual({ ...found, verdict: 'fail', expected: 1, actual: 2, remedy: 'Answer 1.' })
    expect(result(right)).toEqual({ ...found, verdict: 'pass', expected: 1, actual: 1 })
    expect(result(inapplicable('No.'))).toEqual({
      ...found,
      verdict: 'inapplicable',
      expected: null,
      actual: null,
      reason: 'No.',
    })
  })

  it('names the deviation that was found, of several', () => {
    expect(result(wrong, entry('ONE', 1), entry('TWO', 2))).toMatchObject({
      verdict: 'known',
      deviation: 'TWO',
      reason: 'It is 2.',
      remedy: 'Answer 1.',
    })
  })

  it('is a failure beside deviations that are others', () => {
    const failed = result(wrong, entry('ONE', 1), entry('THREE', 3))
    expect(failed.verdict).toBe('fail')
    expect(failed).not.toHaveProperty('deviation')
    expect(failed).not.toHaveProperty('reason')
  })

  it('says that a deviation is gone', () => {
    expect(result(right, entry('TWO', 2), entry('THREE', 3))).toMatchObject({
      verdict: 'fixed',
      deviation: 'TWO',
      reason: 'The recorded deviation is gone: It is 2.',
    })
  })

  it('keeps the reason of its own where a deviation is neither found nor gone', () => {
    expect(result(skip('Nothing there.'), entry('TWO', 2))).toMatchObject({ verdict: 'skip', reason: 'Nothing there.' })
    expect(result(skip('Nothing there.'), entry('TWO', 2))).not.toHaveProperty('deviation')
  })

  it('of a check that was not run says why', () => {
    expect(notRun(check, 'there', 'No time.')).toMatchObject({ verdict: 'untested', reason: 'No time.', evidence: [] })
  })
})

describe('a deviation', () => {
  it('is met by what means the same', () => {
    const { matches, status, expires } = entry('ONE', { a: [1, 2], b: 'x' })
    expect([matches({ b: 'x', a: [2, 1] }), matches({ a: [1, 2] }), matches(undefined)]).toEqual([true, false, false])
    expect([status, expires]).toEqual(['predicted', '2028-12-31'])
  })
})

describe('a check that breaks off', () => {
  const ended = async (error: unknown, interrupt?: AbortSignal) => {
    const run = new TargetRun(new StandIn().target)
    const broken = {
      ...check,
      run: () => {
        throw error
      },
    }
    const { verdict, reason } = await runCheck(broken, run, [], { timeoutMs: 10_000, ...(interrupt && { interrupt }) })
    return [verdict, reason]
  }

  it('comes to the outcome that it was ended with', async () => {
    expect(await ended(new OutcomeSignal(skip('Not there.')))).toEqual(['skip', 'Not there.'])
  })

  it('is inconclusive where nobody answered, in the words of the transport', async () => {
    expect(await ended(new TransportError('a.example: ECONNREFUSED'))).toEqual([
      'inconclusive',
      'a.example: ECONNREFUSED',
    ])
  })

  it('is inconclusive with whatever was thrown', async () => {
    const words = 'The check could not come to a judgment:'
    expect(await ended(new RangeError('too far'))).toEqual(['inconclusive', `${words} RangeError: too far`])
    expect(await ended('a text')).toEqual(['inconclusive', `${words} a text`])
  })

  it('is untested where somebody interrupted the run', async () => {
    const never = { ...check, run: () => new Promise<Outcome>(() => {}) }
    const bounds = { timeoutMs: 10_000, interrupt: AbortSignal.abort() }
    const { verdict } = await runCheck(never, new TargetRun(new StandIn().target), [], bounds)
    expect(verdict).toBe('untested')
  })
})
