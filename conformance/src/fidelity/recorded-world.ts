import {
  apiResources,
  type ClientRegistration,
  type Generation,
  type Merchant,
  type User,
} from '@mobilepay-oidc/fixtures'
import { createClock, type MockServer, startMockServer } from '@mobilepay-oidc/mock-server'

const products = ['invoice', 'subscriptions', 'transactionreporting', 'merchantpayments', 'webhooks']
const everything = ['openid', 'offline_access', ...products]

/** The address that the recorded clients are registered with. */
export const redirectUri = 'http://127.0.0.1:7890/'

function client(clientId: string, changes: Partial<ClientRegistration> = {}): ClientRegistration {
  return {
    clientId,
    clientSecret: 'secret',
    clientName: clientId,
    enabled: true,
    grantTypes: ['hybrid'],
    scopes: everything,
    refreshTokenUsage: 'OneTime',
    requireConsent: true,
    redirectUris: [redirectUri, 'https://integrator.example/callback'],
    postLogoutRedirectUris: ['https://integrator.example/signed-out'],
    ...changes,
  }
}

const clients = [
  client('integrator'),
  client('integrator-reuse', { refreshTokenUsage: 'ReUse' }),
  client('integrator-disabled', { enabled: false }),
  client('integrator-narrow', { scopes: ['openid', 'invoice'] }),
  client('integrator-code', { grantTypes: ['authorization_code'] }),
  client('integrator-noconsent', { requireConsent: false }),
  client('machine', { grantTypes: ['client_credentials'], scopes: ['invoice'] }),
]

const merchant: Merchant = {
  merchantId: 'aaaaaaaa-0000-0000-0000-000000000001',
  vat: 'DK12345674',
  country: 'DK',
  name: 'Recorded merchant',
}

function user(sub: string, email: string): User {
  return { sub, email, password: 'password', name: email, locale: 'en', merchants: [merchant.merchantId] }
}

export const firstUser = user('11111111-1111-1111-1111-111111111111', 'first@recorded.example')
export const secondUser = user('22222222-2222-2222-2222-222222222222', 'second@recorded.example')

/** A moment at which the recorded world's clock stands; tests move it. */
const start = Date.parse('2026-11-23T12:00:00Z')

/** A mock set up as the recorded servers were (fixtures/reference), its clock standing still. */
export function startRecordedWorld(generation: Generation): Promise<MockServer> {
  const names = generation === '2024' ? ['invoice'] : products
  return startMockServer({
    generation,
    clients,
    users: [firstUser, secondUser],
    merchants: [merchant],
    amr: ['pwd'],
    clock: createClock(() => start),
    apiResources: names.map((scope) => ({
      ...apiResources[0],
      name: `${scope}-api`,
      secret: 'api-secret',
      scopes: [scope],
      inAudience: true,
    })),
  })
}
