import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../src/checks/check-context.ts'
import { verifiesByNode } from '../src/checks/id-token/verifiers.ts'
import { inspectJwt } from '../src/flow/tokens.ts'
import { outcomeOf, type Seen } from './support/token-context.ts'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function keyPair(kid: string, modulusLength = 2048) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength })
  return { privateKey, published: { ...publicKey.export({ format: 'jwk' }), kid } }
}

function signed(privateKey: KeyObject, header: JsonObject): string {
  const input = `${encode(header)}.${encode({ sub: 'user-1' })}`
  const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${input}.${signature.toString('base64url')}`
}

const [one, two] = [keyPair('first'), keyPair('second')]
const keys = [one.published, two.published]
const right = { compact: signed(one.privateKey, { alg: 'RS256', kid: 'first' }) }
const nameless = { compact: signed(two.privateKey, { alg: 'RS256' }) }
const foreignKey = { compact: signed(two.privateKey, { alg: 'RS256', kid: 'first' }) }
const newer = { compact: signed(two.privateKey, { alg: 'RS256', kid: 'second' }) }
const pair = { front: right, back: right }

describe('the signature of an ID token', () => {
  it.each<readonly [string, Seen, string, string]>([
    ['by the named key', { ...pair, keys }, 'pass', ''],
    ['by any key, where none is named', { front: nameless, back: right, keys }, 'pass', ''],
    [
      'by one of two keys of a name',
      { ...pair, keys: [{ ...two.published, kid: 'first' }, one.published] },
      'pass',
      '',
    ],
    ['by another key', { front: foreignKey, back: right, keys }, 'violation', 'is not by the key'],
    [
      'by a key that the set lacks',
      { front: newer, back: right, keys: [one.published] },
      'violation',
      'names no RSA key',
    ],
    [
      'without a known alg',
      { front: { compact: signed(one.privateKey, { alg: ['RS256'] }) }, back: right, keys },
      'violation',
      'leaves no signature',
    ],
    [
      'elsewhere, by another key',
      { ...pair, keys, others: [{ front: foreignKey, back: right }] },
      'violation',
      'not by the key',
    ],
    [
      'elsewhere, by any key, where none is named',
      { ...pair, keys, others: [{ front: nameless, back: right }] },
      'pass',
      '',
    ],
    [
      'elsewhere, by one of two keys of a name',
      {
        ...pair,
        keys: [{ ...two.published, kid: 'first' }, one.published],
        others: [{ front: foreignKey, back: right }],
      },
      'pass',
      '',
    ],
    [
      'elsewhere, by a key that came later',
      { ...pair, keys: [one.published], keysAnew: keys, others: [{ front: newer, back: right }] },
      'pass',
      '',
    ],
    [
      'elsewhere, by no key at all',
      { ...pair, keys: [one.published], keysAnew: [one.published], others: [{ front: newer, back: right }] },
      'violation',
      'names no key of the set',
    ],
  ])('%s', async (_what, seen, kind, words) => {
    const outcome = await outcomeOf('I-05', seen)
    expect(outcome.kind, JSON.stringify(outcome)).toBe(kind)
    expect(JSON.stringify(outcome)).toContain(words)
  })

  it('is not judged where the two verifiers disagree, as about a curve that one of them lacks', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
    const token = { compact: signed(privateKey, { alg: 'ES256K', kid: 'first' }) }
    const published = { ...publicKey.export({ format: 'jwk' }), kid: 'first' }
    expect(await outcomeOf('I-05', { front: token, back: token, keys: [published] })).toEqual({
      kind: 'inconclusive',
      reason: "The suite's two verifiers disagree on a signature: the own verifier accepts it and jose does not.",
    })
  })

  it('counts for nothing by a short key', () => {
    const short = keyPair('first', 1024)
    expect(verifiesByNode(inspectJwt(signed(short.privateKey, { alg: 'RS256' })), short.published)).toBe(false)
    expect(verifiesByNode(inspectJwt(right.compact), one.published)).toBe(true)
  })
})
