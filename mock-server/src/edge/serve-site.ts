import type { IncomingMessage, ServerResponse } from 'node:http'
import { deliver } from '../faults/deliver.ts'
import { answer } from './answer.ts'
import type { LocatedSite } from './locate-request.ts'
import { toExchange } from './to-exchange.ts'

/** Serves a request that has found its world and site. */
export async function serveSite(
  { world, site, reached }: LocatedSite,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const exchange = toExchange(world, message, reached)
  const reply = await answer(exchange, site)
  await deliver(response, reply, exchange)
}
