import { readFile } from 'node:fs/promises'
import type { TlsOptions } from '../tls/tls-options.ts'
import type { Settings } from './settings.ts'
import { UsageError } from './usage-error.ts'

/** Where the mock listens for TLS that is told nothing else. */
const usualPort = 4443

/**
 * Reads the settings about TLS. A port or a certificate asks for it as well, unless `tls` says no.
 * @throws UsageError
 */
export async function readTls(settings: Settings): Promise<TlsOptions | undefined> {
  const { tls, tlsPort: port, tlsCert: cert, tlsKey: key } = settings
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError('--tls-cert and --tls-key go together: a certificate needs its key.')
  }
  const isWanted = tls ?? (port !== undefined || cert !== undefined)
  if (!isWanted) return undefined
  const own = cert === undefined || key === undefined ? {} : await readPair(cert, key)
  return { port: port ?? usualPort, ...own }
}

async function readPair(cert: string, key: string): Promise<Pick<TlsOptions, 'certificate' | 'key'>> {
  return { certificate: await readPem(cert), key: await readPem(key) }
}

async function readPem(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file} cannot be read. Check --tls-cert and --tls-key.`)
  })
}
