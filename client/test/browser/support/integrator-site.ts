import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { distinguishedName, issueAuthority, issueLeaf } from '../../../../mock-server/src/tls/certificate.ts'

export const site = 'https://integrator.example'

/** The integrator's site: TLS ends here, as at a proxy in production, and plain http goes on to the application. */
export interface IntegratorSite extends AsyncDisposable {
  readonly port: number
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
  const server = createServer({ cert: certificate, key }, (incoming, outgoing) => {
    forward(incoming, outgoing, settings)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return Object.assign(settings, {
    port: (server.address() as AddressInfo).port,
    certificate,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
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
