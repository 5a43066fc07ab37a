import type { ServerResponse } from 'node:http'
import type { Exchange } from '../http/exchange.ts'
import { type Reply, send } from '../http/reply.ts'

/** Puts a reply on the wire. */
export async function deliver(response: ServerResponse, reply: Reply, { method }: Exchange): Promise<void> {
  send(response, reply, method)
}
