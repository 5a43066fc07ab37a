import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { halfHash, hashOf } from '../../checks/id-token/half-hash.ts'
import { isObject, lenientJson } from '../../run/json-values.ts'
import type { Disguise } from './disguise.ts'
import type { ReissuedKeys } from './reissue-keys.ts'

/** A compact JWS whose header is readable. */
export const compactJws = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g

const hashClaims = ['c_hash', 'at_hash', 's_hash']

/**
 * Issues tokens anew: the same claims, signed by a published test key where the signature was right, and wrong where it was
 * wrong. Hashes of codes and tokens are made of what stands for these.
 */
export class ReissuedTokens {
  readonly #disguise: Disguise
  readonly #keys: ReissuedKeys
  readonly #issued = new Map<string, string>()

  constructor(disguise: Disguise, keys: ReissuedKeys) {
    this.#disguise = disguise
    this.#keys = keys
  }

  /** What stands for a token; the text itself where it is none. */
  of(token: string): string {
    const known = this.#issued.get(token)
    if (known !== undefined) return known
    const [header = '', payload = '', signature = ''] = token.split('.')
    const [readHeader, claims] = [header, payload].map((part) => lenientJson(Buffer.from(part, 'base64url')))
    if (!isObject(readHeader) || !isObject(claims)) return token
    const issued = this.#reissue(token, readHeader, claims, `${header}.${payload}`, signature)
    this.#issued.set(token, issued)
    return issued
  }

  #reissue(
    token: string,
    header: Readonly<Record<string, unknown>>,
    claims: Readonly<Record<string, unknown>>,
    signed: string,
    signature: string,
  ): string {
    // A token that is being issued may not name itself.
    this.#issued.set(token, token)
    const names = this.#keys.names
    const renamed = Object.entries(header).map(([name, value]) => [
      name,
      typeof value === 'string' ? (names.get(value) ?? value) : value,
    ])
    const changed = Object.entries(claims).map(([name, value]) => [name, this.#claim(name, value, header.alg)])
    const input = [renamed, changed].map((part) => encoded(Object.fromEntries(part))).join('.')
    return `${input}.${this.#sign(header, signed, signature, input)}`
  }

  #claim(name: string, value: unknown, alg: unknown): unknown {
    if (typeof value !== 'string') return value
    if (!hashClaims.includes(name)) return this.#disguise.apply(value)
    const hash = hashOf(alg)
    const hashed = hash && [...this.#disguise.values, ...this.#tokens].find((known) => halfHash(known, hash) === value)
    if (!hash || hashed === undefined) return value
    return halfHash(this.#issued.has(hashed) ? this.of(hashed) : this.#disguise.of(hashed), hash)
  }

  /** Tokens that have been seen, so that hashes of them are known for what they are. */
  #tokens: readonly string[] = []

  learn(text: string): void {
    const found = [...text.matchAll(compactJws)].map(([token]) => token)
    this.#tokens = [...new Set([...this.#tokens, ...found])]
  }

  /** Issues all that were learned: those that others are hashes of come first. */
  issueAll(): void {
    for (const token of this.#tokens.toSorted((one, other) => Number(hasHash(one)) - Number(hasHash(other))))
      this.of(token)
  }

  #sign(header: Readonly<Record<string, unknown>>, signed: string, signature: string, input: string): string {
    if (signature === '') return ''
    const found = this.#keys.find(header.kid)
    const original = Buffer.from(signature, 'base64url')
    const wasRight =
      found !== undefined &&
      verify('sha256', Buffer.from(signed), createPublicKey({ key: found.original, format: 'jwk' }), original)
    const key = createPrivateKey({ key: (found ?? this.#keys.find(undefined))?.key.privateKey ?? {}, format: 'jwk' })
    const made = sign('sha256', Buffer.from(input), key)
    if (!wasRight) made[0] = (made[0] ?? 0) ^ 0xff
    return made.toString('base64url')
  }
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

function hasHash(token: string): boolean {
  const claims = lenientJson(Buffer.from(token.split('.')[1] ?? '', 'base64url'))
  return isObject(claims) && hashClaims.some((name) => name in claims)
}
