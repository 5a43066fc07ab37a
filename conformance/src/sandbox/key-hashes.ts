import { createHash, X509Certificate } from 'node:crypto'
import { connect } from 'node:tls'
import type { NetworkOptions } from '../subjects/network-send.ts'
import { wayTo } from '../subjects/tls-probe.ts'

const timeoutMs = 10_000

/**
 * Digests of the keys of hosts whose certificates the CA of a run vouches for. Chromium takes no CA from its command
 * line, but it takes keys: what is verified here is trusted there, and nothing else.
 */
export async function keyHashes(hosts: readonly string[], network: NetworkOptions): Promise<readonly string[]> {
  const { ca } = network
  if (ca === undefined) return []
  const hashes = await Promise.all(hosts.map((host) => keyHash(host, network, ca)))
  return [...new Set(hashes.filter((hash) => hash !== undefined))]
}

/** Undefined where nobody answers whom the CA vouches for: the browser will not trust that host either. */
async function keyHash(host: string, network: NetworkOptions, ca: string): Promise<string | undefined> {
  const way = await wayTo(host, 443, network).catch(() => undefined)
  if (!way) return undefined
  return new Promise((tell) => {
    const socket = connect({ ...way, servername: host, ca })
    const end = (hash?: string) => {
      tell(hash)
      socket.destroy()
    }
    socket.setTimeout(timeoutMs, () => end())
    socket.once('error', () => end())
    socket.once('secureConnect', () => end(hashOf(socket.getPeerCertificate().raw)))
  })
}

function hashOf(certificate: Buffer): string {
  const { publicKey } = new X509Certificate(certificate)
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')
}
