import { connect, type SecureVersion } from 'node:tls'

export interface TlsProbeResult {
  /** The protocol agreed on; undefined when the handshake failed. */
  readonly protocol: string | undefined
  /** Why the certificate is not trusted for the host; undefined when it is. */
  readonly certificateProblem: string | undefined
  readonly error: string | undefined
}

/** One TLS handshake that offers exactly one protocol version. */
export type TlsProbe = (host: string, port: number, version: SecureVersion) => Promise<TlsProbeResult>

const timeoutMs = 10_000

/** Shakes hands with a real host; old versions are offered with the ciphers that they need. */
export const probeTls: TlsProbe = (host, port, version) =>
  new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      servername: host,
      minVersion: version,
      maxVersion: version,
      ciphers: 'DEFAULT@SECLEVEL=0',
      rejectUnauthorized: false,
    })
    const end = (result: TlsProbeResult) => {
      socket.destroy()
      resolve(result)
    }
    const fail = (error: string) => end({ protocol: undefined, certificateProblem: undefined, error })
    socket.setTimeout(timeoutMs, () => fail(`no answer within ${timeoutMs} ms`))
    socket.once('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message))
    socket.once('secureConnect', () =>
      end({
        protocol: socket.getProtocol() ?? undefined,
        certificateProblem: socket.authorized ? undefined : String(socket.authorizationError),
        error: undefined,
      }),
    )
  })
