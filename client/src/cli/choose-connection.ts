import type { Connection } from '../connections/connection.ts'
import type { MobilePayClient } from '../mobilepay-client.ts'
import { UsageError } from './usage-error.ts'

/**
 * The connection that is meant: the one named by merchant id or VAT number, or the only one there is.
 *
 * @throws UsageError
 */
export async function chooseConnection(client: MobilePayClient, named: string | undefined): Promise<Connection> {
  const all = await client.connections()
  if (named !== undefined) {
    const found = all.find(({ id, merchantVat }) => id === named || merchantVat === named.toUpperCase())
    if (found) return found
    throw new UsageError('No connection of that name in this environment. See mobilepay connections.')
  }
  const [only, ...others] = all
  if (!only) throw new UsageError('There is no connection in this environment yet. Start with mobilepay login.')
  if (others.length === 0) return only
  throw new UsageError(`There are ${all.length} connections: name one. ${all.map(({ id }) => id).join(', ')}`)
}

/** The one argument that a command takes, or none. */
export function onlyArgument(command: string, positionals: readonly string[]): string | undefined {
  if (positionals.length > 1) throw new UsageError(`mobilepay ${command} takes one connection at most.`)
  return positionals[0]
}
