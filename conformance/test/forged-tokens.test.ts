import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hmacForgeries, resigned, tampered, unsigned } from '../src/checks/api/forged-tokens.ts'
import { inspectJwt } from '../src/flow/tokens.ts'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = `${encode({ alg: 'RS256', kid: 'second' })}.${encode({ sub: 'anna', exp: 1000 })}.QUJD`

describe('forged tokens', () => {
  const keys = ['first', 'second'].map((kid) => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    return { kid, ...publicKey.export({ format: 'jwk' }) }
  })

  it('differ from the true one in what they say', () => {
    const forged = Object.values({ ...tampered(token), ...resigned(token), ...unsigned(token) })
    expect(new Set([token, ...forged]).size).toBe(10)
    expect(forged.map((one) => inspectJwt(one).header.alg).sort()).toEqual(
      ['RS256', 'RS256', 'RS256', 'RS256', 'RS256', 'RS256', 'nOnE', 'none', 'none'].sort(),
    )
    expect(forged.map((one) => inspectJwt(one).claims.exp).filter((exp) => exp !== 1000)).toEqual([4600])
  })

  it('are not made of what is no JWT, except for one with a character changed', () => {
    expect([resigned('opaque'), unsigned('opaque'), hmacForgeries('opaque', keys)]).toEqual([{}, {}, {}])
    expect(Object.values(tampered('opaque'))).toEqual(['opaAue'])
  })

  it('are keyed with the key that the token names, or the first, or none', () => {
    const [first, second] = keys.map((key) => Object.values(hmacForgeries(token, [key]))[0])
    expect(first).not.toBe(second)
    expect(Object.values(hmacForgeries(token, keys))).toEqual([second])
    const unnamed = keys.map(({ kid: _kid, ...key }) => key)
    expect(Object.values(hmacForgeries(token, unnamed))).toEqual([first])
    expect(hmacForgeries(token, [{ kty: 'RSA' }])).toEqual({})
  })
})
