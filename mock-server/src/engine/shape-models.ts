import type { Generation } from '@mobilepay-oidc/fixtures'
import type Provider from 'oidc-provider'
import type { CodeJob, EngineContext } from './engine-job.ts'
import { newHandle } from './handles.ts'
import { EngineRefusedError } from './run-in-provider.ts'
import type { TokenMint } from './token-mint.ts'

/** The parts of oidc-provider's models that its published types leave out. */
interface Models {
  readonly AuthorizationCode: { prototype: { generateTokenId(): string } }
  readonly RefreshToken: { prototype: { generateTokenId(): string } }
  readonly IdToken: { prototype: { issue(this: FrontIdToken): Promise<string> } }
  readonly Session: { new (): object; get(ctx: EngineContext): Promise<object> }
}

interface FrontIdToken {
  readonly ctx: EngineContext
  readonly extra: { readonly c_hash: string }
}

/** The code that goes out: the engine's own, or what a fault makes of it. */
export function codeOf(ctx: EngineContext, engineCode: string): string {
  const { shapeHandle } = codeJobOf(ctx)
  ctx.state.code ??= shapeHandle ? shapeHandle(engineCode) : engineCode
  return ctx.state.code
}

export function codeJobOf({ state }: EngineContext): CodeJob {
  if (!state.codeJob) throw new EngineRefusedError('The engine was asked for a code without a request.')
  return state.codeJob
}

/** Gives oidc-provider's models the provider's handles, its ID tokens, and a session that lives one request long. */
export function shapeModels(provider: Provider, generation: Generation, mint: TokenMint): void {
  const models = provider as unknown as Models
  models.AuthorizationCode.prototype.generateTokenId = () => newHandle(generation)
  models.RefreshToken.prototype.generateTokenId = () => newHandle(generation)
  models.IdToken.prototype.issue = function () {
    return mint.frontIdToken(codeJobOf(this.ctx), codeOf(this.ctx, this.extra.c_hash))
  }
  models.Session.get = async (ctx) => {
    const { subject } = codeJobOf(ctx)
    const keep = async () => {}
    const login = { accountId: subject.sub, loginTs: subject.authTime, save: keep, persist: keep }
    const session = Object.assign(new models.Session(), login)
    ctx.oidc.entity('Session', session)
    return session
  }
}
