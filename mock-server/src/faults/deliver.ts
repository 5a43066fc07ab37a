import type { ServerResponse } from 'node:http'
import type { Exchange } from '../http/exchange.ts'
import { type Reply, send } from '../http/reply.ts'

/** Puts a reply on the wire. */
export async function deliver(response: ServerResponse, reply: Reply, { method, faults }: Exchange): Promise<void> {
  await faults.at('wire', send)(response, reply, method)
}
