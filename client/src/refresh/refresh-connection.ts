import * as openid from 'openid-client'
import type { ClientContext } from '../client-context.ts'
import type { StoredConnection } from '../connections/connection-store.ts'
import { loadConnection } from '../connections/load-connection.ts'
import { fromOpenidClient } from '../errors/from-openid-client.ts'
import { type MobilePayError, NetworkError, ProtocolError } from '../errors/mobilepay-error.ts'
import { type ExchangeTrace, openidExchange } from '../provider/openid-exchange.ts'
import { type AcceptedTokens, acceptTokenResponse } from '../tokens/accept-token-response.ts'
import { grantedScopes } from '../tokens/granted-scopes.ts'

/**
 * Refreshes the tokens of a connection and stores them before anybody uses them. OneTime and ReUse need no telling
 * apart: whatever refresh token comes back is the one to keep, and the old one stays where none does.
 *
 * Call it through the client's single flight.
 *
 * @param staleAccessToken the access token that is no longer wanted; when the store holds another one already,
 *   somebody else has refreshed and that one is returned
 * @throws ProtocolError `connection-needs-consent` when only a new consent helps; and those of a token response
 * @throws NetworkError after which the same call may be made again
 * @see RFC 6749 section 6; OIDCC section 12
 */
export async function refreshConnection(
  id: string,
  staleAccessToken: string,
  context: ClientContext,
): Promise<StoredConnection> {
  const connection = await loadConnection(id, context)
  const { refreshToken, accessToken } = connection.tokens
  if (connection.status === 'needs-consent') throw needsConsent(id)
  if (accessToken !== staleAccessToken) return connection
  if (refreshToken === undefined) throw needsConsent(id)
  const { configuration, trace } = await openidExchange(context.provider, context.options)
  try {
    const response = await openid.refreshTokenGrant(configuration, refreshToken)
    return await keep(connection, response, context)
  } catch (error) {
    return await afterFailure(connection, fromOpenidClient(error, 'refresh'), trace, context)
  }
}

type RefreshResponse = Awaited<ReturnType<typeof openid.refreshTokenGrant>>

async function keep(
  connection: StoredConnection,
  response: RefreshResponse,
  context: ClientContext,
): Promise<StoredConnection> {
  const { options } = context
  const login = {
    iss: options.environment.issuer,
    sub: connection.subject,
    aud: options.clientId,
    nonce: connection.nonce,
  }
  const accepted = await acceptTokenResponse(response, response.claims(), login, 'refresh', context)
  if (accepted.facts.merchantId !== connection.merchantId) {
    throw new ProtocolError('merchant-mismatch', { details: { connection: connection.id } })
  }
  const refreshed = {
    ...connection,
    scopes: grantedScopes(response.scope, accepted.facts.scopes, connection.scopes),
    tokens: mergeTokens(connection, accepted),
  }
  return await replace(refreshed, context)
}

/**
 * Stores what a refresh brought, unless the connection has become another one since: a new consent holds (each login
 * has its own nonce), and a deleted connection stays deleted.
 *
 * @returns what is stored afterwards
 * @throws ConfigurationError `connection-unknown` when it was deleted
 */
async function replace(renewed: StoredConnection, context: ClientContext): Promise<StoredConnection> {
  const now = await loadConnection(renewed.id, context)
  if (now.nonce !== renewed.nonce) return now
  await context.options.store.set(renewed)
  return renewed
}

function mergeTokens({ tokens: { refreshToken } }: StoredConnection, { tokens }: AcceptedTokens) {
  return refreshToken === undefined ? tokens : { refreshToken, ...tokens }
}

/** Whether anything can be saved; throws otherwise. */
async function afterFailure(
  connection: StoredConnection,
  error: MobilePayError,
  trace: ExchangeTrace,
  context: ClientContext,
): Promise<StoredConnection> {
  if (error.code === 'connection-needs-consent') return await afterInvalidGrant(connection, error, context)
  if (saysNothingAgainstTheAnswer(error) && trace.refreshToken !== undefined) {
    // The old one-time token is spent: without its successor the merchant would have to consent again. The access
    // token beside it is not used, and what the successor brings will be checked in full.
    await replace({ ...connection, tokens: { ...connection.tokens, refreshToken: trace.refreshToken } }, context)
  }
  throw error
}

/** The answer arrived, and it could not be checked here and now: no keys at hand, or a wrong clock. */
function saysNothingAgainstTheAnswer(error: MobilePayError): boolean {
  return error instanceof NetworkError || error.code === 'signing-key-unknown' || error.code === 'id-token-time'
}

/** Another process may have used the one-time token a moment before; then its tokens are in the store by now. */
async function afterInvalidGrant(
  connection: StoredConnection,
  error: MobilePayError,
  context: ClientContext,
): Promise<StoredConnection> {
  const now = await loadConnection(connection.id, context)
  const renewed =
    now.tokens.accessToken !== connection.tokens.accessToken ||
    now.tokens.refreshToken !== connection.tokens.refreshToken
  if (renewed && now.status === 'active') return now
  await context.options.store.set({ ...connection, status: 'needs-consent' })
  throw needsConsent(connection.id, error)
}

function needsConsent(id: string, cause?: MobilePayError): ProtocolError {
  return new ProtocolError('connection-needs-consent', { cause, details: { connection: id, ...cause?.details } })
}
