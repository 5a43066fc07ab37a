import type { IncomingMessage } from 'node:http'
import { knownHosts } from '../edge/find-site.ts'
import { otherHost, type ProxyRefusal, plainHttp } from './refusals.ts'

/** Whose address a request in absolute form names. */
export type Named =
  /** A real host by https: the proxy is asked to speak TLS in the client's place. */
  | { readonly kind: 'real-host' }
  /** This mock by its own address, as clients do that send everything by way of their proxy. */
  | { readonly kind: 'mock' }
  | { readonly kind: 'refused'; readonly refusal: ProxyRefusal }

/**
 * Reads a request that names a whole address, as clients of a proxy write it (RFC 9112 3.2.2). Its Host header counts for
 * nothing then, so the request goes on as if the address had been asked at its own host.
 * @param isOwn whether an address is this mock's
 * @returns undefined where the request names a path alone
 */
export function readAbsoluteForm(message: IncomingMessage, isOwn: (url: URL) => boolean): Named | undefined {
  const { url: target = '' } = message
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return undefined
  const url = new URL(target)
  const host = url.hostname.replace(/\.$/, '')
  const isKnown = knownHosts.includes(host)
  if (isKnown && url.protocol === 'http:') return { kind: 'refused', refusal: plainHttp(host) }
  const isReal = isKnown && url.port === ''
  if (!isReal && !isOwn(url)) return { kind: 'refused', refusal: otherHost(url.host) }
  message.url = target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/')
  message.headers.host = url.host
  return { kind: isReal ? 'real-host' : 'mock' }
}
