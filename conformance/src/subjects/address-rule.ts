import { environments } from '@mobilepay-oidc/fixtures'

/**
 * The one rule for addresses: a real `https://HOST/PATH` is served at `BASE/HOST/PATH`. Checks judge real addresses;
 * requests go to served ones. Without a base both are the same.
 */
export interface AddressRule {
  readonly base: string | undefined
  toReal(servedUrl: string): string
  toServed(realUrl: string): string
}

const knownHosts: ReadonlySet<string> = new Set(
  Object.values(environments).flatMap(({ sites, issuer }) => [
    ...Object.values(sites).map((site) => site.host),
    new URL(issuer.url).host,
  ]),
)

/** Real addresses: nothing is rewritten. */
export const realAddresses: AddressRule = { base: undefined, toReal: (url) => url, toServed: (url) => url }

/** The rule of a server that serves MobilePay's addresses below `base`. */
export function addressesBelow(base: string): AddressRule {
  const prefix = `${base.replace(/\/+$/, '')}/`
  return {
    base: prefix.slice(0, -1),
    toReal(servedUrl) {
      if (!servedUrl.startsWith(prefix)) return servedUrl
      const rest = servedUrl.slice(prefix.length)
      return knownHosts.has(hostIn(rest)) ? `https://${rest}` : servedUrl
    },
    toServed: (realUrl) => realUrl.replace(/^https:\/\//, prefix),
  }
}

/** Finds the rule in the address of a discovery document: what stands before the first known host in its path. */
export function addressRuleOf(discoveryUrl: string): AddressRule {
  const { origin, pathname } = new URL(discoveryUrl)
  const segments = pathname.split('/')
  const index = segments.findIndex((segment) => knownHosts.has(segment))
  return index < 0 ? realAddresses : addressesBelow(origin + segments.slice(0, index).join('/'))
}

function hostIn(rest: string): string {
  return rest.slice(0, rest.search(/[/?#]|$/))
}
