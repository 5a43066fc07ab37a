import type { Generation } from '@mobilepay-oidc/fixtures'
import { resourceFormatRefusal } from '../authorize/resource-indicator.ts'
import { limits } from '../limits.ts'
import { type Rule, refusal } from '../refusal.ts'
import type { TokenInput } from './token-input.ts'

/** Grant types that exist; those without a client flow behind them are known and never allowed. */
const known: Readonly<Record<Generation, readonly string[]>> = {
  '2018': [
    'authorization_code',
    'client_credentials',
    'refresh_token',
    'password',
    'urn:ietf:params:oauth:grant-type:device_code',
  ],
  '2024': [
    'authorization_code',
    'client_credentials',
    'refresh_token',
    'password',
    'urn:ietf:params:oauth:grant-type:device_code',
    'urn:openid:params:grant-type:ciba',
  ],
}

const grantTypeUnsupported: Rule<TokenInput> = {
  fact: 'token-grant-type-unsupported',
  mend: 'Send grant_type=authorization_code or grant_type=refresh_token, in lower case.',
  refuse({ generation, parameters }) {
    const grantType = parameters.get('grant_type')
    if (grantType && grantType.length <= limits.grantType && known[generation].includes(grantType)) return undefined
    return refusal('unsupported_grant_type')
  },
}

/** Only the form of a resource indicator is looked at here. */
const resourceMalformed: Rule<TokenInput> = {
  fact: 'resource-indicator',
  mend: 'Leave resource out of the token request.',
  refuse({ generation, parameters }) {
    const resources = parameters.all('resource')
    if (generation === '2018' || resources.length === 0) return undefined
    if (resources.length === 1) return resourceFormatRefusal(resources)
    return (
      resourceFormatRefusal(resources) ??
      refusal('invalid_target', 'Multiple resource indicators not supported on token endpoint.')
    )
  },
}

const grantTypeNotAllowed: Rule<TokenInput> = {
  fact: 'token-grant-type-not-allowed',
  mend: 'Use a grant type that the client is registered for: the hybrid flow redeems codes and refreshes.',
  refuse({ parameters, client }) {
    const grantType = parameters.get('grant_type')
    if (grantType === 'refresh_token') return undefined
    const issuesCodes = client.grantTypes.some((allowed) => allowed === 'hybrid' || allowed === 'authorization_code')
    if (grantType === 'authorization_code' && issuesCodes) return undefined
    if (grantType === 'client_credentials' && client.grantTypes.includes('client_credentials')) return undefined
    return refusal('unauthorized_client')
  },
}

/** What is asked of every token request, in order. An unknown grant type stands before a malformed resource. */
export const grantTypeRules: Readonly<Record<Generation, readonly Rule<TokenInput>[]>> = {
  '2018': [grantTypeUnsupported, grantTypeNotAllowed],
  '2024': [grantTypeUnsupported, resourceMalformed, grantTypeNotAllowed],
}
