import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BoundedMap } from '../../src/world/bounded-map.ts'
import { SpentNonces } from '../../src/world/spent-nonces.ts'

test('a bounded map keeps the newest entries', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.integer({ min: 1, max: 10 }), (keys, limit) => {
      const map = new BoundedMap<number, true>(limit)
      for (const key of keys) map.set(key, true)
      expect([...map.keys()]).toEqual(keys.slice(-limit))
    }),
  )
})

test('a nonce is spent for its own client alone', () => {
  const spent = new SpentNonces()
  spent.spend('one', 'nonce')
  expect(spent.has('one', 'nonce')).toBe(true)
  expect(spent.has('other', 'nonce')).toBe(false)
})
