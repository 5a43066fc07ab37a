import type { ClientContext } from '../client-context.ts'
import type { StoredConnection } from './stored-connection.ts'

/** Bounds how many reads a store has to answer at once. */
const atOnce = 16

/**
 * Every stored connection of this client and environment, by id.
 *
 * @param signal nothing more is read once it has fired
 * @throws ConfigurationError `connection-unreadable`
 * @throws StoreError
 */
export async function listConnections(
  { connections }: ClientContext,
  signal?: AbortSignal,
): Promise<readonly StoredConnection[]> {
  const ids = await connections.list()
  const found: StoredConnection[] = []
  for (let at = 0; at < ids.length && !signal?.aborted; at += atOnce) {
    const kept = await Promise.all(ids.slice(at, at + atOnce).map((id) => connections.get(id)))
    // What was deleted since it was listed is left out.
    found.push(...kept.flatMap((one) => (one ? [one.connection] : [])))
  }
  return found
}
