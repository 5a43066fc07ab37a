import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { distinguishedName, issueAuthority, issueLeaf } from '../../../../mock-server/src/tls/certificate.ts'

export const site = 'https://integrator.example'

/** The integrator's site: TLS ends here, as at a proxy in production, and plain http goes on to the application. */
export interface IntegratorSite extends AsyncDisposable {
  readonly port: number
  /** The same without TLS, as on a developer's machine. */
  readonly plainPort: number
  /** In PEM; from a CA of its own. */
  readonly certificate: string
  /** The port of the application. */
  upstream: number
  /** What a test does to Set-Cookie headers on their way to the browser. */
  rewriteCookie: (line: string) => string
}

export async function openIntegratorSite(): Promise<IntegratorSite> {
  const names = [new URL(site).hostname]
  const authority = { key: createPrivateKey(issueAuthority(names).key), subject: distinguishedName('test CA') }
  const { certificate, key } = issueLeaf(authority, names)
  const settings = { upstream: 0, rewriteCookie: (line: string) => line }
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => forward(incoming, outgoing, settings)
  const servers = [createTlsServer({ cert: certificate, key }, listener), createServer(listener)]
  const [port, plainPort] = await Promise.all(servers.map(listen))
  return Object.assign(settings, {
    port: port ?? 0,
    plainPort: plainPort ?? 0,
    certificate,
    async [Symbol.asyncDispose]() {
      for (const server of servers) server.closeAllConnections()
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
    },
  })
}

/** @returns the port */
async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { upstream, rewriteCookie }: Pick<IntegratorSite, 'upstream' | 'rewriteCookie'>,
): void {
  const { method, url, headers } = incoming
  const onward = request({ host: 'localhost', port: upstream, method, path: url, headers }, (answer) => {
    const cookies = answer.headers['set-cookie']?.map(rewriteCookie)
    outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...(cookies && { 'set-cookie': cookies }) })
    answer.pipe(outgoing)
  })
  onward.on('error', () => outgoing.destroy())
  incoming.pipe(onward)
}
