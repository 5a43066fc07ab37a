import { identify } from '../faults/identify.ts'
import type { Exchange } from '../http/exchange.ts'
import { BodyTooLargeError } from '../http/read-body.ts'
import { empty, type Reply } from '../http/reply.ts'
import { routes } from '../sites/routes.ts'
import { StoreUnavailableError, WorldGoneError } from '../stores/store-error.ts'
import type { FoundSite } from './find-site.ts'

/**
 * Finds the handler of a path and answers; a failure of the mock itself is a 500 that its log explains.
 * @throws StoreUnavailableError, WorldGoneError where a store keeps the world, and nothing can be answered
 */
export async function answer(exchange: Exchange, { role, path }: FoundSite): Promise<Reply> {
  const { world, faults } = exchange
  const handler = routes[role][path.toLowerCase().replace(/\/$/, '')] ?? nothingHere
  try {
    if (world.faults.asksWho) faults.know(await identify(exchange))
    return faults.at('reply', await faults.at('handle', handler)(exchange))
  } catch (error) {
    if (error instanceof BodyTooLargeError) return empty(413)
    if (error instanceof StoreUnavailableError || error instanceof WorldGoneError) throw error
    exchange.note({ kind: 'failed', what: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    return empty(500)
  }
}

function nothingHere(): Reply {
  return empty(404)
}
