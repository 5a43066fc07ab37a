import { type ClientRequest, Agent as PlainAgent, request } from 'node:http'
import { Agent as TlsAgent, type AgentOptions as TlsAgentOptions } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type ConnectionOptions, connect } from 'node:tls'

/**
 * An HTTP proxy, such as `http://localhost:4010`. Credentials in it go along as Basic ones (RFC 7617); a mock takes the
 * user name as that of a world.
 */
export type ProxyUrl = string

/**
 * Has a proxy open a connection (RFC 9110 9.3.6). Port 80 is asked for like any other.
 * @throws Error that names the proxy and its status where it refuses
 */
export function openTunnel(proxy: ProxyUrl, host: string, port: number, timeoutMs: number): Promise<Socket> {
  const { hostname, port: proxyPort, username, password, origin } = new URL(proxy)
  const authority = `${host}:${port}`
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')
  const asked: ClientRequest = request({
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: Number(proxyPort) || 80,
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...(username === '' ? {} : { 'proxy-authorization': `Basic ${credentials}` }) },
    agent: false,
    timeout: timeoutMs,
  })
  return new Promise((resolve, reject) => {
    const refuse = (status: number | undefined) =>
      reject(new Error(`the proxy ${origin} answered ${status} to CONNECT ${authority}`))
    asked.once('connect', ({ statusCode = 0 }, socket: Socket, head: Buffer) => {
      socket.setTimeout(0)
      if (head.length > 0) socket.unshift(head)
      if (statusCode >= 200 && statusCode < 300) return resolve(socket)
      socket.destroy()
      refuse(statusCode)
    })
    asked.once('response', (response) => {
      response.destroy()
      refuse(response.statusCode)
    })
    asked.once('timeout', () => asked.destroy(new Error(`the proxy ${origin} did not answer in ${timeoutMs} ms`)))
    asked.once('error', reject)
    asked.end()
  })
}

/** Agents of Node's clients that go through tunnels. */
export interface TunnelAgents {
  readonly plain: PlainAgent
  readonly secure: TlsAgent
}

/** @param timeoutMs for a tunnel to be opened */
export function tunnelAgents(proxy: ProxyUrl, timeoutMs: number, options: TlsAgentOptions): TunnelAgents {
  const open = ({ host, port }: Place, defaultPort: number) =>
    openTunnel(proxy, host ?? '', Number(port ?? defaultPort), timeoutMs)
  const plain = new PlainAgent({ keepAlive: options.keepAlive, maxSockets: options.maxSockets })
  const secure = new TlsAgent(options)
  return {
    plain: Object.assign(plain, {
      createConnection: (asked: Place, created: Created) => hand(open(asked, 80), created),
    }),
    secure: Object.assign(secure, {
      createConnection: (asked: ConnectionOptions, created: Created) =>
        hand(
          open(asked, 443).then((socket) => connect({ ...asked, socket })),
          created,
        ),
    }),
  }
}

interface Place {
  readonly host?: string | null | undefined
  readonly port?: number | string | null | undefined
}

type Created = (error: Error | null, connection?: Duplex) => void

function hand(connection: Promise<Duplex>, created: Created): undefined {
  connection.then(
    (opened) => created(null, opened),
    (error: Error) => created(error),
  )
}
