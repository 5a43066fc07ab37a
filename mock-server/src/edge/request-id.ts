import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUV'

interface Connection {
  readonly id: string
  requests: number
}

const connections = new WeakMap<Socket, Connection>()
let lastConnection = BigInt(Date.now()) * 10_000n

/** As ASP.NET counts: the connection's number in base 32, a colon, the request's in hexadecimal (facts, 2.3). */
export function requestIdOf({ socket }: IncomingMessage): string {
  const connection = connections.get(socket) ?? { id: nextConnectionId(), requests: 0 }
  connections.set(socket, connection)
  connection.requests += 1
  return `${connection.id}:${connection.requests.toString(16).toUpperCase().padStart(8, '0')}`
}

function nextConnectionId(): string {
  lastConnection += 1n
  const digits = Array.from({ length: 11 }, (_, index) => alphabet[Number((lastConnection >> BigInt(index * 5)) & 31n)])
  return `0H${digits.reverse().join('')}`
}
