import type { Changes } from '../../flow/authorization-request.ts'
import { randomText } from '../../flow/authorization-request.ts'
import type { Flow } from '../../flow/flow.ts'
import { noAuthentication, twoAuthentications, wrongBasicSecret, wrongSecret } from './client-probes.ts'
import { harmless, invalidGrant, invalidGrantOrRequest, invalidRequest, type Probe, unknownCode } from './probe.ts'
import { repeatedParameters } from './repeated-probes.ts'

export const missingGrantType: readonly Probe[] = [
  harmless('without grant_type', invalidRequest, { grant_type: undefined }),
  harmless('with an empty grant_type', invalidRequest, { grant_type: '' }),
]

export const unsupportedGrantType: readonly Probe[] = [
  harmless('an unknown grant_type', ['unsupported_grant_type'], { grant_type: 'urn:example:no-such-grant' }),
  harmless('grant_type AUTHORIZATION_CODE', ['unsupported_grant_type'], { grant_type: 'AUTHORIZATION_CODE' }),
]

/** Grant types that are nearly known; where requests are few, none of them is worth one. */
export const nearGrantTypes: readonly Probe[] = [
  harmless('grant_type with a space behind it', ['unsupported_grant_type'], { grant_type: 'authorization_code ' }),
  harmless('grant_type authorization-code', ['unsupported_grant_type'], { grant_type: 'authorization-code' }),
]

const notGranted = ['unauthorized_client', 'unsupported_grant_type']

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
    errors: notGranted,
    send: (flow, options) => flow.tokenRequest({ grant_type: grantType, ...members(flow) }, options),
  }
}

function productScopes(flow: Flow): string | undefined {
  const scopes = flow.login().scopes.filter((scope) => scope !== 'openid' && scope !== 'offline_access')
  return scopes.length > 0 ? scopes.join(' ') : undefined
}

export const missingCode: readonly Probe[] = [
  harmless('without code', invalidRequest, { code: undefined }),
  harmless('with an empty code', invalidRequest, { code: '' }),
]

export const unknownCodes: readonly Probe[] = [
  harmless('an unknown code', invalidGrant, {}),
  harmless('a code of another form', invalidGrant, { code: 'no-such-code' }),
]

/** Refreshes that are refused for what every provider looks at. */
export const refusedRefreshes: readonly Probe[] = [
  refreshing('a refresh with a refresh_token that nobody issued', () => ({ refresh_token: randomText() })),
  refreshing('a refresh without refresh_token', () => ({})),
]

function refreshing(what: string, members: () => Changes): Probe {
  return {
    what,
    errors: invalidGrantOrRequest,
    send: (flow) => flow.tokenRequest({ grant_type: 'refresh_token', ...members() }),
  }
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
