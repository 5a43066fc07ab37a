import fc from 'fast-check'
import { expect, it } from 'vitest'
import { constantTimeEqual } from '../src/callback/constant-time-equal.ts'

const text = fc.string({ unit: 'binary', maxLength: 60 })

it('agrees with === on any two texts', () => {
  fc.assert(fc.property(text, text, (left, right) => constantTimeEqual(left, right) === (left === right)))
})

it('sees a text as equal to itself, and to nothing that begins or ends with it', () => {
  fc.assert(
    fc.property(text, fc.string({ unit: 'binary', minLength: 1 }), (left, more) => {
      expect(constantTimeEqual(left, left)).toBe(true)
      expect(constantTimeEqual(left, left + more)).toBe(false)
      expect(constantTimeEqual(left + more, left)).toBe(false)
    }),
  )
})

it('sees one changed character anywhere', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\w-]{43}$/), fc.nat(42), (state, at) => {
      const other = state[at] === 'A' ? 'B' : 'A'
      expect(constantTimeEqual(state, `${state.slice(0, at)}${other}${state.slice(at + 1)}`)).toBe(false)
    }),
  )
})
