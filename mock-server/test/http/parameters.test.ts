import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Parameters, percentEncode } from '../../src/http/parameters.ts'

describe('repeated parameters', () => {
  const pairs = [
    ['scope', 'openid'],
    ['state', 's'],
    ['SCOPE', 'invoice'],
  ] as const

  test('generation 2018 keeps the first value', () => {
    expect(new Parameters(pairs, '2018').get('scope')).toBe('openid')
  })

  test('generation 2024 joins all with a comma, whatever the letter case of the name', () => {
    expect(new Parameters(pairs, '2024').get('scope')).toBe('openid,invoice')
    expect(new Parameters(pairs, '2024').all('scope')).toEqual(['openid', 'invoice'])
  })
})

test.each(['', ' ', '\t\n'])('a value of white space (%j) is missing', (value) => {
  expect(new Parameters([['nonce', value]], '2024').get('nonce')).toBeUndefined()
})

test('a query survives writing and reading', () => {
  const pair = fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(fc.uniqueArray(pair, { selector: ([name]) => name.toLowerCase() }), (pairs) => {
      const query = new Parameters(pairs, '2024').toQuery()
      expect([...new URLSearchParams(query)]).toEqual(pairs)
    }),
  )
})

test('encoding leaves the unreserved characters of RFC 3986 alone, and nothing else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(percentEncode(text)).toMatch(/^(?:[\w.~-]|%[0-9A-F]{2})*$/)
    }),
  )
  expect(percentEncode(`a'"<>&+ b`)).toBe('a%27%22%3C%3E%26%2B%20b')
})
