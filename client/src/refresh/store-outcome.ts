import { loadConnection } from '../connections/load-connection.ts'
import type { StoredConnection } from '../connections/stored-connection.ts'
import type { WriteCondition } from '../stores/record-store.ts'
import { persistently } from './persistently.ts'
import type { MarkedJob } from './refresh-under-lease.ts'

/**
 * Stores what a refresh brought. It may hold the only refresh token that is alive, so it is not given up lightly: a
 * store that fails is asked again a few times, and a lease that was lost meanwhile does not matter as long as what is
 * stored is an earlier state of the same consent.
 *
 * A new consent stands, though (each login has its own nonce), a later refresh too, and what was deleted stays deleted.
 *
 * @returns what is stored afterwards
 * @throws ConfigurationError `connection-unknown` when it was deleted
 */
export async function storeOutcome(outcome: StoredConnection, job: MarkedJob): Promise<StoredConnection> {
  const { lease, revision, context } = job
  let condition: WriteCondition = { revision, fence: lease.fence }
  for (;;) {
    if (await persistently(() => context.connections.save(outcome, condition), context)) return outcome
    const now = await persistently(() => loadConnection(job.id, context), context)
    if (!isEarlierThan(outcome, now.connection)) return now.connection
    // Without the fence: by the revision alone it replaces an earlier state, whoever holds the lease by now.
    condition = { revision: now.revision }
  }
}

/** Whether what is stored is an earlier state of the same consent. */
function isEarlierThan(outcome: StoredConnection, stored: StoredConnection): boolean {
  return stored.nonce === outcome.nonce && stored.refreshes < outcome.refreshes
}
