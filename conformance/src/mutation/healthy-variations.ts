/** A fault of the mock, ordered so that it does what a right provider may do. */
export interface Variation {
  readonly what: string
  readonly fault: string
  readonly parameters: Readonly<Record<string, unknown>>
}

const onTokens = (kind: string, what: string, set: object, remove: readonly string[] = []): Variation => ({
  what,
  fault: 'token-claims-set',
  parameters: { kind, set, remove },
})

const kinds = ['front-id-token', 'back-id-token', 'refreshed-id-token']

/** Legal differences between providers (OpenID Connect Core 2, 3.1.3.6; RFC 7519 4.1.3; RFC 8414 2). */
export const variations: readonly (readonly Variation[])[] = [
  kinds.map((kind) => onTokens(kind, 'extra claims', { 'https://provider.example/region': 'eu', ver: 2 })),
  kinds.map((kind) => onTokens(kind, 'acr', { acr: 'urn:mobilepay:loa:2' })),
  [onTokens('back-id-token', 'no at_hash behind', {}, ['at_hash'])],
  [onTokens('refreshed-id-token', 'no at_hash in refreshes', {}, ['at_hash'])],
  kinds.map((kind) => onTokens(kind, 'no nbf', {}, ['nbf'])),
  kinds.map((kind) => onTokens(kind, 'no amr', {}, ['amr'])),
  [onTokens('access-token', 'more in the access token', { tenant: 'dk', ver: '2.0' })],
  [
    {
      what: 'more in the token response',
      fault: 'token-response-members-set',
      parameters: { set: { ext_expires_in: 300 } },
    },
  ],
  [
    {
      what: 'more in the discovery document',
      fault: 'discovery-members-set',
      parameters: {
        set: { service_documentation: 'https://provider.example/docs', ui_locales_supported: ['da', 'fi', 'en'] },
      },
    },
  ],
  [
    {
      what: 'session_state in the callback',
      fault: 'callback-fields-set',
      parameters: { fields: { session_state: 'Zm9v.YmFy' } },
    },
  ],
  [
    {
      what: 'iss in the callback',
      fault: 'callback-fields-set',
      parameters: { fields: { iss: 'https://api.mobilepay.dk/merchant' }, errors: true },
    },
  ],
]
