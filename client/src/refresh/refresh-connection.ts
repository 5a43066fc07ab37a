import type { ClientContext } from '../client-context.ts'
import { loadConnection } from '../connections/load-connection.ts'
import type { UsableConnection } from '../connections/stored-connection.ts'
import { openidExchange } from '../provider/openid-exchange.ts'
import { leaseLifeMs } from './lease-life.ts'
import { usable } from './needs-consent.ts'
import { Patience } from './patience.ts'
import { refreshUnderLease } from './refresh-under-lease.ts'

/**
 * Refreshes the tokens of a connection and stores them before anybody uses them. OneTime and ReUse need no telling
 * apart: whatever refresh token comes back is the one to keep, and the old one stays where none does.
 *
 * Of all processes and machines that share the store, one asks MobilePay: the one that holds the connection's lease.
 * The others look at the store now and then, and take what it has stored.
 *
 * Call it through the client's single flight, which bounds this to one for each connection and process.
 *
 * @param staleAccessToken the access token that is no longer wanted; when the store holds another one already,
 *   somebody else has refreshed and that one is returned
 * @param patienceMs milliseconds to wait for somebody else's refresh; by default as long as one can take, twice
 * @throws ProtocolError `connection-needs-consent` when only a new consent helps; and those of a token response
 * @throws NetworkError after which the same call may be made again; `refresh-busy` when the wait was in vain
 * @see RFC 6749 section 6; OIDCC section 12; docs/explanation/refresh.md
 */
export async function refreshConnection(
  id: string,
  staleAccessToken: string,
  context: ClientContext,
  patienceMs: number = 2 * leaseLifeMs(context.options),
): Promise<UsableConnection> {
  const { connections, options, provider } = context
  const patience = new Patience(id, patienceMs, options)
  for (;;) {
    const { connection: seen } = await loadConnection(id, context)
    if (usable(seen).tokens.accessToken !== staleAccessToken) return usable(seen)
    // Before the lease: reading metadata and keys may take its time, and nobody else has to wait for that.
    const exchange = await openidExchange(provider, options)
    const lease = await connections.acquire(id, leaseLifeMs(options))
    const refreshed = lease && (await refreshUnderLease({ id, staleAccessToken, lease, exchange, context }))
    if (refreshed) return refreshed
    await patience.wait()
  }
}
