import { ProtocolError } from '../errors/mobilepay-error.ts'

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * A redirect is never followed: it could carry a token or secret to another host.
 *
 * @throws ProtocolError `redirect-refused`
 */
export function refuseRedirect(response: Response, host: string): void {
  // Browsers and some runtimes hide a manual redirect behind this type and status 0.
  if (!redirects.has(response.status) && response.type !== 'opaqueredirect') return
  void response.body?.cancel()
  throw new ProtocolError('redirect-refused', { details: { host, status: response.status } })
}
