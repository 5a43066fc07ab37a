import * as openid from 'openid-client'
import type { ClientContext } from '../client-context.ts'
import { fromOpenidClient } from '../errors/from-openid-client.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import { boundedExchange } from '../http/bounded-exchange.ts'
import { openidConfiguration } from '../provider/openid-exchange.ts'

/**
 * Revokes a refresh token. MobilePay answers 200 whether or not it knew the token (RFC 7009 section 2.2), so success says
 * that the token is of no use from now on, and not that it was before.
 *
 * @throws ConfigurationError `client-credentials-refused`
 * @throws ProtocolError `revocation-unsupported` where discovery names no endpoint, `token-request-refused`
 * @throws NetworkError
 * @see RFC 7009 section 2.1
 */
export async function revokeToken(refreshToken: string, { provider, options }: ClientContext): Promise<void> {
  const metadata = await provider.metadata()
  if (metadata.revocation_endpoint === undefined) throw new ProtocolError('revocation-unsupported')
  const configuration = openidConfiguration(metadata, options)
  configuration[openid.customFetch] = (address, { method, headers, body }) =>
    boundedExchange(new URL(address), { method, headers, body: body as NonNullable<RequestInit['body']> }, options)
  try {
    await openid.tokenRevocation(configuration, refreshToken, { token_type_hint: 'refresh_token' })
  } catch (error) {
    throw fromOpenidClient(error, 'refresh')
  }
}
