import { connect, type SecureVersion, type TLSSocket } from 'node:tls'
import { addressOf, type NetworkOptions } from './network-send.ts'

export interface TlsProbeResult {
  /** The protocol agreed on; undefined when the handshake failed. */
  readonly protocol: string | undefined
  /** Why the certificate is not trusted for the host; undefined when it is. */
  readonly certificateProblem: string | undefined
  readonly error: string | undefined
  /** The certificate of the host in DER. */
  readonly certificate?: Uint8Array
}

/**
 * One TLS handshake that offers exactly one protocol version.
 * @param ciphers those that are offered, as OpenSSL names them; all by default, old ones too
 */
export type TlsProbe = (host: string, port: number, version: SecureVersion, ciphers?: string) => Promise<TlsProbeResult>

const timeoutMs = 10_000

/** Shakes hands with the hosts that `networkSend` with the same options would reach. */
export function tlsProbe({ resolve = [], ca }: Pick<NetworkOptions, 'resolve' | 'ca'> = {}): TlsProbe {
  return (host, port, version, ciphers = 'DEFAULT') => {
    const offer = {
      ...(addressOf(resolve, host, port) ?? { host, port }),
      servername: host,
      minVersion: version,
      maxVersion: version,
      // Old versions and weak ciphers are not offered otherwise.
      ciphers: `${ciphers}@SECLEVEL=0`,
      rejectUnauthorized: false,
      ...(ca === undefined ? {} : { ca }),
    }
    return new Promise((resolveProbe) => {
      const fail = (error: string) => resolveProbe({ protocol: undefined, certificateProblem: undefined, error })
      try {
        shake(connect(offer), resolveProbe, fail)
      } catch (error) {
        fail(reasonOf(error))
      }
    })
  }
}

/** Shakes hands with a real host. */
export const probeTls: TlsProbe = tlsProbe()

function shake(socket: TLSSocket, tell: (result: TlsProbeResult) => void, fail: (error: string) => void): void {
  const end = (report: () => void) => {
    report()
    socket.destroy()
  }
  socket.setTimeout(timeoutMs, () => end(() => fail(`no answer within ${timeoutMs} ms`)))
  socket.once('error', (error) => end(() => fail(reasonOf(error))))
  socket.once('secureConnect', () =>
    end(() =>
      tell({
        protocol: socket.getProtocol() ?? undefined,
        certificateProblem: socket.authorized ? undefined : String(socket.authorizationError),
        error: undefined,
        ...certificateOf(socket),
      }),
    ),
  )
}

/** None with an anonymous cipher. */
function certificateOf(socket: TLSSocket): Pick<TlsProbeResult, 'certificate'> {
  const certificate = socket.getPeerX509Certificate()
  return certificate ? { certificate: certificate.raw } : {}
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return (error as NodeJS.ErrnoException).code ?? error.message
}
