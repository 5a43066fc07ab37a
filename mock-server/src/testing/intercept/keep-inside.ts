import dns from 'node:dns'
import type { Nock } from './nock-scopes.ts'

/** A connection to MobilePay would have left this machine. */
export class InterceptionError extends Error {
  override readonly name = 'InterceptionError'
  readonly code = 'ERR_MOBILEPAY_INTERCEPTED'
}

/** Every host of MobilePay's, those that the mock does not know included. */
export function isMobilePay(host: string): boolean {
  return /(^|\.)mobilepay\.(dk|fi)\.?$/i.test(host)
}

/**
 * Nothing for MobilePay leaves from now on: what nock has no answer to ends there, and what goes past nock ends where names
 * are looked up (`Expect: 100-continue`, and everything after `nock.restore()`).
 * @returns ends it
 */
export function keepInside(use: Nock): () => void {
  const openUp = keepFromLookUp()
  use.emitter.on('no match', refuseUnmatched)
  return () => {
    use.emitter.off('no match', refuseUnmatched)
    openUp()
  }
}

/** Where nock has compared interceptors, it answers that none matches; else it would let the request out. */
function refuseUnmatched({ url }: Request, compared?: readonly unknown[]): void {
  if (compared) return
  const { hostname, host, pathname } = new URL(url)
  if (isMobilePay(hostname)) throw new InterceptionError(explain(hostname))
  // A CONNECT request, as nock tells it.
  const [, target = ''] = /^\/([^/:]+):\d+$/.exec(pathname) ?? []
  if (isMobilePay(target)) throw new InterceptionError(explainProxy(target, host))
}

function keepFromLookUp(): () => void {
  const { lookup } = dns
  const guarded = (host: string, ...rest: unknown[]) => {
    if (!isMobilePay(host)) return Reflect.apply(lookup, dns, [host, ...rest])
    const callback = rest.at(-1)
    if (typeof callback === 'function') process.nextTick(callback, new InterceptionError(explain(host)))
  }
  dns.lookup = Object.assign(guarded, lookup) as typeof dns.lookup
  return () => {
    if (dns.lookup === (guarded as unknown)) dns.lookup = lookup
  }
}

function explain(host: string): string {
  return (
    `interceptMobilePay() keeps ${host} from being reached. The mock answers https on port 443 of the hosts that it knows; ` +
    'after nock.cleanAll() or nock.restore() it answers nothing until restore() and interceptMobilePay() are called again.'
  )
}

function explainProxy(host: string, proxy: string): string {
  return (
    `interceptMobilePay() keeps ${host} from being reached by way of the proxy ${proxy}. ` +
    'Start the tests without HTTPS_PROXY, or with NO_PROXY=.mobilepay.dk,.mobilepay.fi.'
  )
}
