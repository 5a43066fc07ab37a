import { inspect } from 'node:util'
import fc from 'fast-check'
import { base64url, compactDecrypt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { newSealingKey, sealerFrom } from '../../src/index.ts'

const [current, older, foreign] = [newSealingKey(), newSealingKey(), newSealingKey()]
const unreadable = (reason: string) => ({ name: 'ConfigurationError', code: 'sealed-unreadable', details: { reason } })

describe('a sealer', () => {
  it('gives any text back, for any purpose', async () => {
    const sealer = await sealerFrom([current])
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), async (text, purpose) => {
        expect(await sealer.open(await sealer.seal(text, purpose), purpose)).toBe(text.toWellFormed())
      }),
    )
  })

  it('makes a compact JWE that any library opens with the key', async () => {
    const sealed = await (await sealerFrom([current])).seal('text', 'connection:1')
    expect(decodeProtectedHeader(sealed)).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
      kid: expect.stringMatching(/^[\w-]{11}$/),
      purpose: 'connection:1',
    })
    const { plaintext } = await compactDecrypt(sealed, base64url.decode(current))
    expect(new TextDecoder().decode(plaintext)).toBe('text')
  })

  it('seals the same text anew each time', async () => {
    const sealer = await sealerFrom([current])
    const sealed = await Promise.all(Array.from({ length: 50 }, () => sealer.seal('text', 'p')))
    expect(new Set(sealed.map((text) => text.split('.')[2])).size).toBe(50)
  })

  it('notices every changed bit', async () => {
    const sealer = await sealerFrom([current])
    const sealed = await sealer.seal('a text to be changed', 'p')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, 2, 3, 4), fc.nat(), fc.nat({ max: 7 }), async (part, at, bit) => {
        const changed = flipBit(sealed, part, at, bit)
        await expect(sealer.open(changed, 'p')).rejects.toMatchObject({ code: 'sealed-unreadable' })
      }),
    )
  })

  it('opens for the purpose alone that it was sealed for', async () => {
    const sealer = await sealerFrom([current])
    const sealed = await sealer.seal('text', 'connection:1')
    await expect(sealer.open(sealed, 'connection:2')).rejects.toMatchObject(unreadable('purpose'))
  })

  it.each(['', 'text', 'a.b.c.d.e', 'eyJhbGciOiJub25lIn0....', `${'x'.repeat(100)}.....`])(
    'refuses %j',
    async (sealed) => {
      const sealer = await sealerFrom([current])
      await expect(sealer.open(sealed, 'p')).rejects.toMatchObject({ code: 'sealed-unreadable' })
    },
  )

  it('takes no weaker or compressed encryption, even with its key', async () => {
    const { CompactEncrypt } = await import('jose')
    const sealer = await sealerFrom([current])
    const { kid } = decodeProtectedHeader(await sealer.seal('', 'p'))
    const wrapped = await new CompactEncrypt(new TextEncoder().encode('text'))
      .setProtectedHeader({ alg: 'A256KW', enc: 'A128GCM', kid: String(kid), purpose: 'p' })
      .encrypt(base64url.decode(current))
    await expect(sealer.open(wrapped, 'p')).rejects.toMatchObject(unreadable('changed'))
  })
})

describe('keys are replaced', () => {
  it('by putting the new one first: what the old one has sealed still opens, and is stale', async () => {
    const before = await sealerFrom([older])
    const after = await sealerFrom([current, older])
    const sealed = await before.seal('text', 'p')
    expect(await after.open(sealed, 'p')).toBe('text')
    expect([before.isStale(sealed), after.isStale(sealed)]).toEqual([false, true])
    const anew = await after.seal('text', 'p')
    expect(after.isStale(anew)).toBe(false)
    await expect(before.open(anew, 'p')).rejects.toMatchObject(unreadable('key'))
  })

  it('and nothing opens with a key that was taken away', async () => {
    const sealed = await (await sealerFrom([older])).seal('text', 'p')
    await expect((await sealerFrom([current, foreign])).open(sealed, 'p')).rejects.toMatchObject(unreadable('key'))
  })

  it('and the same key is known by padding or not, in any place', async () => {
    const sealed = await (await sealerFrom([`${current}=`])).seal('text', 'p')
    expect(await (await sealerFrom([older, current])).open(sealed, 'p')).toBe('text')
  })
})

describe('a key', () => {
  it('is new each time, and 256 bits', () => {
    const keys = new Set(Array.from({ length: 100 }, newSealingKey))
    expect(keys.size).toBe(100)
    for (const key of keys) expect(base64url.decode(key)).toHaveLength(32)
  })

  it.each([
    ['a password', 'correct horse battery staple'],
    ['a key of 31 bytes', base64url.encode(new Uint8Array(31))],
    ['a key of 33 bytes', base64url.encode(new Uint8Array(33))],
    ['base64 with + and /', `${'+/'.repeat(21)}A`],
    ['nothing', ''],
    ['a key with a line end', `${current}\n`],
  ])('is not %s; the error says which key it is, and nothing of it', async (_, key) => {
    const error = await sealerFrom([current, key]).catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'sealing-key-invalid', details: { index: 1 } })
    if (key !== '') expect(inspect(error) + JSON.stringify(error)).not.toContain(key.slice(0, 12))
  })

  it('is shown neither by the sealer nor by what it has sealed', async () => {
    const sealer = await sealerFrom([current])
    const sealed = await sealer.seal('canary', 'p')
    const shown = inspect(sealer, { depth: 9, showHidden: true }) + JSON.stringify(sealer) + sealed
    expect(shown).not.toContain(current.slice(0, 12))
    expect(shown).not.toContain('canary')
  })
})

/** One bit of what a part of the JWE stands for. */
function flipBit(sealed: string, part: number, at: number, bit: number): string {
  const parts = sealed.split('.')
  const bytes = base64url.decode(parts[part] ?? '')
  const index = at % bytes.length
  bytes[index] = (bytes[index] ?? 0) ^ (1 << bit)
  parts[part] = base64url.encode(bytes)
  return parts.join('.')
}
