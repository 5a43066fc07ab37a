import type { JWTPayload } from 'jose'
import * as openid from 'openid-client'
import type { ClientContext } from '../client-context.ts'
import type { UsableConnection } from '../connections/stored-connection.ts'
import { checkRememberedConsent, type RememberedConsent } from '../consent/remembered-consent.ts'
import { fromOpenidClient } from '../errors/from-openid-client.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import { openidExchange } from '../provider/openid-exchange.ts'
import { type AcceptedTokens, acceptTokenResponse } from '../tokens/accept-token-response.ts'
import { checkHash } from '../tokens/check-hash.ts'
import { checkIdToken } from '../tokens/check-id-token.ts'
import { grantedScopes } from '../tokens/granted-scopes.ts'
import { type Warning, warning } from '../warnings.ts'
import type { CallbackInput } from './callback-input.ts'
import { checkAuthorizationResponse } from './check-authorization-response.ts'
import { checkState } from './check-state.ts'
import { readAuthorizationResponse } from './read-authorization-response.ts'

export interface CompletedConsent {
  readonly connection: UsableConnection
  readonly warnings: readonly Warning[]
}

/**
 * From the callback to a stored connection, each step before the next one's secrets are used: read, state, front ID
 * token, redemption of the code, back ID token, access token, store.
 *
 * @throws ConfigurationError, ProtocolError, NetworkError
 * @see OIDCC sections 3.3.2.8 to 3.3.3.9
 */
export async function completeConsent(
  input: CallbackInput,
  consent: RememberedConsent,
  context: ClientContext,
): Promise<CompletedConsent> {
  const { options, spentStates } = context
  checkRememberedConsent(consent, options)
  const parameters = await readAuthorizationResponse(input, consent.responseMode)
  checkState(parameters, consent)
  // Whatever comes of it: an answer with the right state, also an error, uses the consent up.
  if (!(await spentStates.spend(consent.state, consent.expiresAt))) throw new ProtocolError('state-already-used')
  checkAuthorizationResponse(parameters, options.environment.issuer)
  const front = checkIdToken(parameters.get('id_token') ?? '', 'callback', options)
  const response = await redeem(parameters, consent, context)
  const back = response.claims()
  // Verified by now: the same response went through openid-client.
  const login = { ...front, sub: String(front.sub) }
  await checkHash('c_hash', back?.c_hash, parameters.get('code') ?? '', 'token-endpoint')
  await checkHash('s_hash', back?.s_hash, consent.state, 'token-endpoint')
  const accepted = await acceptTokenResponse(response, back, login, 'token-endpoint', context)
  const scopes = grantedScopes(response.scope, accepted.facts.scopes, consent.scopes)
  const connection = toConnection(accepted, consent, scopes, { subject: login.sub, authTime: back?.auth_time })
  await context.connections.save(connection)
  return { connection, warnings: warningsFor(connection, consent, isOtherAuthentication(front, back)) }
}

/** Whether two ID tokens of one login disagree on when or how the user was authenticated (OIDCC section 3.3.3.6). */
function isOtherAuthentication(front: JWTPayload, back: JWTPayload | undefined): boolean {
  const differs = (claim: string) => JSON.stringify(front[claim]) !== JSON.stringify(back?.[claim])
  const bothHave = (claim: string) => front[claim] !== undefined && back?.[claim] !== undefined
  return differs('auth_time') || ['acr', 'amr'].some((claim) => bothHave(claim) && differs(claim))
}

/** One token request at most, and never a second one with the same code. */
async function redeem(parameters: URLSearchParams, consent: RememberedConsent, { provider, options }: ClientContext) {
  const { configuration, trace } = await openidExchange(provider, options)
  const address = new URL(consent.redirectUri)
  address.hash = parameters.toString()
  try {
    return await openid.authorizationCodeGrant(configuration, address, {
      expectedState: consent.state,
      expectedNonce: consent.nonce,
      pkceCodeVerifier: consent.codeVerifier,
      idTokenExpected: true,
    })
  } catch (error) {
    throw fromOpenidClient(error, trace.tokenRequested ? 'token-endpoint' : 'callback')
  }
}

function toConnection(
  { tokens, facts: { merchantId, merchantVat } }: AcceptedTokens,
  consent: RememberedConsent,
  scopes: readonly string[],
  { subject, authTime }: { readonly subject: string; readonly authTime: number | undefined },
): UsableConnection {
  if (merchantVat !== undefined && consent.merchantVat !== undefined && merchantVat !== consent.merchantVat) {
    throw new ProtocolError('merchant-mismatch')
  }
  return {
    id: merchantId ?? `subject:${subject}`,
    environment: consent.environment,
    clientId: consent.clientId,
    status: 'active',
    ...(merchantId !== undefined && { merchantId }),
    ...(merchantVat !== undefined && { merchantVat }),
    subject,
    nonce: consent.nonce,
    ...(authTime !== undefined && { authTime }),
    scopes,
    refreshes: 0,
    tokens,
  }
}

function warningsFor(
  connection: UsableConnection,
  consent: RememberedConsent,
  authChanged: boolean,
): readonly Warning[] {
  return [
    ...(connection.merchantId === undefined ? [warning('merchant-missing')] : []),
    ...(consent.scopes.some((scope) => !connection.scopes.includes(scope)) ? [warning('scopes-narrowed')] : []),
    ...(connection.tokens.refreshToken === undefined ? [warning('refresh-token-missing')] : []),
    ...(authChanged ? [warning('authentication-changed')] : []),
  ]
}
