import { knownHosts } from '../edge/find-site.ts'
import type { TunnelProxy } from './tunnel-proxy.ts'

/** The mock as an HTTPS proxy (design, 2): unchanged clients reach MobilePay's real host names through it. */
export interface MockProxy {
  /** For `HTTPS_PROXY`. It leads into the default world; `proxyUrl` of a world into that one. */
  readonly url: string
  /** The file that clients must trust; undefined with a certificate of one's own. It is there after `prepare`. */
  readonly caPath: string | undefined
  /** The hosts that it answers for. Every other one is refused. */
  readonly hosts: readonly string[]
  /**
   * Makes the CA where this machine has none yet. Else the first client to come has it made, which is too late for one
   * that reads what it trusts when it starts.
   * @returns the CA's certificate in PEM; undefined with a certificate of one's own
   * @throws CertificateError where there is none to be had
   */
  prepare(): Promise<string | undefined>
}

/**
 * @param url where the mock is reached
 * @param hosts those that its certificate is for; by default every one
 */
export function describeProxy(proxy: TunnelProxy, url: string, hosts: readonly string[] = knownHosts): MockProxy {
  return { url: new URL(url).origin, caPath: proxy.caPath, hosts, prepare: () => proxy.prepare() }
}

/** The address of the proxy for one world. Some clients send no user name without a password; any will do. */
export function proxyUrlOf(world: string, url: string): string {
  return new URL(url).origin.replace('://', `://${world}:any@`)
}
