import { createHash, sign, verify } from 'node:crypto'
import { promisify } from 'node:util'
import type { Generation } from '@mobilepay-oidc/fixtures'
import { kidOf, type SigningKey, type SigningKeys, x5tOf } from './signing-keys.ts'

export type Claims = Readonly<Record<string, unknown>>
export type TokenType = 'JWT' | 'at+jwt'

const signAsync = promisify(sign)

/** Header members in the generation's order (facts, 14.6). */
export function jwtHeader(key: SigningKey, generation: Generation, typ: TokenType): Claims {
  const kid = kidOf(key.test, generation)
  const x5t = x5tOf(key.test)
  return generation === '2018' ? { alg: 'RS256', kid, typ, x5t } : { alg: 'RS256', kid, x5t, typ }
}

/** RS256 in libuv's thread pool. */
export function signRs256(key: SigningKey, input: Buffer): Promise<Buffer> {
  return signAsync('sha256', input, key.privateKey)
}

/** The claims of a token that one of the keys has signed; expiry is the caller's question. */
export function verifyJwt(token: string, keys: SigningKeys, generation: Generation): Claims | undefined {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.')
  const { kid, alg } = decode(header) ?? {}
  const key = typeof kid === 'string' && alg === 'RS256' ? keys.find(kid, generation) : undefined
  if (!key || rest.length > 0) return undefined
  const signed = Buffer.from(`${header}.${payload}`)
  if (!verify('sha256', signed, key.publicKey, Buffer.from(signature, 'base64url'))) return undefined
  return decode(payload)
}

/** The claims of a token as they stand, nothing verified. */
export function readClaims(token: string): Claims | undefined {
  return decode(token.split('.')[1] ?? '')
}

function decode(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** `at_hash` and `c_hash`: the left half of the SHA-256 (OIDC Core 3.3.2.11). */
export function leftHalfHash(value: string): string {
  return createHash('sha256').update(value).digest().subarray(0, 16).toString('base64url')
}
