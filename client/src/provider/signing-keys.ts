import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { JWKSNoMatchingKey } from 'jose/errors'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import { firstViolation } from './json-schema.ts'
import { KeptValue } from './kept-value.ts'
import { jwksSchema } from './schemas.generated.ts'
import { usableKeys } from './usable-keys.ts'

const lifeMs = 5 * 60_000
const cooldownMs = 30_000

/**
 * The provider's public keys, for openid-client and for access tokens alike.
 *
 * Why not leave it to the libraries: both refuse to look again within a cooldown that begins with the *first* load, so
 * a key that is changed just after it is refused (openid-client: 60 seconds, jose: 30). Here the first unknown key
 * always makes one look, and only further ones wait, which still bounds what forged tokens can make us ask.
 */
export class SigningKeys {
  readonly #keys: KeptValue<JSONWebKeySet>
  #lookedAgainAt = Number.NEGATIVE_INFINITY

  constructor(load: () => Promise<JSONWebKeySet>) {
    this.#keys = new KeptValue(load, lifeMs)
  }

  /** The keys as known now. */
  current(): Promise<JSONWebKeySet> {
    return this.#keys.get()
  }

  /** The keys after a token named one that is unknown: asked for anew unless that was done within the cooldown. */
  async afterUnknownKey(): Promise<JSONWebKeySet> {
    if (Date.now() - this.#lookedAgainAt < cooldownMs) return this.#keys.get()
    const keys = await this.#keys.reload()
    // After the load: one that failed has shown nothing, and does not use up the look.
    this.#lookedAgainAt = Date.now()
    return keys
  }

  /** The key for a token's header, in the form that jose's `jwtVerify` takes. */
  readonly forToken: JWTVerifyGetKey = async (header, token) => {
    try {
      return await createLocalJWKSet(await this.current())(header, token)
    } catch (error) {
      if (!(error instanceof JWKSNoMatchingKey)) throw error
      return createLocalJWKSet(await this.afterUnknownKey())(header, token)
    }
  }
}

/**
 * The key set of a JWKS answer.
 *
 * @throws ProtocolError `response-unexpected`
 */
export function checkKeySet(document: unknown): JSONWebKeySet {
  const violation = firstViolation(jwksSchema, document)
  if (violation === undefined) return usableKeys(document as JSONWebKeySet)
  throw new ProtocolError('response-unexpected', {
    details: { reason: 'not a usable JSON Web Key Set', member: violation.slice(1) },
  })
}
