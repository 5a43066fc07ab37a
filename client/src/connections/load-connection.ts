import type { ClientContext } from '../client-context.ts'
import { ConfigurationError } from '../errors/mobilepay-error.ts'
import type { KeptConnection } from './connections.ts'
import type { StoredConnection } from './stored-connection.ts'

/**
 * The stored connection and its revision.
 *
 * @throws ConfigurationError `connection-unknown`, `connection-unreadable`, `connection-of-another-client`, `connection-unreadable`
 * @throws StoreError
 */
export async function loadConnection(
  id: string,
  { connections, options }: ClientContext,
): Promise<KeptConnection<StoredConnection>> {
  const kept = await connections.get(id)
  const details = { connection: id, environment: options.environment.id }
  if (!kept) throw new ConfigurationError('connection-unknown', { details })
  return kept
}
