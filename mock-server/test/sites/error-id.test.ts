import { createSecretKey, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { protectError, unprotectError } from '../../src/sites/admin/error-id.ts'

const secret = createSecretKey(randomBytes(32))
const message = { error: 'unauthorized_client', requestId: '0HLPBAG4N0AJB:0000069F' }

test('an error id looks like the real one and is read back', () => {
  const id = protectError(secret, message)
  expect(id).toMatch(/^CfDJ8[\w-]{363}$/)
  expect(unprotectError(secret, id)).toEqual(message)
})

test('it says nothing to who reads the address', () => {
  expect(Buffer.from(protectError(secret, message), 'base64url').toString('latin1')).not.toContain('client')
})

test('one that was changed or made up is read as nothing', () => {
  const id = protectError(secret, message)
  fc.assert(
    fc.property(fc.integer({ min: 30, max: id.length - 1 }), (at) => {
      const changed = `${id.slice(0, at)}${id[at] === 'A' ? 'B' : 'A'}${id.slice(at + 1)}`
      expect(unprotectError(secret, changed)).toBeUndefined()
    }),
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(unprotectError(secret, text)).toBeUndefined()
    }),
  )
})

test("another mock's is read as nothing", () => {
  expect(unprotectError(createSecretKey(randomBytes(32)), protectError(secret, message))).toBeUndefined()
})
