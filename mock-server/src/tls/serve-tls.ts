import { X509Certificate } from 'node:crypto'
import type { RequestListener, Server } from 'node:http'
import { createServer } from 'node:https'
import type { SecureContextOptions } from 'node:tls'
import { knownHosts } from '../edge/find-site.ts'
import { listen, portOf } from '../listen.ts'
import type { Issued } from './certificate.ts'
import { localAuthority } from './local-authority.ts'
import { ownCertificate } from './own-certificate.ts'
import { RenewingLeaf } from './renewing-leaf.ts'
import type { MockTls, TlsOptions } from './tls-options.ts'

export interface ServedTls {
  readonly servers: readonly Server[]
  readonly tls: MockTls
}

/**
 * The application over TLS.
 * @throws CertificateError where the CA or the given certificate is of no use, ListenError when the port is taken.
 */
export async function serveTls(listener: RequestListener, host: string, options: TlsOptions): Promise<ServedTls> {
  const { create, ...trust } = await tlsMaker(options)
  const servers = await listen(listener, host, options.port ?? 0, { create, flag: '--tls-port' })
  const [first] = servers
  const port = first ? portOf(first) : 0
  const name = host.includes(':') ? `[${host}]` : host
  return { servers, tls: { url: `https://${name}:${port}`, port, ...trust } }
}

/** Makes servers that speak TLS as MobilePay's hosts; what they need is read once. */
export interface TlsMaker {
  create(listener: RequestListener): Server
  readonly ca: string | undefined
  readonly caPath: string | undefined
  readonly hosts: readonly string[]
}

/** @throws CertificateError where the CA or the given certificate is of no use. */
export async function tlsMaker({ certificate, key }: TlsOptions): Promise<TlsMaker> {
  if (certificate !== undefined || key !== undefined) {
    const own = ownCertificate(certificate, key)
    const names = new X509Certificate(own.certificate)
    const hosts = knownHosts.filter((host) => names.checkHost(host) !== undefined)
    return { create: (listener) => make(own, listener), ca: undefined, caPath: undefined, hosts }
  }
  const authority = await localAuthority()
  const leaf = new RenewingLeaf(authority)
  return {
    create: (listener) => renewed(leaf, listener),
    ca: authority.pem,
    caPath: authority.path,
    hosts: knownHosts,
  }
}

function make(issued: Issued, listener: RequestListener): Server {
  return createServer(contextOf(issued), listener)
}

/** Each connection is an occasion to look whether the leaf is still good, before its handshake. */
function renewed(leaf: RenewingLeaf, listener: RequestListener): Server {
  let held = leaf.current()
  const server = createServer(contextOf(held), listener)
  server.prependListener('connection', () => {
    const current = leaf.current()
    if (current !== held) server.setSecureContext(contextOf(current))
    held = current
  })
  return server
}

function contextOf({ certificate, key }: Issued): SecureContextOptions {
  return { cert: certificate, key, minVersion: 'TLSv1.2' }
}
