import type { ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Reply } from '../../http/reply.ts'
import { transportOf } from '../../http/transports.ts'

/** The connection under a response, for what HTTP's rules forbid. Nothing where it has gone. */
export function socketOf({ socket }: ServerResponse): Socket | undefined {
  return socket ?? undefined
}

/** Resets the connection; under TLS that is the one which carries it. */
export function reset(response: ServerResponse): void {
  const socket = socketOf(response)
  if (socket) transportOf(socket).resetAndDestroy()
}

/** A reply's head as bytes on the wire. @param framing what says where the body ends */
export function headOf(reply: Reply, framing: readonly string[]): string {
  const lines = reply.headers.map(([name, value]) => `${name}: ${value}`)
  const status = `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ''}`
  // Said, since the connection ends: else the next request may be lost on it.
  return [status, ...framing, 'Connection: close', ...lines, '', ''].join('\r\n')
}

/** Writes bytes as they are, and ends the connection. */
export async function sendRaw(response: ServerResponse, text: string | Buffer): Promise<void> {
  const socket = socketOf(response)
  if (!socket) return
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
    socket.end(text, () => socket.destroySoon())
  })
}
