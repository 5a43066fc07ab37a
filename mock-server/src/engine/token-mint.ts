import { isProductScope } from '../rules/authorize/scopes.ts'
import type { CodeJob } from './engine-job.ts'
import type { EngineWorld } from './engine-world.ts'
import { type Claims, jwtHeader, leftHalfHash, signRs256, type TokenType } from './jwt.ts'
import { accessTokenClaims, idTokenClaims, type Subject } from './token-claims.ts'
import { type ShapeToken, signDraft, type TokenDraft } from './token-draft.ts'

export interface AccessTokenJob {
  readonly grant: TokenDraft['grant']
  readonly clientId: string
  readonly grantId: string | undefined
  readonly scopes: readonly string[]
  readonly subject: Subject | undefined
  readonly shape: ShapeToken | undefined
}

export interface BackIdTokenJob {
  readonly grant: 'authorization_code' | 'refresh_token'
  readonly clientId: string
  readonly subject: Subject
  readonly nonce: string | undefined
  readonly accessToken: string
  readonly shape: ShapeToken | undefined
}

/** What a draft says beside its header and claims. */
type About = Pick<TokenDraft, 'kind' | 'grant' | 'clientId' | 'code' | 'accessToken'>

/** Makes and signs every token of a stage. */
export class TokenMint {
  readonly #world: EngineWorld

  constructor(world: EngineWorld) {
    this.#world = world
  }

  frontIdToken({ client, subject, nonce, shape }: CodeJob, code: string): Promise<string> {
    const { clientId } = client
    const claims = this.#idTokenClaims(clientId, subject, nonce, { c_hash: leftHalfHash(code) })
    return this.#sign({ kind: 'front-id-token', grant: 'authorization', clientId, code }, 'JWT', claims, shape)
  }

  backIdToken({ grant, clientId, subject, nonce, accessToken, shape }: BackIdTokenJob): Promise<string> {
    const claims = this.#idTokenClaims(clientId, subject, nonce, { at_hash: leftHalfHash(accessToken) })
    const kind = grant === 'refresh_token' ? 'refreshed-id-token' : 'back-id-token'
    return this.#sign({ kind, grant, clientId, accessToken }, 'JWT', claims, shape)
  }

  /** The merchant goes into tokens that open a product (facts, 6 and 14.6). */
  accessToken({ grant, clientId, grantId, scopes, subject, shape }: AccessTokenJob): Promise<string> {
    const { issuer, generation, clock, apiResources, switches, merchantOf } = this.#world
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
    const typ = generation === '2018' ? 'JWT' : switches.accessTokenTyp2024
    return this.#sign({ kind: 'access-token', grant, clientId }, typ, claims, shape)
  }

  #sign(about: About, typ: TokenType, claims: Claims, shape: ShapeToken | undefined): Promise<string> {
    const { generation, keys } = this.#world
    const key = keys.current
    const sign = (input: Buffer) => signRs256(key, input)
    return signDraft({ ...about, header: jwtHeader(key, generation, typ), claims, sign }, shape)
  }

  #idTokenClaims(
    clientId: string,
    subject: Subject,
    nonce: string | undefined,
    hash: { c_hash: string } | { at_hash: string },
  ): Claims {
    const { issuer, generation, clock } = this.#world
    return idTokenClaims(generation, { ...subject, issuer, clientId, now: clock.seconds(), nonce, hash })
  }
}
