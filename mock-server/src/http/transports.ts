import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** The TCP connections of this mock by their two ends, which a TLS connection over one of them tells as its own. */
const transports = new Map<string, Socket>()

/** Remembers the server's connections while they are open. */
export function keepTransports(server: Server): void {
  server.on('connection', (socket: Socket) => {
    const ends = endsOf(socket)
    transports.set(ends, socket)
    socket.once('close', () => transports.delete(ends))
  })
}

/** The TCP connection that carries this one: itself, or what is under its TLS. */
export function transportOf(connection: Socket): Socket {
  return transports.get(endsOf(connection)) ?? connection
}

function endsOf({ localAddress, localPort, remoteAddress, remotePort }: Socket): string {
  return `${localAddress} ${localPort} ${remoteAddress} ${remotePort}`
}
