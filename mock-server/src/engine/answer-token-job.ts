import { lifetimes } from '../world/settings.ts'
import type { Artifact, TokenJob, TokenResponse } from './engine-job.ts'
import type { EngineWorld } from './engine-world.ts'
import type { TokenMint } from './token-mint.ts'
import { scopesInAnswer, scopesInToken } from './token-scopes.ts'

/** What a grant handler does with refresh tokens. */
export interface RefreshTokens {
  issue(origin: Artifact): Promise<string>
  slide(id: string): void
}

/** Answers a token request that passed every rule. */
export async function answerTokenJob(
  job: TokenJob,
  world: EngineWorld,
  mint: TokenMint,
  refreshTokens: RefreshTokens,
): Promise<TokenResponse> {
  const { generation } = world
  const { clientId } = job.client
  const origin = originOf(job)
  const scopes = job.grantType === 'refresh_token' ? job.refreshToken.scopes : job.scopes
  const accessToken = await mint.accessToken({
    grant: job.grantType,
    clientId,
    grantId: origin?.grantId,
    scopes: scopesInToken(generation, scopes),
    subject: origin?.subject,
    shape: job.shape,
  })
  const idToken = await idTokenFor(job, mint, accessToken)
  const refreshToken = await refreshTokenFor(job, refreshTokens)
  return {
    ...(idToken === undefined ? {} : { id_token: idToken }),
    access_token: accessToken,
    expires_in: lifetimes.accessToken,
    token_type: 'Bearer',
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(saysScope(job, world) ? { scope: scopesInAnswer(generation, scopes).join(' ') } : {}),
  }
}

/** MobilePay's samples of 2018 have no `scope`, although IdentityServer4 wrote one (fact `token-response-no-scope-2018`). */
function saysScope({ grantType }: TokenJob, { generation, switches }: EngineWorld): boolean {
  if (generation === '2024' || grantType === 'client_credentials') return true
  return switches.tokenResponseScope2018 === 'present'
}

async function idTokenFor(job: TokenJob, mint: TokenMint, accessToken: string): Promise<string | undefined> {
  const origin = originOf(job)
  if (job.grantType === 'client_credentials' || !origin?.scopes.includes('openid')) return undefined
  return mint.backIdToken({
    grant: job.grantType,
    clientId: job.client.clientId,
    subject: origin.subject,
    nonce: job.grantType === 'authorization_code' ? job.code.nonce : undefined,
    accessToken,
    shape: job.shape,
  })
}

function originOf(job: TokenJob): Artifact | undefined {
  if (job.grantType === 'authorization_code') return job.code
  return job.grantType === 'refresh_token' ? job.refreshToken : undefined
}

/** OneTime clients get a new token each time, ReUse clients the same one with a new life (fact `refresh-usage-per-client`). */
async function refreshTokenFor(job: TokenJob, refreshTokens: RefreshTokens): Promise<string | undefined> {
  if (job.grantType === 'authorization_code') {
    return job.code.scopes.includes('offline_access') ? refreshTokens.issue(job.code) : undefined
  }
  if (job.grantType === 'client_credentials') return undefined
  if (job.client.refreshTokenUsage === 'OneTime') return refreshTokens.issue(job.refreshToken)
  refreshTokens.slide(job.refreshToken.id)
  return job.refreshToken.id
}
