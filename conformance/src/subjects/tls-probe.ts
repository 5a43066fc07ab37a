import { type ConnectionOptions, connect, type SecureVersion, type TLSSocket } from 'node:tls'
import { addressOf, type NetworkOptions, usualTimeoutMs } from './network-send.ts'
import { openTunnel } from './proxy-tunnel.ts'

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

/** Shakes hands with the hosts that `networkSend` with the same options would reach. */
export function tlsProbe(network: Pick<NetworkOptions, 'resolve' | 'proxy' | 'ca' | 'timeoutMs'> = {}): TlsProbe {
  const { ca, timeoutMs = usualTimeoutMs } = network
  return async (host, port, version, ciphers = 'DEFAULT') => {
    const offer = {
      servername: host,
      minVersion: version,
      maxVersion: version,
      // Old versions and weak ciphers are not offered otherwise.
      ciphers: `${ciphers}@SECLEVEL=0`,
      rejectUnauthorized: false,
      ...(ca === undefined ? {} : { ca }),
    }
    try {
      const way = await wayTo(host, port, network)
      return await new Promise<TlsProbeResult>((tell) => shake(connect({ ...offer, ...way }), timeoutMs, tell))
    } catch (error) {
      return failed(reasonOf(error))
    }
  }
}

/** Shakes hands with a real host. */
export const probeTls: TlsProbe = tlsProbe()

/** What a TLS connection to the host begins with. */
export async function wayTo(
  host: string,
  port: number,
  { resolve = [], proxy, timeoutMs = usualTimeoutMs }: Pick<NetworkOptions, 'resolve' | 'proxy' | 'timeoutMs'>,
): Promise<ConnectionOptions> {
  if (proxy !== undefined) return { socket: await openTunnel(proxy, host, port, timeoutMs) }
  return addressOf(resolve, host, port) ?? { host, port }
}

function failed(error: string): TlsProbeResult {
  return { protocol: undefined, certificateProblem: undefined, error }
}

function shake(socket: TLSSocket, timeoutMs: number, tell: (result: TlsProbeResult) => void): void {
  const fail = (error: string) => tell(failed(error))
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
