import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { Generation, TestKey } from '@mobilepay-oidc/fixtures'

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

/** The keys of one stage: all are published, one signs. */
export class SigningKeys {
  readonly #keys: readonly [SigningKey, ...SigningKey[]]
  #signing = 0

  constructor([first, ...others]: readonly [TestKey, ...TestKey[]]) {
    this.#keys = [readKey(first), ...others.map(readKey)]
  }

  get current(): SigningKey {
    return this.#keys[this.#signing] ?? this.#keys[0]
  }

  /** From now on the next published key signs; tokens of the one before stay valid. */
  rotate(): void {
    this.#signing = (this.#signing + 1) % this.#keys.length
  }

  find(kid: string, generation: Generation): SigningKey | undefined {
    return this.#keys.find((key) => kidOf(key.test, generation) === kid)
  }

  published(generation: Generation): readonly PublishedKey[] {
    return this.#keys.map(({ test }) => ({
      kty: 'RSA',
      use: 'sig',
      kid: kidOf(test, generation),
      x5t: x5tOf(test),
      e: String(test.privateKey.e),
      n: String(test.privateKey.n),
      x5c: [test.certificate],
      alg: 'RS256',
    }))
  }
}

function readKey(test: TestKey): SigningKey {
  const privateKey = createPrivateKey({ key: test.privateKey, format: 'jwk' })
  return { privateKey, publicKey: createPublicKey(privateKey), test }
}

/** The certificate's thumbprint; generation 2024 appends the algorithm (fact `kid-form`). */
export function kidOf(key: TestKey, generation: Generation): string {
  return generation === '2018' ? key.sha1 : `${key.sha1}RS256`
}

export function x5tOf(key: TestKey): string {
  return Buffer.from(key.sha1, 'hex').toString('base64url')
}
