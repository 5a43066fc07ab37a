import type { Changes } from '../../flow/authorization-request.ts'
import { randomText } from '../../flow/authorization-request.ts'
import type { Flow } from '../../flow/flow.ts'
import { formWithUnknownCode, harmless, type Probe, unknownCode } from './probe.ts'

/** A probe whose credentials come by HTTP Basic and, once more, in the body. */
function doublyAuthenticated(what: string, inBody: (flow: Flow) => Changes): Probe {
  return harmless(what, ['invalid_request', 'invalid_client'], inBody, { authentication: 'client_secret_basic' })
}

const ownCredentials = (flow: Flow) => ({ client_id: flow.login().clientId, client_secret: flow.login().clientSecret })

export const twoAuthentications: readonly Probe[] = [
  doublyAuthenticated('the same credentials by HTTP Basic and in the body', ownCredentials),
  doublyAuthenticated('credentials by HTTP Basic, and another client_secret in the body', (flow) => ({
    ...ownCredentials(flow),
    client_secret: randomText(),
  })),
  doublyAuthenticated('credentials by HTTP Basic, and another client_id in the body', () => ({
    client_id: 'another-client',
    client_secret: randomText(),
  })),
]

export const wrongSecret = harmless('a wrong client_secret', ['invalid_client'], () => ({
  client_secret: randomText(),
}))

/** Secrets that are nearly right; where tries are few, none of them is worth one. */
const nearlyRight: Readonly<Record<string, (secret: string) => string>> = {
  'with something behind it': (secret) => `${secret}x`,
  'without its last character': (secret) => secret.slice(0, -1),
  'in other letter case': (secret) => (secret === secret.toUpperCase() ? secret.toLowerCase() : secret.toUpperCase()),
  'with a space behind it': (secret) => `${secret} `,
}

export const nearSecrets: readonly Probe[] = Object.entries(nearlyRight).map(([what, change]) =>
  harmless(`client_secret ${what}`, ['invalid_client'], (flow) => ({
    client_secret: change(flow.login().clientSecret),
  })),
)

export const emptySecret = harmless('an empty client_secret', ['invalid_client', 'invalid_request'], () => ({
  client_secret: '',
}))

export const secretOfAnother = harmless('the client_secret of another client', ['invalid_client'], (flow) => ({
  client_secret: flow.lab().other.clientSecret,
}))

export const wrongBasicSecret: Probe = {
  what: 'a wrong secret by HTTP Basic',
  errors: ['invalid_client'],
  send: (flow) =>
    flow.tokenRequest(formWithUnknownCode(flow), {
      authentication: 'client_secret_basic',
      clientSecret: randomText(),
    }),
}

export const noAuthentication: readonly Probe[] = [
  harmless('without client_id and client_secret', ['invalid_client'], {}, { authentication: 'none' }),
  harmless('client_id without client_secret', ['invalid_client'], (flow) => ({ client_id: flow.login().clientId }), {
    authentication: 'none',
  }),
]

export const missingGrantType: readonly Probe[] = [
  harmless('without grant_type', ['invalid_request'], { grant_type: undefined }),
  harmless('with an empty grant_type', ['invalid_request'], { grant_type: '' }),
]

export const unsupportedGrantType: readonly Probe[] = [
  harmless('an unknown grant_type', ['unsupported_grant_type'], { grant_type: 'urn:example:no-such-grant' }),
  harmless('grant_type AUTHORIZATION_CODE', ['unsupported_grant_type'], { grant_type: 'AUTHORIZATION_CODE' }),
]

/** Grant types that give tokens without the user of the hybrid flow, each with a request that is right otherwise. */
export const grantsNotAllowed: readonly Probe[] = [
  notAllowed('client_credentials', (flow) => ({ scope: productScopes(flow) })),
  notAllowed('password', () => ({ username: 'nobody', password: randomText(), scope: 'openid' })),
  notAllowed('implicit', () => ({})),
  notAllowed('urn:ietf:params:oauth:grant-type:device_code', () => ({ device_code: unknownCode() })),
  notAllowed('urn:openid:params:grant-type:ciba', () => ({ auth_req_id: unknownCode() })),
  notAllowed('urn:ietf:params:oauth:grant-type:jwt-bearer', () => ({ assertion: 'e30.e30.AAAA' })),
  notAllowed('urn:ietf:params:oauth:grant-type:saml2-bearer', () => ({ assertion: 'PHNhbWw-' })),
  notAllowed('urn:ietf:params:oauth:grant-type:token-exchange', () => ({
    subject_token: unknownCode(),
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  })),
]

function notAllowed(grantType: string, members: (flow: Flow) => Changes): Probe {
  return {
    what: `grant_type ${grantType}`,
    errors: ['unauthorized_client', 'unsupported_grant_type'],
    send: (flow) => flow.tokenRequest({ grant_type: grantType, ...members(flow) }),
  }
}

function productScopes(flow: Flow): string | undefined {
  const scopes = flow.login().scopes.filter((scope) => scope !== 'openid' && scope !== 'offline_access')
  return scopes.length > 0 ? scopes.join(' ') : undefined
}

export const missingCode: readonly Probe[] = [
  harmless('without code', ['invalid_request'], { code: undefined }),
  harmless('with an empty code', ['invalid_request'], { code: '' }),
]

export const unknownCodes: readonly Probe[] = [
  harmless('an unknown code', ['invalid_grant'], {}),
  harmless('a code of another form', ['invalid_grant'], { code: 'no-such-code' }),
]

/** Refreshes that are refused for what every provider looks at. */
export const refusedRefreshes: readonly Probe[] = [
  refreshing('a refresh with a refresh_token that nobody issued', () => ({ refresh_token: randomText() })),
  refreshing('a refresh without refresh_token', () => ({})),
]

function refreshing(what: string, members: () => Changes): Probe {
  const errors = ['invalid_grant', 'invalid_request']
  return { what, errors, send: (flow) => flow.tokenRequest({ grant_type: 'refresh_token', ...members() }) }
}

/** Parameters of which a second value stands beside the right one. */
export const repeatedParameters: readonly Probe[] = [
  repeated('grant_type', () => ['authorization_code', 'urn:example:no-such-grant']),
  repeated('code', () => [unknownCode(), unknownCode()]),
  repeated('redirect_uri', (flow) => [flow.login().redirectUri, 'https://other.example/callback']),
  repeated('code_verifier', () => [randomText(), randomText()]),
  repeated('client_id', (flow) => [flow.login().clientId, 'another-client']),
  repeated('client_secret', (flow) => [flow.login().clientSecret, randomText()]),
]

function repeated(name: string, values: (flow: Flow) => readonly string[]): Probe {
  return harmless(`${name} twice`, ['invalid_request'], (flow) => ({ [name]: values(flow) }))
}

/** Every probe that burns nothing and tells of a refusal in the words of RFC 6749 5.2. */
export const unattendedProbes: readonly Probe[] = [
  ...twoAuthentications,
  wrongSecret,
  wrongBasicSecret,
  ...noAuthentication,
  ...missingGrantType,
  ...unsupportedGrantType,
  ...grantsNotAllowed,
  ...missingCode,
  ...unknownCodes,
  ...refusedRefreshes,
  ...repeatedParameters,
]
