import { createHash, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { Json } from '../points.ts'
import keys from './attacker-keys.json' with { type: 'json' }

const signAsync = promisify(sign)

interface Attacker {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/**
 * Keys that no provider has, published like all keys of the mock: one process of a mock may sign with them, and another
 * show them in its key set. They are read with the first fault that asks for them.
 */
const read = new Map<object, Attacker>()

function keyOf(jwk: JsonWebKey): Attacker {
  const known = read.get(jwk)
  if (known) return known
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' })
  const key = { privateKey, publicKey: createPublicKey(privateKey) }
  read.set(jwk, key)
  return key
}

const ecKey = () => keyOf(keys.ec)
const rsaKey = () => keyOf(keys.rsa)

export const attackerKid = 'attacker'

/** The public half as it stands in a header or key set. */
export function attackerJwk(): Json {
  return { ...ecKey().publicKey.export({ format: 'jwk' }) }
}

export function attackerRsaJwk(): Json {
  return { ...rsaKey().publicKey.export({ format: 'jwk' }) }
}

export function signEs256(input: Buffer): Promise<Buffer> {
  return signAsync('sha256', input, { key: ecKey().privateKey, dsaEncoding: 'ieee-p1363' })
}

export function signAsAttacker(input: Buffer): Promise<Buffer> {
  return signAsync('sha256', input, rsaKey().privateKey)
}

export function thumbprint(text: string): string {
  return createHash('sha1').update(text).digest('base64url')
}
