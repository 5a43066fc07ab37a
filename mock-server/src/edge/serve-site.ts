import type { IncomingMessage, ServerResponse } from 'node:http'
import { deliver } from '../faults/deliver.ts'
import type { Reply } from '../http/reply.ts'
import { answer } from './answer.ts'
import type { LocatedSite } from './locate-request.ts'
import { serveInTurn } from './serve-in-turn.ts'
import { toExchange } from './to-exchange.ts'
import { Trace } from './trace.ts'

/**
 * Serves a request that has found its world and site.
 * @throws StoreUnavailableError where the world's store is away, WorldGoneError where somebody else has removed it; then
 *   nothing was sent
 */
export async function serveSite(
  located: LocatedSite,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world, site, reached } = located
  using _use = world.usage.hold()
  // Awaited here: the world is held until the last byte.
  if (world.state.isKept) return await serveInTurn(located, message, response)
  const trace = new Trace(world, message, reached)
  const exchange = toExchange(world, message, reached, trace)
  let sent: Reply | undefined
  try {
    const reply = await answer(exchange, site)
    await trace.readLeftOver()
    await deliver(response, reply, exchange)
    sent = response.headersSent ? reply : undefined
  } finally {
    // In the same turn as the last byte, so that whoever has the answer finds it in the journal.
    trace.close(sent)
  }
}
