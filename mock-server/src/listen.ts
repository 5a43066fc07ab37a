import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The address could not be listened on. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
}

/**
 * Opens the server's sockets. `localhost` means both loopback addresses, since programs differ in which they try first.
 * @throws ListenError when the address is taken or cannot be bound.
 */
export async function listen(listener: RequestListener, host: string, port: number): Promise<readonly Server[]> {
  if (host !== 'localhost') return [await open(listener, host, port)]
  const first = await open(listener, '127.0.0.1', port)
  const second = await open(listener, '::1', portOf(first)).catch(() => undefined)
  return second ? [first, second] : [first]
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

function open(listener: RequestListener, host: string, port: number): Promise<Server> {
  const server = createServer(listener)
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ListenError(explain(error, host, port), { cause: error })),
    )
    server.listen(port, host, () => resolve(server))
  })
}

function explain({ code }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken by another program. Choose another with --port, or --port 0 for any free one.`
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
      return closed
    }),
  )
}
