import type { ClientContext } from '../client-context.ts'
import { loadConnection } from '../connections/load-connection.ts'
import type { NeedsConsentReason, StoredConnection } from '../connections/stored-connection.ts'
import { ConfigurationError, MobilePayError } from '../errors/mobilepay-error.ts'
import type { AccessTokens } from './access-tokens.ts'

const dayMs = 24 * 3600 * 1000

/** What `keepAlive` takes. */
export interface KeepAliveOptions {
  /** Refreshes what was not refreshed for so many days. Default: 7, which MobilePay asks for. */
  readonly idleDays?: number
  /** Refreshes that are under way at once. Default: 2. */
  readonly concurrency?: number
  /** Milliseconds between two refreshes on average, drawn at random up to twice that. Default: 250. */
  readonly pauseMs?: number
  /** Ends the run after the refreshes that are under way: none of them is broken off. */
  readonly signal?: AbortSignal
}

/** What became of one connection. */
export type KeepAliveOutcome =
  /** Its refresh token was used recently enough. */
  | { readonly outcome: 'fresh' }
  | { readonly outcome: 'refreshed' }
  | { readonly outcome: 'needs-consent'; readonly reason: NeedsConsentReason }
  /** Offline access was not granted, so there is nothing to keep alive. */
  | { readonly outcome: 'not-refreshable' }
  /** Try again with the next run. */
  | { readonly outcome: 'failed'; readonly error: unknown }
  /** It was deleted meanwhile. */
  | { readonly outcome: 'gone' }
  /** The signal ended the run before its turn. */
  | { readonly outcome: 'not-reached' }

/** What became of the connection of this id. */
export type KeepAliveResult = KeepAliveOutcome & { readonly id: string }

/** What a run of `keepAlive` has done. */
export interface KeepAliveSummary {
  /** One for each connection, by id. */
  readonly connections: readonly KeepAliveResult[]
  /** How many of each outcome. */
  readonly counts: Readonly<Record<KeepAliveOutcome['outcome'], number>>
}

/**
 * Goes through all connections and refreshes those whose refresh token lay unused for long.
 *
 * @throws ConfigurationError `option-invalid`
 * @throws StoreError where they can not be listed
 */
export async function keepAlive(
  options: KeepAliveOptions,
  tokens: AccessTokens,
  context: ClientContext,
): Promise<KeepAliveSummary> {
  const { idleDays = 7, concurrency = 2, pauseMs = 250, signal } = options
  if (!(concurrency >= 1) || !(idleDays >= 0) || !(pauseMs >= 0)) throw new ConfigurationError('option-invalid')
  const ids = await context.connections.list()
  const outcomes = new Map<string, KeepAliveOutcome>()
  // The iterator is shared: each worker takes the next one.
  const left = ids.values()
  const work = async () => {
    for (const id of left) {
      if (signal?.aborted) return
      const outcome = await keepOneAlive(id, idleDays * dayMs, tokens, context)
      outcomes.set(id, outcome)
      if (outcome.outcome === 'refreshed') await pause(pauseMs, context, signal)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return summarize(ids, outcomes)
}

async function keepOneAlive(
  id: string,
  idleMs: number,
  tokens: AccessTokens,
  context: ClientContext,
): Promise<KeepAliveOutcome> {
  try {
    const { connection } = await loadConnection(id, context)
    const settled = withoutRefresh(connection, context.options.now() - idleMs)
    if (settled) return settled
    await tokens.refresh(id)
    return { outcome: 'refreshed' }
  } catch (error) {
    return afterError(id, error, context)
  }
}

function withoutRefresh(connection: StoredConnection, idleSince: number): KeepAliveOutcome | undefined {
  if (connection.status === 'needs-consent') return { outcome: 'needs-consent', reason: connection.reason }
  if (connection.tokens.refreshToken === undefined) return { outcome: 'not-refreshable' }
  // One that was broken off is settled now rather than when the merchant is waited for.
  return connection.status === 'active' && connection.tokens.issuedAt > idleSince ? { outcome: 'fresh' } : undefined
}

async function afterError(id: string, error: unknown, { connections }: ClientContext): Promise<KeepAliveOutcome> {
  const code = error instanceof MobilePayError ? error.code : undefined
  if (code === 'connection-unknown') return { outcome: 'gone' }
  if (code !== 'connection-needs-consent') return { outcome: 'failed', error }
  const kept = await connections.get(id).catch(() => undefined)
  const now = kept?.connection
  return now?.status === 'needs-consent'
    ? { outcome: 'needs-consent', reason: now.reason }
    : { outcome: 'failed', error }
}

/** Spreads the requests, so that a thousand connections are no burst, nor a hundred servers at midnight. */
async function pause(pauseMs: number, { options }: ClientContext, signal = new AbortController().signal) {
  if (pauseMs > 0) await options.sleep(2 * pauseMs * Math.random(), signal).catch(() => undefined)
}

function summarize(ids: readonly string[], outcomes: ReadonlyMap<string, KeepAliveOutcome>): KeepAliveSummary {
  const connections = ids.map((id) => ({ id, ...(outcomes.get(id) ?? { outcome: 'not-reached' as const }) }))
  const counts = {
    fresh: 0,
    refreshed: 0,
    'needs-consent': 0,
    'not-refreshable': 0,
    failed: 0,
    gone: 0,
    'not-reached': 0,
  }
  for (const { outcome } of connections) counts[outcome] += 1
  return { connections, counts }
}
