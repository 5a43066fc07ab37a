import { testKeys } from '@mobilepay-oidc/fixtures'
import fc from 'fast-check'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { type Claims, jwtHeader, leftHalfHash, signRs256, verifyJwt } from '../../src/engine/jwt.ts'
import { type SigningKey, SigningKeys } from '../../src/engine/signing-keys.ts'
import { signDraft } from '../../src/engine/token-draft.ts'

function signJwt(key: SigningKey, generation: '2018' | '2024', claims: Claims): Promise<string> {
  const header = jwtHeader(key, generation, 'JWT')
  const about = { kind: 'front-id-token', grant: 'authorization', clientId: 'integrator' } as const
  return signDraft({ ...about, header, claims, sign: (input) => signRs256(key, input) }, undefined)
}

describe.each(['2024', '2018'] as const)('tokens of generation %s', (generation) => {
  const keys = new SigningKeys(testKeys.sandbox)
  const jwks = createLocalJWKSet({ keys: keys.published(generation).map((key) => ({ ...key, x5c: [...key.x5c] })) })

  test('are verified by any JOSE library with the published keys', async () => {
    const jwt = await signJwt(keys.current, generation, { sub: 'æøå' })
    const { payload } = await jwtVerify(jwt, jwks, { algorithms: ['RS256'] })
    expect(payload).toEqual({ sub: 'æøå' })
  })

  test('of the key before stay good after a rotation', async () => {
    const rotated = new SigningKeys(testKeys.sandbox)
    const before = await signJwt(rotated.current, generation, { sub: 'a' })
    rotated.rotate()
    const after = await signJwt(rotated.current, generation, { sub: 'a' })
    expect(after.split('.')[0]).not.toBe(before.split('.')[0])
    expect(verifyJwt(before, rotated, generation)).toEqual({ sub: 'a' })
    expect(verifyJwt(after, rotated, generation)).toEqual({ sub: 'a' })
  })

  test('that were changed anywhere are refused', async () => {
    const jwt = await signJwt(keys.current, generation, { sub: 'a' })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: jwt.lastIndexOf('.') - 1 }), (at) => {
        fc.pre(jwt[at] !== '.')
        const changed = `${jwt.slice(0, at)}${jwt[at] === 'A' ? 'B' : 'A'}${jwt.slice(at + 1)}`
        expect(verifyJwt(changed, keys, generation)).toBeUndefined()
      }),
      { numRuns: 50 },
    )
  })

  test('of another stage, without a signature or of another shape are refused', async () => {
    const foreign = await signJwt(new SigningKeys(testKeys.production).current, generation, { sub: 'a' })
    const [header = '', payload = ''] = (await signJwt(keys.current, generation, { sub: 'a' })).split('.')
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
    for (const token of [
      foreign,
      `${header}.${payload}.`,
      `${none}.${payload}.`,
      'garbage',
      '',
      `${header}.${payload}.x.y`,
    ]) {
      expect(verifyJwt(token, keys, generation)).toBeUndefined()
    }
  })
})

test('at_hash is the left half of the SHA-256, base64url (the example of OIDC Core, A.4)', () => {
  expect(leftHalfHash('jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y')).toBe('77QmUPtjPfzWtF2AnpK9RQ')
})
