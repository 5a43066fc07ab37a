import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { keepTransports } from './http/transports.ts'

/** The address could not be listened on. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
}

/** What is opened, and which flag chooses its port. */
export interface Opening {
  create(listener: RequestListener): Server
  readonly flag: string
}

const http: Opening = { create: createServer, flag: '--port' }

/**
 * Milliseconds that an idle connection is kept, as Kestrel does. Node's five seconds are over while a machine is busy, and
 * a client then writes into a connection that is being closed.
 */
const keptOpenMs = 130_000

/** Connections that have not ended their TLS handshake are unknown to the server's own list. */
const sockets = new WeakMap<Server, Set<Socket>>()

/**
 * Opens the server's sockets. `localhost` means both loopback addresses, since programs differ in which they try first.
 * @throws ListenError when the address is taken or cannot be bound.
 */
export async function listen(
  listener: RequestListener,
  host: string,
  port: number,
  opening: Opening = http,
): Promise<readonly Server[]> {
  if (host !== 'localhost') return [await open(listener, host, port, opening)]
  const first = await open(listener, '127.0.0.1', port, opening)
  const second = await open(listener, '::1', portOf(first), opening).catch(() => undefined)
  return second ? [first, second] : [first]
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

function open(listener: RequestListener, host: string, port: number, { create, flag }: Opening): Promise<Server> {
  const server = create(listener)
  server.keepAliveTimeout = keptOpenMs
  const open = new Set<Socket>()
  sockets.set(server, open)
  keepTransports(server)
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ListenError(explain(error, host, port, flag), { cause: error })),
    )
    server.listen(port, host, () => resolve(server))
  })
}

function explain({ code }: NodeJS.ErrnoException, host: string, port: number, flag: string): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken by another program. Choose another with ${flag}, or ${flag} 0 for any free one.`
  }
  if (code === 'EACCES') return `Port ${port} on ${host} needs more rights than this user has. Choose one above 1023.`
  return `The mock cannot listen on ${host}, port ${port} (${code ?? 'unknown error'}).`
}

/** Ends the sockets at once, open connections included. */
export async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map((server) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      for (const socket of sockets.get(server) ?? []) socket.destroy()
      return closed
    }),
  )
}
