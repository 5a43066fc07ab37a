import type { ClientRegistration } from '@mobilepay-oidc/fixtures'

/** A registered client for tests, with everything that a test does not care about. */
export function aClient(changes: Partial<ClientRegistration> = {}): ClientRegistration {
  return {
    clientId: 'a-client',
    clientSecret: 'a-secret',
    clientName: 'A Client ApS',
    enabled: true,
    grantTypes: ['hybrid'],
    scopes: [
      'openid',
      'offline_access',
      'invoice',
      'subscriptions',
      'transactionreporting',
      'merchantpayments',
      'webhooks',
    ],
    refreshTokenUsage: 'OneTime',
    requireConsent: true,
    redirectUris: ['http://127.0.0.1:7890/'],
    postLogoutRedirectUris: [],
    ...changes,
  }
}
