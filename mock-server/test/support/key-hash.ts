import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:tls'

/** By which Chromium is told to accept one key, whoever vouches for it: `--ignore-certificate-errors-spki-list`. */
export function keyHash(certificate: string | Buffer): string {
  const { publicKey } = new X509Certificate(certificate)
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')
}

/** The same of whoever answers for a name at a port of this machine. */
export async function keyHashAt(port: number, servername: string, ca: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, servername, ca })
  await once(socket, 'secureConnect')
  const hash = keyHash(socket.getPeerCertificate().raw)
  socket.destroy()
  return hash
}
