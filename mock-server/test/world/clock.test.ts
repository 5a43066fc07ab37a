import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createClock } from '../../src/world/clock.ts'

function aRunningClock() {
  let time = 1_000_000
  const clock = createClock(() => time)
  const pass = (milliseconds: number) => {
    time += milliseconds
  }
  return { clock, pass }
}

describe("a world's clock", () => {
  test('runs with the machine until it is moved', () => {
    const { clock, pass } = aRunningClock()
    pass(500)
    expect(clock.now()).toBe(1_000_500)
    clock.advance(10_000)
    pass(1)
    expect(clock.now()).toBe(1_010_501)
  })

  test('stands still when frozen, moves only when it is moved, and runs on from there', () => {
    const { clock, pass } = aRunningClock()
    clock.freeze()
    pass(500)
    expect(clock.now()).toBe(1_000_000)
    clock.advance(1_000)
    pass(500)
    expect(clock.now()).toBe(1_001_000)
    clock.resume()
    expect(clock.frozen).toBe(false)
    pass(5)
    expect(clock.now()).toBe(1_001_005)
  })

  test('shows what was set, whatever happened before', () => {
    const step = fc.oneof(
      fc.integer({ min: -1e6, max: 1e6 }).map((by) => ({ advance: by })),
      fc.constant({ freeze: true }),
      fc.constant({ resume: true }),
    )
    fc.assert(
      fc.property(fc.array(step), fc.integer({ min: 0, max: 1e12 }), (steps, time) => {
        const { clock, pass } = aRunningClock()
        clock.set(1e12)
        for (const one of steps) {
          pass(7)
          if ('advance' in one) clock.advance(one.advance)
          else if ('freeze' in one) clock.freeze()
          else clock.resume()
        }
        clock.set(time)
        expect(clock.now()).toBe(time)
      }),
    )
  })
  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, Date.UTC(10000, 1)])('refuses %s and stays', (time) => {
    const { clock } = aRunningClock()
    expect(() => clock.set(time)).toThrow(RangeError)
    expect(() => clock.advance(time - clock.now())).toThrow(RangeError)
    expect(clock.now()).toBe(1_000_000)
  })
})
