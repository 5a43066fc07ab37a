import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { measureFidelity } from '../../src/fidelity/measure.ts'
import { total } from '../../src/fidelity/report.ts'
import { agrees } from '../../src/fidelity/row.ts'

const recordings = fileURLToPath(new URL('../../../fixtures/reference', import.meta.url))

describe.each(['2024', '2018'] as const)('the mock of generation %s', (generation) => {
  test('answers every recorded request as recorded, or differs by a named fact', async () => {
    const { differences, families } = await measureFidelity(recordings, generation)
    expect(differences.filter(({ fact }) => fact === null)).toEqual([])
    expect(total(families).rows).toBeGreaterThan(1200)
  }, 60_000)

  test('leaves out nothing but the ends of lives', async () => {
    const { leftOut } = await measureFidelity(recordings, generation)
    expect(leftOut.map(({ name }) => name)).toEqual([
      '300 s',
      'integrator after 34214400 s',
      'integrator-reuse after 34214400 s',
    ])
  }, 60_000)
})

describe('comparing answers', () => {
  test('the order of members counts', () => {
    expect(agrees({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(false)
  })

  test('a missing member, another value and another length differ', () => {
    expect(agrees({ a: 1, b: 2 }, { a: 1 })).toBe(false)
    expect(agrees({ a: 1 }, { a: 2 })).toBe(false)
    expect(agrees(['a'], ['a', 'b'])).toBe(false)
  })

  test('placeholders stand for values of their form', () => {
    expect(agrees('<seconds>', 12)).toBe(true)
    expect(agrees('<seconds>', 'soon')).toBe(false)
    expect(agrees('<kid: upper-case hex, 4 characters>', 'ABCD')).toBe(true)
    expect(agrees('<kid: upper-case hex, 4 characters>', 'ABCDE')).toBe(false)
  })
})
