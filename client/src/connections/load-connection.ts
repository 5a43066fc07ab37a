import type { ClientContext } from '../client-context.ts'
import { ConfigurationError } from '../errors/mobilepay-error.ts'
import type { StoredConnection } from './connection-store.ts'

/**
 * The stored connection, if it belongs to this client: a production token must not go to the sandbox because somebody
 * shared a store.
 *
 * @throws ConfigurationError `connection-unknown`, `connection-of-another-client`
 */
export async function loadConnection(id: string, { options }: ClientContext): Promise<StoredConnection> {
  const connection = await options.store.get(id)
  const details = { connection: id, environment: options.environment.id }
  if (!connection) throw new ConfigurationError('connection-unknown', { details })
  if (connection.environment !== options.environment.id || connection.clientId !== options.clientId) {
    throw new ConfigurationError('connection-of-another-client', { details })
  }
  return connection
}
