import { randomBytes } from 'node:crypto'
import Provider, { type Adapter, type Configuration, interactionPolicy } from 'oidc-provider'
import { lifetimes } from '../world/settings.ts'
import type { EngineWorld } from './engine-world.ts'

/** Where the engine believes that every client lives; real redirect URIs are the rules' business. */
export const engineRedirectUri = 'https://engine.invalid/'

/** The response mode by which the engine hands its answer back instead of sending it. */
export const engineResponseMode = 'engine'

const scopes = [
  'openid',
  'offline_access',
  'invoice',
  'subscriptions',
  'transactionreporting',
  'merchantpayments',
  'webhooks',
]

/** The client as the engine knows it: a projection that no request can fail on. */
export function clientProjection(clientId: string): Record<string, unknown> {
  return {
    client_id: clientId,
    redirect_uris: [engineRedirectUri],
    grant_types: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
    response_types: ['code', 'code id_token'],
    token_endpoint_auth_method: 'none',
  }
}

/**
 * An oidc-provider that asks nothing: one consent prompt without checks, so that `prompt=consent` keeps
 * `offline_access` and nothing prompts (decision 0003).
 */
export function createProvider(
  world: EngineWorld,
  adapterFor: (model: string) => Adapter,
  loadExistingGrant: NonNullable<Configuration['loadExistingGrant']>,
): Provider {
  return new Provider(world.issuer, {
    adapter: adapterFor,
    scopes,
    responseTypes: ['code', 'code id_token'],
    clientAuthMethods: ['none'],
    jwks: { keys: [world.keys.current.test.privateKey] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    pkce: { required: () => false },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    interactions: { policy: silentPolicy(), url: () => '/never' },
    ttl: { AuthorizationCode: lifetimes.code, RefreshToken: () => world.refreshTokenLife, Session: lifetimes.session },
    expiresWithSession: () => false,
    loadExistingGrant,
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    renderError: () => {},
  })
}

function silentPolicy() {
  const policy = interactionPolicy.base()
  policy.remove('login')
  policy.get('consent')?.checks.clear()
  return policy
}
