import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { requestIdOf } from '../edge/request-id.ts'
import type { World } from '../world/world.ts'
import { type ProxyRefusal, refusalBytes, short } from './refusals.ts'

/** Milliseconds that a refused client has to read why. */
const patience = 2_000

/** Refuses a CONNECT. Most clients hide why from their user, so the world's log has it. */
export function turnAway(world: World, message: IncomingMessage, connection: Duplex, refusal: ProxyRefusal): void {
  world.journal.record({
    at: world.clock.now(),
    requestId: requestIdOf(message),
    method: 'CONNECT',
    address: short(message.url ?? ''),
    decision: { kind: 'answered', what: `with ${refusal.status}: ${refusal.reason} ${refusal.mend}` },
  })
  connection.end(refusalBytes(refusal))
  // What it goes on to send is nobody's; unread, it would reset the connection before the answer is read.
  connection.resume()
  const timer = setTimeout(() => connection.destroy(), patience).unref()
  connection.once('end', () => connection.destroy())
  connection.once('close', () => clearTimeout(timer))
}
