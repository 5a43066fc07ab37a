import { once } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { connect as secure, type TLSSocket } from 'node:tls'

export interface Refused {
  readonly status: number | undefined
  readonly challenge: string | undefined
  readonly body: string
}

/** Sends a CONNECT that is refused. */
export function connectRefused(proxyUrl: string, target: string, headers: Record<string, string> = {}) {
  return ask(proxyUrl, 'CONNECT', target, headers)
}

/** Sends a request to the proxy in absolute form. */
export function askProxy(proxyUrl: string, target: string, headers: Record<string, string> = {}) {
  return ask(proxyUrl, 'GET', target, headers)
}

function ask(proxyUrl: string, method: string, path: string, headers: Record<string, string>): Promise<Refused> {
  const { hostname, port } = new URL(proxyUrl)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: false })
    sent.on('connect', ({ statusCode, headers: answered }, socket, head) => {
      const chunks: Buffer[] = [head]
      socket.on('data', (chunk: Buffer) => chunks.push(chunk))
      socket.on('end', () => {
        const body = Buffer.concat(chunks).toString()
        resolve({ status: statusCode, challenge: answered['proxy-authenticate'], body })
      })
    })
    sent.on('response', (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode, challenge: undefined, body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** A connection to the mock's port, for what no client would send. */
export async function openRaw(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  return socket
}

/** What arrives until the pattern is met, or the other side ends. */
export async function readUntil(socket: Socket, pattern: RegExp): Promise<string> {
  let text = ''
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += String(chunk)
    if (pattern.test(text)) return text
  }
  return text
}

export const opened = /^HTTP\/1\.1 200 Connection Established\r\n\r\n$/

/** A tunnel to a host, with TLS inside. */
export async function openTunnel(url: string, host: string, ca: string, extra = ''): Promise<TLSSocket> {
  const socket = await openRaw(url)
  socket.write(`CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\n${extra}\r\n`)
  const answer = await readUntil(socket, /\r\n\r\n/)
  if (!opened.test(answer)) throw new Error(answer)
  const inside = secure({ socket, servername: host, ca, ALPNProtocols: ['h2', 'http/1.1'] })
  await once(inside, 'secureConnect')
  return inside
}
