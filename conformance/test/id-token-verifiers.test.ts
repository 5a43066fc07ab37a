import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { explainHash, halfHash, hashOf } from '../src/checks/id-token/half-hash.ts'
import { verifiesByJose, verifiesByNode } from '../src/checks/id-token/verifiers.ts'
import { inspectJwt } from '../src/flow/tokens.ts'

const algorithms = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA'.split(' ')

async function signed(alg: string) {
  const { publicKey, privateKey } = await generateKeyPair(alg)
  const compact = await new SignJWT({ sub: 'anna' }).setProtectedHeader({ alg }).sign(privateKey)
  return { token: inspectJwt(compact), key: { ...(await exportJWK(publicKey)) } }
}

function edited({ parts: [header, , signature] }: ReturnType<typeof inspectJwt>) {
  return inspectJwt(`${header}.${Buffer.from('{"sub":"eve"}').toString('base64url')}.${signature}`)
}

describe('the two verifiers', () => {
  it.each(algorithms)('agree on %s: the key’s own signature, another text, another key', async (alg) => {
    const [{ token, key }, other] = [await signed(alg), await signed(alg)]
    const verdicts = async (...given: Parameters<typeof verifiesByNode>) => [
      verifiesByNode(...given),
      await verifiesByJose(...given),
    ]
    expect(await verdicts(token, key)).toEqual([true, true])
    expect(await verdicts(edited(token), key)).toEqual([false, false])
    expect(await verdicts(token, other.key)).toEqual([false, false])
  })

  it.each([{}, { kty: 'RSA' }, { kty: 'RSA', n: 'AQ', e: 'AQ' }, { kty: 'oct', k: 'AQ' }, { kty: 5, n: {} }])(
    'accept nothing by the broken key %j',
    async (key) => {
      const { token } = await signed('RS256')
      expect([verifiesByNode(token, key), await verifiesByJose(token, key)]).toEqual([false, false])
    },
  )
})

describe('the hash of an alg', () => {
  it.each([
    ['RS256', 'sha256'],
    ['PS384', 'sha384'],
    ['ES512', 'sha512'],
    ['EdDSA', 'sha512'],
    ['none', undefined],
    [undefined, undefined],
  ])('%s: %s', (alg, hash) => {
    expect(hashOf(alg)).toBe(hash)
  })

  it('is halved, and other halves are told apart', () => {
    expect(halfHash('code', 'sha256')).toHaveLength(22)
    expect(explainHash(halfHash('code', 'sha512'), 'code', 'sha256')).toBe('the left half of SHA-512')
    expect(explainHash(halfHash('code', 'sha256'), 'code', 'sha256')).toBeUndefined()
    expect(explainHash(halfHash('other', 'sha256'), 'code', 'sha256')).toBeUndefined()
  })
})
