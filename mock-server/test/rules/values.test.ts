import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMaxAge } from '../../src/rules/authorize/max-age-invalid.ts'
import { parseResponseType } from '../../src/rules/authorize/response-types.ts'
import { splitScope } from '../../src/rules/authorize/scopes.ts'

describe('max_age', () => {
  test('every whole number that fits 32 bits is read', () => {
    fc.assert(
      fc.property(fc.integer(), (seconds) => {
        expect(parseMaxAge(String(seconds))).toBe(seconds)
      }),
    )
  })

  test.each(['1.5', 'abc', '', '1e3', '0x10', '5 5', '99999999999', '−1'])('%j is none', (text) => {
    expect(parseMaxAge(text)).toBeUndefined()
  })

  test.each([' 60', '60 ', '+60'])('%j is 60, as .NET reads it', (text) => {
    expect(parseMaxAge(text)).toBe(60)
  })
})

describe('response_type', () => {
  test.each(['code id_token', 'id_token code'])('%j is the hybrid flow', (text) => {
    expect(parseResponseType(text)).toBe('code id_token')
  })

  test('the order of the values is free', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['code', 'id_token', 'token'], { minLength: 3 }), (values) => {
        expect(parseResponseType(values.join(' '))).toBe('code id_token token')
      }),
    )
  })

  test.each(['', 'none', 'CODE', 'code ', ' code', 'code  id_token', 'code code', 'code,id_token'])(
    '%j is none',
    (text) => {
      expect(parseResponseType(text)).toBeUndefined()
    },
  )
})

describe('scope', () => {
  test('words are separated by spaces alone and count once, in their order', () => {
    expect(splitScope('  openid   invoice openid ')).toEqual(['openid', 'invoice'])
    expect(splitScope('openid\tinvoice')).toEqual(['openid\tinvoice'])
    expect(splitScope('openid,invoice')).toEqual(['openid,invoice'])
  })
})
