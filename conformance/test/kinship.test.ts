import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { effectiveBits } from '../src/checks/client/effective-bits.ts'
import { isMadeFrom } from '../src/checks/client/kinship.ts'

const random = fc.uint8Array({ minLength: 24, maxLength: 48 }).map((bytes) => Buffer.from(bytes).toString('base64url'))

describe('a text that was made from another', () => {
  it.each<readonly [string, (source: string) => string]>([
    ['the same', (source) => source],
    ['the same in capitals', (source) => source.toUpperCase()],
    ['the same in small letters', (source) => source.toLowerCase()],
    ['read backwards', (source) => [...source].reverse().join('')],
    ['part of a longer one', (source) => `before-${source}-after`],
    ['in base64', (source) => Buffer.from(source).toString('base64')],
    ['in base64url', (source) => Buffer.from(source).toString('base64url')],
    ['in hexadecimal', (source) => Buffer.from(source).toString('hex')],
  ])('is told: %s', (_, make) => {
    fc.assert(fc.property(random, (source) => isMadeFrom(make(source), source)))
  })

  it.each(
    ['sha256', 'sha1', 'md5', 'sha512'].flatMap((digest) =>
      (['base64url', 'base64', 'hex'] as const).map((encoding) => [digest, encoding] as const),
    ),
  )('is told by its %s in %s', (digest, encoding) => {
    fc.assert(
      fc.property(random, (source) => isMadeFrom(createHash(digest).update(source).digest(encoding), source)),
      { numRuns: 20 },
    )
  })

  it('is told from any 31 characters of it, wherever they are cut', () => {
    fc.assert(
      fc.property(random, fc.nat(), (source, at) => {
        const start = at % (source.length - 30)
        return isMadeFrom(`${source.slice(start, start + 31)}…`, source)
      }),
    )
  })

  it.each([
    ['another one', randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')],
    ['fifteen characters of it', 'abcdefghijklmno', 'abcdefghijklmno'],
    ['what is cut at sixteen from its second character on', 'bcdefghijklmnopq', 'abcdefghijklmnopqrstuvwxyzABCDEF'],
  ])('is not %s', (_, text, source) => {
    expect(isMadeFrom(text, source)).toBe(false)
  })

  it('is told from sixteen characters, where they are the whole', () => {
    expect(isMadeFrom('abcdefghijklmnop', 'abcdefghijklmnop')).toBe(true)
  })
})

describe('the random bits that texts show', () => {
  it.each<readonly [number, readonly string[]]>([
    [0, ['same', 'same']],
    [1, ['a', 'b']],
    [2, ['a', 'b', 'c', 'd']],
    [2, ['ab', 'cd']],
    [1, ['xa', 'xb']],
    [1, ['abc', 'ad']],
    [0, ['a', '']],
    [0, []],
  ])('are %d in %j', (bits, values) => {
    expect(effectiveBits(values)).toBe(bits)
  })

  it('are six for each character of base64url, where enough of it is seen', () => {
    const values = Array.from({ length: 2000 }, () => randomBytes(30).toString('base64url'))
    expect(effectiveBits(values)).toBe(240)
  })
})
