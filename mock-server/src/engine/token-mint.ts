import { isProductScope } from '../rules/authorize/scopes.ts'
import type { CodeJob } from './engine-job.ts'
import type { EngineWorld } from './engine-world.ts'
import { leftHalfHash, signJwt } from './jwt.ts'
import { accessTokenClaims, idTokenClaims, type Subject } from './token-claims.ts'

export interface AccessTokenJob {
  readonly clientId: string
  readonly grantId: string | undefined
  readonly scopes: readonly string[]
  readonly subject: Subject | undefined
}

/** Makes and signs every token of a stage. */
export class TokenMint {
  readonly #world: EngineWorld

  constructor(world: EngineWorld) {
    this.#world = world
  }

  frontIdToken(job: CodeJob, code: string): Promise<string> {
    return this.#idToken(job.client.clientId, job.subject, job.nonce, { c_hash: leftHalfHash(code) })
  }

  backIdToken(clientId: string, subject: Subject, nonce: string | undefined, accessToken: string): Promise<string> {
    return this.#idToken(clientId, subject, nonce, { at_hash: leftHalfHash(accessToken) })
  }

  /** The merchant goes into tokens that open a product (facts, 6 and 14.6). */
  accessToken({ clientId, grantId, scopes, subject }: AccessTokenJob): Promise<string> {
    const { issuer, generation, clock, keys, apiResources, merchantOf } = this.#world
    const opensProduct = scopes.some(isProductScope)
    const claims = accessTokenClaims(generation, {
      issuer,
      clientId,
      now: clock.seconds(),
      audiences: apiResources
        .filter(({ inAudience, scopes: owned }) => inAudience && owned.some((scope) => scopes.includes(scope)))
        .map(({ name }) => name),
      scopes,
      subject,
      merchant: grantId !== undefined && opensProduct ? merchantOf(grantId) : undefined,
    })
    return signJwt(keys.current, generation, generation === '2018' ? 'JWT' : 'at+jwt', claims)
  }

  #idToken(
    clientId: string,
    subject: Subject,
    nonce: string | undefined,
    hash: { c_hash: string } | { at_hash: string },
  ): Promise<string> {
    const { issuer, generation, clock, keys } = this.#world
    const claims = idTokenClaims(generation, { ...subject, issuer, clientId, now: clock.seconds(), nonce, hash })
    return signJwt(keys.current, generation, 'JWT', claims)
  }
}
