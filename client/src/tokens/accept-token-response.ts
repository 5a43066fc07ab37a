import type { TokenEndpointResponse } from 'openid-client'
import type { ClientOptions } from '../client-options.ts'
import type { StoredTokens } from '../connections/stored-connection.ts'
import type { IdTokenSource } from '../errors/from-openid-client.ts'
import type { Provider } from '../provider/provider.ts'
import { checkHash } from './check-hash.ts'
import { compareIdTokens, type LoginClaims } from './compare-id-tokens.ts'
import { type AccessTokenFacts, verifyAccessToken } from './verify-access-token.ts'

/** A login that the new tokens must belong to. */
export type ExpectedLogin = LoginClaims & { readonly sub: string }

export interface AcceptedTokens {
  readonly tokens: StoredTokens
  readonly facts: AccessTokenFacts
}

/**
 * What both grants have in common after openid-client has accepted the response: the login that the ID token is
 * about, `at_hash`, and the access token itself.
 *
 * By then the members were found to be what they have to be (`checkTokenResponse`, `checkIdToken`), and openid-client has
 * checked the ID token's signature, RS256, `iss`, `aud`, `exp`, `nbf` and (in the code grant) `nonce`.
 *
 * @param idToken verified claims; undefined where a refresh brought no ID token
 * @throws ProtocolError `id-tokens-differ`, `id-token-access-token-hash`, `access-token-invalid`
 */
export async function acceptTokenResponse(
  response: TokenEndpointResponse,
  idToken: (LoginClaims & { readonly at_hash?: unknown }) | undefined,
  login: ExpectedLogin,
  source: IdTokenSource,
  { provider, options }: { readonly provider: Provider; readonly options: ClientOptions },
): Promise<AcceptedTokens> {
  if (idToken) compareIdTokens(login, idToken, source)
  await checkHash('at_hash', idToken?.at_hash, response.access_token, source)
  const facts = await verifyAccessToken(response.access_token, login.sub, provider.keys.forToken, options)
  return { facts, tokens: tokensOf(response, facts, options.now()) }
}

/** The earlier of the two expiries counts: `expires_in` knows no clock difference, `exp` is what the API looks at. */
function tokensOf(
  { access_token, refresh_token, expires_in }: TokenEndpointResponse,
  facts: AccessTokenFacts,
  issuedAt: number,
): StoredTokens {
  const byResponse = expires_in === undefined ? Number.POSITIVE_INFINITY : issuedAt + expires_in * 1000
  return {
    accessToken: access_token,
    accessTokenExpiresAt: Math.min(byResponse, facts.expiresAt),
    ...(refresh_token !== undefined && { refreshToken: refresh_token }),
    issuedAt,
  }
}
