import type { ClientContext } from '../client-context.ts'
import { loadConnection } from '../connections/load-connection.ts'
import { leaseLifeMs } from '../refresh/lease-life.ts'
import { Patience } from '../refresh/patience.ts'
import type { Lease } from '../stores/record-store.ts'
import { revokeToken } from './revoke-token.ts'

/**
 * Revokes the refresh token of a connection at MobilePay, then deletes the connection. Under the lease of the
 * connection, so that a refresh which is under way does not bring a token that nobody revokes.
 *
 * In this order, so that nothing is lost where MobilePay can not be reached: the connection stays, and the call may be
 * repeated. A process that ends between the two leaves a connection whose next refresh finds it refused; revoking it
 * once more is answered with 200 (RFC 7009 section 2.2).
 *
 * A consent that the merchant gives meanwhile is a decision of its own: it stands.
 *
 * @throws ConfigurationError `connection-unknown`, `client-credentials-refused`
 * @throws ProtocolError `revocation-unsupported`, `token-request-refused`
 * @throws NetworkError after which the same call may be made again
 * @see RFC 7009 section 2
 */
export async function revokeConnection(id: string, context: ClientContext): Promise<void> {
  const lifeMs = leaseLifeMs(context.options)
  const patience = new Patience(id, 2 * lifeMs, context.options)
  for (;;) {
    await loadConnection(id, context)
    const lease = await context.connections.acquire(id, lifeMs)
    if (lease) return revokeUnderLease(id, lease, context)
    await patience.wait()
  }
}

async function revokeUnderLease(id: string, lease: Lease, context: ClientContext): Promise<void> {
  const { connections } = context
  try {
    const { connection, revision } = await loadConnection(id, context)
    const refreshToken = connection.status === 'needs-consent' ? undefined : connection.tokens.refreshToken
    if (refreshToken !== undefined) await revokeToken(refreshToken, context)
    await connections.delete(id, { revision, fence: lease.fence })
  } finally {
    await connections.release(lease).catch(() => undefined)
  }
}
