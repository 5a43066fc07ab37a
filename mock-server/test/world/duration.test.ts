import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDuration, DurationError, parseDuration } from '../../src/world/duration.ts'

const from = Date.parse('2026-01-31T00:00:00Z')
const after = (text: string, start = from) => new Date(addDuration(start, parseDuration(text))).toISOString()

describe('ISO 8601 durations', () => {
  test.each([
    ['PT5M', '2026-01-31T00:05:00.000Z'],
    ['P1M', '2026-02-28T00:00:00.000Z'],
    ['P25M', '2028-02-29T00:00:00.000Z'],
    ['P1Y1D', '2027-02-01T00:00:00.000Z'],
    ['P2W', '2026-02-14T00:00:00.000Z'],
    ['P13M1D', '2027-03-01T00:00:00.000Z'],
    ['P1Y2M3W4DT5H6M7.5S', '2027-04-25T05:06:07.500Z'],
    ['PT0.5H', '2026-01-31T00:30:00.000Z'],
    ['PT1,5S', '2026-01-31T00:00:01.500Z'],
    ['P0D', '2026-01-31T00:00:00.000Z'],
  ])('%s', (duration, expected) => {
    expect(after(duration)).toBe(expected)
  })

  test.each([
    ['-P1D', 'goes back'],
    ['P-1D', 'goes back'],
    ['PT-1S', 'goes back'],
    ['P0.5Y', 'fraction of a year'],
    ['P1.5M', 'fraction of a year or a month'],
    ['P1.5DT1H', 'fraction before its last part'],
    ['P', 'no ISO 8601'],
    ['PT', 'no ISO 8601'],
    ['P1DT', 'no ISO 8601'],
    ['P1', 'no ISO 8601'],
    ['1D', 'no ISO 8601'],
    ['p1d', 'no ISO 8601'],
    ['P1D ', 'no ISO 8601'],
    ['P1H', 'no ISO 8601'],
    ['P1D1Y', 'no ISO 8601'],
    ['P1.S', 'no ISO 8601'],
    ['13 months', 'no ISO 8601'],
    ['', 'no ISO 8601'],
  ])('%j is refused: %s', (duration, reason) => {
    expect(() => parseDuration(duration)).toThrow(new RegExp(reason))
  })

  test('any that is written of whole parts is read as its parts', () => {
    const count = fc.integer({ min: 0, max: 999 })
    fc.assert(
      fc.property(fc.tuple(count, count, count, count, count, count, count), ([y, mo, w, d, h, mi, s]) => {
        expect(parseDuration(`P${y}Y${mo}M${w}W${d}DT${h}H${mi}M${s}S`)).toEqual({
          months: y * 12 + mo,
          milliseconds: (((w * 7 + d) * 24 + h) * 3600 + mi * 60 + s) * 1000,
        })
      }),
    )
  })

  test('a month later is in the next month, on the same day or on its last', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2999-01-01'), noInvalidDate: true }), (date) => {
        const later = new Date(addDuration(date.getTime(), parseDuration('P1M')))
        expect(later.getUTCMonth()).toBe((date.getUTCMonth() + 1) % 12)
        expect(later.getUTCDate()).toBeLessThanOrEqual(date.getUTCDate())
        expect(later.getTime() % 86_400_000).toBe(date.getTime() % 86_400_000)
      }),
    )
  })

  test('any other text is refused as what it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (!/^P/.test(text)) expect(() => parseDuration(text)).toThrow(DurationError)
      }),
    )
  })
})
