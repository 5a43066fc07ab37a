import type { refreshTokenGrant } from 'openid-client'
import type { ClientContext } from '../client-context.ts'
import type { UsableConnection } from '../connections/stored-connection.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import { acceptTokenResponse } from '../tokens/accept-token-response.ts'
import { grantedScopes } from '../tokens/granted-scopes.ts'
import { become } from './needs-consent.ts'

/**
 * Checks the answer to a refresh.
 *
 * @param before the connection whose refresh token was sent
 * @returns the connection with the new tokens, not stored yet
 * @throws ProtocolError `merchant-mismatch` and those of `acceptTokenResponse`
 * @see OIDCC section 12.2
 */
export async function acceptRefresh(
  before: UsableConnection,
  response: Awaited<ReturnType<typeof refreshTokenGrant>>,
  context: ClientContext,
): Promise<UsableConnection> {
  const { options } = context
  const login = { iss: options.environment.issuer, sub: before.subject, aud: options.clientId, nonce: before.nonce }
  const claims = response.claims()
  checkAuthTime(before.authTime, claims?.auth_time)
  const { facts, tokens } = await acceptTokenResponse(response, claims, login, 'refresh', context)
  if (facts.merchantId !== before.merchantId || differ(before.merchantVat, facts.merchantVat)) {
    throw new ProtocolError('merchant-mismatch', { details: { connection: before.id } })
  }
  const { refreshToken = before.tokens.refreshToken } = tokens
  return {
    ...become(before, {
      status: 'active',
      tokens: { ...tokens, ...(refreshToken !== undefined && { refreshToken }) },
    }),
    scopes: grantedScopes(response.scope, facts.scopes, before.scopes),
    refreshes: before.refreshes + 1,
  }
}

/** It stays that of the login, however often its tokens are refreshed (OIDCC section 12.2). */
function checkAuthTime(before: number | undefined, now: number | undefined): void {
  if (!differ(before, now)) return
  throw new ProtocolError('id-tokens-differ', { details: { idToken: 'refresh', claim: 'auth_time' } })
}

/** Whether both are there and are not the same. */
function differ<Value>(before: Value | undefined, now: Value | undefined): boolean {
  return before !== undefined && now !== undefined && before !== now
}
