import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Sending } from '../faults/points.ts'
import { type Reply, send } from '../http/reply.ts'
import { WorldGoneError } from '../stores/store-error.ts'
import type { Turns } from '../world/turns.ts'
import { answer } from './answer.ts'
import type { LocatedSite } from './locate-request.ts'
import { toExchange } from './to-exchange.ts'
import { Trace } from './trace.ts'

interface Answered {
  readonly reply: Reply
  readonly put: Sending
}

/**
 * Serves a request in a world that a store keeps. What it did, and that it did, stands before anything is sent; what
 * cannot stand did not happen (decision 0014).
 * @throws StoreUnavailableError, WorldGoneError; then nothing was sent
 */
export async function serveInTurn(
  located: LocatedSite,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { turns, name } = located.world
  if (!turns) throw new WorldGoneError(`The world "${name}" is not there any more.`)
  const trace = new Trace(located.world, message, located.reached)
  // A client that is slow to say what it wants holds nobody up.
  await trace.readAhead()
  await put(await answerInTurn(located, turns, message, trace), response, message.method ?? 'GET', turns, trace)
}

function answerInTurn(
  { world, site, reached }: LocatedSite,
  turns: Turns,
  message: IncomingMessage,
  trace: Trace,
): Promise<Answered> {
  return turns.run(async ({ pause }) => {
    trace.begin()
    const exchange = toExchange(world, message, reached, trace, pause)
    const reply = await answer(exchange, site)
    const sending = exchange.faults.at('wire', send)
    // What goes out as it is can be taken down already: whoever has the answer finds it in the journal.
    if (sending === send) trace.close(reply)
    return { reply, put: sending }
  })
}

/** What a fault does on the wire is known when it has done it. */
async function put(
  { reply, put: sending }: Answered,
  response: ServerResponse,
  method: string,
  turns: Turns,
  trace: Trace,
): Promise<void> {
  if (sending === send) return sending(response, reply, method)
  try {
    await sending(response, reply, method)
  } finally {
    const sent = response.headersSent ? reply : undefined
    await turns.run(async () => trace.close(sent)).catch(() => undefined)
  }
}
