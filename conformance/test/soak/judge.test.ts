import { describe, expect, it } from 'vitest'
import { type Evidence, judge } from '../../src/soak/judge.ts'
import type { TokenExchange } from '../../src/soak/read-exchange.ts'

const minutes = 60_000
const merchantId = 'merchant'
let id = 0

function accepted(at: number, instance: string, presented: string | undefined, issued: string): TokenExchange {
  id += 1
  return { id, at, instance, presented, issued, merchantId, outcome: 'issued' }
}

function refused(at: number, instance: string, presented: string): TokenExchange {
  id += 1
  return { id, at, instance, presented, issued: undefined, merchantId: undefined, outcome: 'refused' }
}

const consent = accepted(0, 'parent', undefined, 'first')
const interrupted = { merchantId, reason: 'refresh-interrupted', interruptedAt: 'then' }

function evidence(exchanges: readonly TokenExchange[], given: Partial<Evidence> = {}): Evidence {
  return { exchanges: [consent, ...exchanges], killed: new Set(), losses: [], broken: [], ...given }
}

describe('the judge of the soak', () => {
  it('finds nothing where each token is used once, at its time', () => {
    const exchanges = [accepted(5 * minutes, 'a', 'first', 'second'), accepted(10 * minutes, 'b', 'second', 'third')]
    expect(judge(evidence(exchanges))).toEqual({
      refreshes: 2,
      refused: 0,
      forcedLosses: 0,
      doubleRefreshes: 0,
      violations: [],
    })
  })

  it('takes a loss for forced where the process that spent the token was killed, and it is named', () => {
    const exchanges = [accepted(5 * minutes, 'a', 'first', 'second'), refused(6 * minutes, 'b', 'first')]
    const found = judge(evidence(exchanges, { killed: new Set(['a']), losses: [interrupted] }))
    expect(found).toMatchObject({ refused: 1, forcedLosses: 1, violations: [] })
  })

  const lost = [accepted(5 * minutes, 'a', 'first', 'second'), refused(6 * minutes, 'b', 'first')]
  const killed = new Set(['a'])

  it.each<[string, Evidence, RegExp]>([
    ['the process lives', evidence(lost, { losses: [interrupted] }), /which lives/],
    [
      'the successor was stored',
      evidence([...lost, accepted(11 * minutes, 'b', 'second', 'third')], { killed, losses: [interrupted] }),
      /its successor was stored/,
    ],
    ['nobody has named it', evidence(lost, { killed }), /lost 1 times by the journal, and named 0 times/],
    [
      'another reason was named',
      evidence(lost, { killed, losses: [{ ...interrupted, reason: 'refused-by-provider' }] }),
      /for the reason refused-by-provider/,
    ],
    ['a loss is named that is none', evidence([], { losses: [interrupted] }), /lost 0 times by the journal/],
    [
      'the token is sent once more',
      evidence([...lost, refused(7 * minutes, 'c', 'first')], { killed, losses: [interrupted] }),
      /asked again/,
    ],
    ['a token was never given', evidence([refused(1, 'b', 'other')]), /nobody has used it before/],
    [
      'two processes refresh one after the other',
      evidence([accepted(5 * minutes, 'a', 'first', 'second'), accepted(5 * minutes + 1, 'b', 'second', 'third')]),
      /refreshed twice, by a and b/,
    ],
    ['a connection does not work in the end', evidence([], { broken: ['merchant'] }), /does not work/],
  ])('objects when %s', (_, given, violation) => {
    expect(judge(given).violations).toEqual([expect.stringMatching(violation)])
  })
})
