import type { Expectation, HostileRow } from '../hostile-row.ts'
import { wirePlaces } from '../wire-places.ts'
import { probeRow, type Reply, type Sending } from './probe.ts'

export type Response = Parameters<Sending>[0]

export interface WireEntry {
  readonly expect: Expectation
  /** What is expected of a call of the API, where it is something else. */
  readonly ofCall?: Expectation
  /** How often a call is sent; once where it is left out. */
  readonly calls?: number
  /** Token requests that a call makes. */
  readonly refreshes?: number
  readonly timeoutMs?: number
  /** Writes the answer in place of the mock. */
  readonly send?: (response: Response, reply: Reply) => void | Promise<void>
  /** Changes the answer. */
  readonly reply?: (reply: Reply) => Reply
}
export type WireTable = Readonly<Record<string, WireEntry>>

/** The rows of a table at every endpoint that a client asks. */
export function wireRows(table: WireTable): readonly HostileRow[] {
  return Object.entries(table).flatMap(
    ([name, { expect, ofCall = expect, calls, refreshes = 0, timeoutMs, ...does }]) =>
      wirePlaces.map(({ scenario, endpoint }) => {
        const isCall = scenario === 'call'
        const entry = {
          expect: isCall ? ofCall : expect,
          ...(isCall && calls !== undefined && { requests: { api: calls, token: refreshes } }),
          ...(timeoutMs !== undefined && { timeoutMs }),
        }
        const { send, reply } = does
        const at = { ...(send && { wire: () => send }), ...(reply && { reply }) }
        return probeRow(`wire-${name}`, { scenario, endpoints: [endpoint] }, entry, at)
      }),
  )
}

/** A reply's head as bytes. @param framing what says where the body ends */
export function headOf({ status, headers }: Reply, framing: readonly string[], line = `HTTP/1.1 ${status} OK`): string {
  return [line, ...framing, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
}

/** Writes bytes as they are, and ends the connection. */
export async function ending({ socket }: Response, ...parts: readonly (string | Uint8Array)[]): Promise<void> {
  if (!socket) return
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
    for (const part of parts) socket.write(part)
    socket.end(() => socket.destroySoon())
  })
}

/** Writes again and again until the client has had enough. @param ms milliseconds between two times */
export async function until(
  { socket }: Response,
  ms: number,
  write: (socket: NonNullable<Response['socket']>) => void,
) {
  if (!socket) return
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => write(socket), ms)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      clearInterval(timer)
      resolve()
    })
  })
}

/** Writes the answer with another framing than the mock's. */
export function framed(
  framing: (bytes: number) => readonly string[],
  { body = (text) => text, line }: { readonly body?: (text: string) => string; readonly line?: string } = {},
) {
  return (response: Response, reply: Reply) => {
    const head = headOf(reply, [...framing(Buffer.byteLength(reply.body)), 'Connection: close'], line)
    return ending(response, head, body(reply.body))
  }
}

export function length(bytes: number): readonly string[] {
  return [`Content-Length: ${bytes}`]
}
