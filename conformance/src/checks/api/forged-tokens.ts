import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { inspectJwt, type JsonObject } from '../../flow/tokens.ts'
import type { Impostors } from './refused-tokens.ts'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

let stranger: KeyObject | undefined

/** A key that no provider publishes, made with the first token that it signs. */
function strangersKey(): KeyObject {
  stranger ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  return stranger
}

/** A token that looks like one and is nobody's. */
export function signedByNobody(): string {
  const claims = { iss: 'https://conformance.example', sub: 'conformance', exp: 4_102_444_800 }
  return `${encode({ alg: 'RS256', typ: 'at+jwt' })}.${encode(claims)}.${Buffer.alloc(256, 1).toString('base64url')}`
}

/** The token with something else in it, its signature as it was. */
export function tampered(token: string): Impostors {
  const { parts, claims, header: named } = inspectJwt(token)
  const [header, payload, signature] = parts
  if (signature === undefined) {
    return { 'a token with one character changed': withOther(token, Math.floor(token.length / 2)) }
  }
  const longer = { ...claims, exp: Number(claims.exp) + 3600 }
  return {
    'a token with another character where its signature begins': `${header}.${payload}.${withOther(signature, 0)}`,
    'a token with another character near the end of its signature': `${header}.${payload}.${withOther(signature, signature.length - 3)}`,
    'a token with another exp under the old signature': `${header}.${encode(longer)}.${signature}`,
    'a token with another header under the old signature': `${encode({ ...named, conformance: 1 })}.${payload}.${signature}`,
    'a token without its signature': `${header}.${payload}.`,
  }
}

/** The token, signed by somebody else who uses the provider's name for the key. */
export function resigned(token: string): Impostors {
  const { parts, claims, header } = inspectJwt(token)
  if (parts.length !== 3) return {}
  const input = `${encode({ ...header, alg: 'RS256' })}.${encode(claims)}`
  const signature = sign('sha256', Buffer.from(input), strangersKey()).toString('base64url')
  return { 'a token signed by a key that is not the provider’s': `${input}.${signature}` }
}

/** The token with a header that says that there is nothing to verify. */
export function unsigned(token: string): Impostors {
  const { parts, claims, header } = inspectJwt(token)
  if (parts.length !== 3) return {}
  const named = (alg: string) => `${encode({ ...header, alg })}.${encode(claims)}`
  return {
    'a token with alg none': `${named('none')}.`,
    'a token with alg nOnE': `${named('nOnE')}.`,
    'a token with alg none and the old signature': `${named('none')}.${parts[2]}`,
  }
}

/** The token under a symmetric algorithm, keyed with what everybody can fetch. */
export function hmacForgeries(token: string, keys: readonly JsonObject[]): Impostors {
  const { parts, claims, header } = inspectJwt(token)
  const key = keys.find(({ kid }) => kid === header.kid) ?? keys[0]
  const pem = key && pemOf(key)
  if (parts.length !== 3 || pem === undefined) return {}
  const input = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`
  const signature = createHmac('sha256', pem).update(input).digest('base64url')
  return { 'a token with alg HS256 keyed with the published key': `${input}.${signature}` }
}

function pemOf(key: JsonObject): string | undefined {
  try {
    return String(createPublicKey({ key: { ...key }, format: 'jwk' }).export({ type: 'spki', format: 'pem' }))
  } catch {
    return undefined
  }
}

/** The text with another base64url character at that place. */
function withOther(text: string, at: number): string {
  return `${text.slice(0, at)}${text[at] === 'A' ? 'Q' : 'A'}${text.slice(at + 1)}`
}
