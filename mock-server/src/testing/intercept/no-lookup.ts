import dns from 'node:dns'

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
 * No name of MobilePay's is looked up from now on: whatever goes past the interception ends here, before anything has left
 * (`Expect: 100-continue`, http, other ports and hosts, and everything after `nock.cleanAll()` or `nock.restore()`).
 * @returns ends it
 */
export function keepFromLookUp(): () => void {
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
