import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { Generation, TestKey, TestKeyRing } from '@mobilepay-oidc/fixtures'

export interface SigningKey {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly test: TestKey
}

/** One entry of the JWKS, as IdentityServer publishes a key that has a certificate (fact `jwks-x509`). */
export interface PublishedKey {
  readonly kty: 'RSA'
  readonly use: 'sig'
  readonly kid: string
  readonly x5t: string
  readonly e: string
  readonly n: string
  readonly x5c: readonly string[]
  readonly alg: 'RS256'
}

/** Which keys of a ring are in use, by their places. */
export interface RingPosition {
  readonly signing: number
  /** Published still, so that their tokens stay good. */
  readonly retired: readonly number[]
}

export const ringStart: RingPosition = { signing: 0, retired: [] }

/** The keys of one stage: one signs, and the one to come is published with it (fact `two-signing-keys`). */
export class SigningKeys {
  readonly #ring: TestKeyRing
  readonly #read = new Map<TestKey, SigningKey>()
  readonly #position: { value: RingPosition }

  /** @param position kept by somebody else */
  constructor(ring: TestKeyRing, position: { value: RingPosition } = { value: ringStart }) {
    this.#ring = ring
    this.#position = position
  }

  get current(): SigningKey {
    return this.#readKey(this.#at(this.#position.value.signing))
  }

  /**
   * From now on the next key of the ring signs, which was published before. With overlap the ones before
   * stay published, so that their tokens stay good; without, they are refused at once.
   */
  rotate(overlap = true): void {
    const { signing, retired } = this.#position.value
    this.#position.value = { signing: this.#after(signing), retired: overlap ? [signing, ...retired] : [] }
  }

  /** A published key. */
  find(kid: string, generation: Generation): SigningKey | undefined {
    const found = this.#published().find((key) => kidOf(key, generation) === kid)
    return found && this.#readKey(found)
  }

  published(generation: Generation): readonly PublishedKey[] {
    return this.#published().map((key) => ({
      kty: 'RSA',
      use: 'sig',
      kid: kidOf(key, generation),
      x5t: x5tOf(key),
      e: String(key.privateKey.e),
      n: String(key.privateKey.n),
      x5c: [key.certificate],
      alg: 'RS256',
    }))
  }

  #published(): readonly TestKey[] {
    const { signing, retired } = this.#position.value
    const indexes = new Set([signing, this.#after(signing), ...retired])
    return [...indexes].map((index) => this.#at(index))
  }

  #after(index: number): number {
    return (index + 1) % this.#ring.length
  }

  #at(index: number): TestKey {
    return this.#ring[index] ?? this.#ring[0]
  }

  /** Reading a key costs about a millisecond, so it is done with its first use. */
  #readKey(test: TestKey): SigningKey {
    const known = this.#read.get(test)
    if (known) return known
    const privateKey = createPrivateKey({ key: test.privateKey, format: 'jwk' })
    const key = { privateKey, publicKey: createPublicKey(privateKey), test }
    this.#read.set(test, key)
    return key
  }
}

/** The certificate's thumbprint; generation 2024 appends the algorithm (fact `kid-form`). */
export function kidOf(key: TestKey, generation: Generation): string {
  return generation === '2018' ? key.sha1 : `${key.sha1}RS256`
}

export function x5tOf(key: TestKey): string {
  return Buffer.from(key.sha1, 'hex').toString('base64url')
}
