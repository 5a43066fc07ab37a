import * as openid from 'openid-client'
import type { ClientContext } from '../client-context.ts'
import type { KeptConnection } from '../connections/connections.ts'
import { loadConnection } from '../connections/load-connection.ts'
import type { UsableConnection } from '../connections/stored-connection.ts'
import { fromOpenidClient } from '../errors/from-openid-client.ts'
import type { OpenidExchange } from '../provider/openid-exchange.ts'
import type { Lease } from '../stores/record-store.ts'
import { acceptRefresh } from './accept-refresh.ts'
import { afterFailure } from './after-failure.ts'
import { become, usable } from './needs-consent.ts'
import { persistently } from './persistently.ts'
import { storeOutcome } from './store-outcome.ts'

/** What one refresh works with. */
export interface RefreshJob {
  readonly id: string
  readonly staleAccessToken: string
  readonly lease: Lease
  readonly exchange: OpenidExchange
  readonly context: ClientContext
}

/** A job whose request is about to be sent or was sent. */
export interface MarkedJob extends RefreshJob {
  /** As it was before this attempt. */
  readonly before: UsableConnection
  readonly refreshToken: string
  /** The revision of the record that says `refreshing`. */
  readonly revision: string
}

/**
 * Looks again, marks the connection, asks MobilePay, stores what came of it, and gives the lease back.
 *
 * @returns undefined where the connection was changed by somebody else meanwhile, and has to be looked at anew
 */
export async function refreshUnderLease(job: RefreshJob): Promise<UsableConnection | undefined> {
  const { id, staleAccessToken, lease, context } = job
  try {
    const found = await loadConnection(id, context)
    const before = usable(found.connection)
    if (before.tokens.accessToken !== staleAccessToken) return before
    const marked = await mark(job, { ...found, connection: before })
    return marked && (await exchangeTokens(marked))
  } finally {
    // A lease that can not be given back runs out; what was stored is stored.
    await persistently(() => context.connections.release(lease), context).catch(() => undefined)
  }
}

/**
 * Writes down that a refresh token is about to be sent. From here until the outcome is stored, a crash leaves a
 * connection that says so.
 */
async function mark(
  job: RefreshJob,
  { connection: before, revision }: KeptConnection<UsableConnection>,
): Promise<MarkedJob | undefined> {
  const { lease, context } = job
  const { refreshToken } = before.tokens
  const now = context.options.now()
  if (refreshToken === undefined) {
    const ended = become(before, { status: 'needs-consent', reason: 'refresh-token-missing', since: now })
    await context.connections.save(ended, { revision, fence: lease.fence })
    return undefined
  }
  // Of several attempts without an outcome the first one counts: it may have spent the token.
  const since = before.status === 'refreshing' ? before.attempt.since : now
  const tokens = { ...before.tokens, refreshToken }
  const marked = become(before, { status: 'refreshing', tokens, attempt: { since, fence: lease.fence } })
  const written = await context.connections.save(marked, { revision, fence: lease.fence })
  return written === undefined ? undefined : { ...job, before, refreshToken, revision: written }
}

async function exchangeTokens(job: MarkedJob): Promise<UsableConnection | undefined> {
  const renewed = await ask(job)
  if (renewed instanceof Error) return afterFailure(job, renewed)
  return usable(await storeOutcome(renewed, job))
}

/** @returns the renewed connection, not stored yet; or why there is none */
async function ask(job: MarkedJob) {
  try {
    const response = await openid.refreshTokenGrant(job.exchange.configuration, job.refreshToken)
    return await acceptRefresh(job.before, response, job.context)
  } catch (error) {
    return fromOpenidClient(error, 'refresh')
  }
}
