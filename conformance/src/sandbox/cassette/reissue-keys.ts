import { createHash, createPublicKey, type JsonWebKey } from 'node:crypto'
import { type TestKey, testKeys } from '@mobilepay-oidc/fixtures'
import { isObject, lenientJson } from '../../run/json-values.ts'

/** A key of the recorded provider, and the published test key that takes its place. */
interface Replacement {
  readonly original: JsonWebKey
  readonly kid: string | undefined
  readonly key: TestKey
}

/** A mock signs with some of these itself; each is replaced by another. */
const published: readonly TestKey[] = [...testKeys.sandbox, ...testKeys.production]

/** Published test keys in place of those that the recorded provider signs with. */
export class ReissuedKeys {
  readonly #replacements: Replacement[] = []

  /** Takes in the keys of an answer, where it is a key set. */
  learn(body: string): void {
    for (const key of keysIn(body)) {
      const isKnown = this.#replacements.some(({ original }) => original.n === key.n)
      const next = published.find((one) => one.privateKey.n !== key.n && !this.#isTaken(one))
      if (isKnown || !next || key.kty !== 'RSA') continue
      this.#replacements.push({ original: key, kid: typeof key.kid === 'string' ? key.kid : undefined, key: next })
    }
  }

  #isTaken(key: TestKey): boolean {
    return this.#replacements.some((one) => one.key === key)
  }

  /** Names of keys and of certificates, and what stands for them. */
  get names(): ReadonlyMap<string, string> {
    return new Map(
      this.#replacements.flatMap(({ original, kid, key }): [string, string][] => {
        const certificate = Buffer.from(key.certificate, 'base64')
        const x5t = createHash('sha1').update(certificate).digest('base64url')
        const x5tS256 = createHash('sha256').update(certificate).digest('base64url')
        return [
          ...(kid === undefined ? [] : [[kid, `${key.sha1}${kid.slice(key.sha1.length)}`] as [string, string]]),
          ...pair(original.n, publicJwk(key).n),
          ...pair(original.x5t, x5t),
          ...pair(original['x5t#S256'], x5tS256),
          ...(Array.isArray(original.x5c) ? pair(original.x5c[0], key.certificate) : []),
        ]
      }),
    )
  }

  /** The recorded key of a name; of an unnamed one the only key. */
  find(kid: unknown): Replacement | undefined {
    return this.#replacements.find((one) => one.kid === kid) ?? (kid === undefined ? this.#replacements[0] : undefined)
  }
}

function pair(original: unknown, replacement: string | undefined): readonly [string, string][] {
  return typeof original === 'string' && replacement !== undefined ? [[original, replacement]] : []
}

function publicJwk({ privateKey }: TestKey): JsonWebKey {
  return createPublicKey({ key: privateKey, format: 'jwk' }).export({ format: 'jwk' })
}

function keysIn(body: string): readonly JsonWebKey[] {
  const set = body.includes('"kty"') ? lenientJson(Buffer.from(body)) : undefined
  return isObject(set) && Array.isArray(set.keys) ? set.keys.filter(isObject) : []
}
