import type Provider from 'oidc-provider'
import type { Adapter } from 'oidc-provider'
import { answerTokenJob } from './answer-token-job.ts'
import { toArtifact } from './artifact.ts'
import { clientProjection, createProvider, engineRedirectUri, engineResponseMode } from './create-provider.ts'
import type { Artifact, CodeJob, EngineContext, IssuedCode, TokenJob, TokenResponse } from './engine-job.ts'
import type { EngineWorld } from './engine-world.ts'
import { newHandle } from './handles.ts'
import { EngineRefusedError, runInProvider } from './run-in-provider.ts'
import { codeJobOf, codeOf, shapeModels } from './shape-models.ts'
import { TokenMint } from './token-mint.ts'
import { WorldAdapter } from './world-adapter.ts'

export type ArtifactKind = 'AuthorizationCode' | 'RefreshToken'

const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials'] as const

/**
 * oidc-provider with everything that it is used for: codes, refresh tokens, grants and the dispatch of grants. The
 * rules have decided before it is asked, so it never refuses; when it does, that is a bug of the mock (decision 0003).
 */
export class Engine {
  readonly #world: EngineWorld
  readonly #provider: Provider
  readonly #mint: TokenMint
  readonly #adapters = new Map<string, WorldAdapter>()

  constructor(world: EngineWorld) {
    this.#world = world
    this.#mint = new TokenMint(world)
    this.#provider = createProvider(
      world,
      (model) => this.#adapterFor(model),
      async (ctx) => this.#loadGrant(ctx as EngineContext),
    )
    shapeModels(this.#provider, world.generation, this.#mint)
    this.#provider.registerResponseMode(engineResponseMode, (ctx, _redirectUri, payload) => {
      ctx.state.answer = payload
      ctx.body = ''
    })
    for (const grantType of grantTypes) {
      this.#provider.registerGrantType(grantType, (ctx) => this.#answerTokenRequest(ctx as EngineContext))
    }
  }

  /** Issues a code, and in the hybrid flow an ID token with it. */
  async issueCode(job: CodeJob): Promise<IssuedCode> {
    const query = new URLSearchParams({
      client_id: job.client.clientId,
      redirect_uri: engineRedirectUri,
      response_type: job.responseType,
      response_mode: engineResponseMode,
      // Never without openid and a nonce, which the engine insists on; what was really asked for is settled below.
      scope: [...new Set(['openid', ...job.scopes])].join(' '),
      prompt: 'consent',
      nonce: job.nonce ?? 'none',
    })
    const request = { method: 'GET', url: `/auth?${query}` } as const
    const ctx = await runInProvider(this.#provider, request, ({ state }) => Object.assign(state, { codeJob: job }))
    const { code: engineCode, id_token: idToken } = ctx.state.answer ?? {}
    if (typeof engineCode !== 'string') throw refusedBy(ctx.state.answer)
    const code = codeOf(ctx, engineCode)
    const { redirectUri, codeChallenge, nonce, scopes, codeLife } = job
    const settled = { redirectUri, codeChallenge, nonce, scope: scopes.join(' ') }
    this.#adapterFor('AuthorizationCode').settle(engineCode, code, settled, codeLife)
    return { code, idToken: typeof idToken === 'string' ? idToken : undefined }
  }

  /** Issues tokens for a request that the rules let through. */
  async issueTokens(job: TokenJob): Promise<TokenResponse> {
    const form = new URLSearchParams({ grant_type: job.grantType, client_id: job.client.clientId }).toString()
    const request = { method: 'POST', url: '/token', form } as const
    const ctx = await runInProvider(this.#provider, request, ({ state }) => Object.assign(state, { tokenJob: job }))
    if (!ctx.state.tokens) throw refusedBy(ctx.body)
    return ctx.state.tokens
  }

  find(kind: ArtifactKind, id: string): Artifact | undefined {
    const payload = this.#adapterFor(kind).peek(id)
    return payload && toArtifact(id, payload, this.#world.amr)
  }

  /** Gets an artifact and spends it in one step: of several requests at once, one gets it. */
  take(kind: ArtifactKind, id: string): Artifact | undefined {
    const payload = this.#adapterFor(kind).take(id)
    return payload && toArtifact(id, payload, this.#world.amr)
  }

  /** Ends the codes and refresh tokens that hang on a grant. */
  async revokeGrant(grantId: string): Promise<void> {
    await this.#adapterFor('AuthorizationCode').revokeByGrantId(grantId)
    await this.#adapterFor('RefreshToken').revokeByGrantId(grantId)
  }

  async #answerTokenRequest(ctx: EngineContext): Promise<void> {
    const { tokenJob } = ctx.state
    if (!tokenJob) throw new EngineRefusedError('The engine was asked for tokens without a request.')
    ctx.state.tokens = await answerTokenJob(tokenJob, this.#world, this.#mint, {
      issue: (origin) => this.#issueRefreshToken(ctx, origin, tokenJob.shapeHandle),
      slide: (id) => this.#adapterFor('RefreshToken').extend(id, this.#world.refreshTokenLife),
    })
    ctx.body = ''
  }

  #issueRefreshToken(ctx: EngineContext, origin: Artifact, shape: TokenJob['shapeHandle']): Promise<string> {
    const { client } = ctx.oidc
    if (!client) throw new EngineRefusedError('The engine lost the client of a token request.')
    const token = new this.#provider.RefreshToken({
      client,
      accountId: origin.subject.sub,
      grantId: origin.grantId,
      authTime: origin.subject.authTime,
      scope: origin.scopes.join(' '),
      gty: 'authorization_code',
    })
    if (shape) token.jti = shape(newHandle(this.#world.generation))
    return token.save()
  }

  #loadGrant(ctx: EngineContext) {
    const { subject, client, grant: record, scopes } = codeJobOf(ctx)
    const grant = new this.#provider.Grant({ accountId: subject.sub, clientId: client.clientId })
    grant.jti = record.id
    grant.addOIDCScope(['openid', ...scopes].join(' '))
    return grant
  }

  #adapterFor(model: string): WorldAdapter & Adapter {
    const known = this.#adapters.get(model)
    if (known) return known
    const adapter = new WorldAdapter(this.#world.clock, this.#world.entries(model))
    if (model === 'Client') adapter.find = async (id) => clientProjection(id)
    this.#adapters.set(model, adapter)
    return adapter
  }
}

function refusedBy(answer: unknown): EngineRefusedError {
  return new EngineRefusedError(
    `The engine refused a request that the rules had let through: ${JSON.stringify(answer)}`,
  )
}
