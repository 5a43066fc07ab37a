import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { Json } from '../points.ts'

const signAsync = promisify(sign)

interface Attacker {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

let ec: Attacker | undefined
let rsa: Attacker | undefined

/** Made when the first fault asks for it: a key that no provider has. */
function ecKey(): Attacker {
  ec ??= generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return ec
}

function rsaKey(): Attacker {
  rsa ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
  return rsa
}

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
