import { type EnvironmentName, environmentNames, environments, type Generation } from '@mobilepay-oidc/fixtures'
import { type AddressRule, addressRuleOf } from './address-rule.ts'
import { guardedSend } from './guarded-send.ts'
import type { NetworkOptions } from './network-send.ts'
import type { AutomaticLogin, ProviderSubject } from './target.ts'
import { tlsProbe } from './tls-probe.ts'

/** What is known of a provider besides its address. */
export interface UrlSubjectOptions {
  /** How reports name it; by default its address. */
  readonly name?: string
  /** Absent: checks that need a login stay untested. */
  readonly login?: AutomaticLogin
  /** Absent: checks that need a second client stay untested. */
  readonly other?: AutomaticLogin
  /** By default MobilePay's `merchants/me`, where the provider is one of MobilePay's environments. */
  readonly apiUrl?: string
  readonly network?: NetworkOptions
}

/**
 * The provider behind a discovery document: a mock under its addresses, the sandbox under its real name, or any other
 * vendor's. Without a login of its own, checks that need one stay untested.
 */
export function urlSubject(
  discoveryUrl: string,
  generation: Generation,
  { name = discoveryUrl, login, other, apiUrl, network = {} }: UrlSubjectOptions = {},
): ProviderSubject {
  const addresses = addressRuleOf(discoveryUrl)
  const environment = environmentAt(addresses.toReal(discoveryUrl))
  const api = apiUrl ?? apiUrlOf(environment, addresses)
  const target = {
    label: environment ?? new URL(discoveryUrl).host,
    environment,
    generation,
    discoveryUrl,
    addresses,
    send: guardedSend(network),
    probeTls: tlsProbe(network),
    ...(login && { login }),
    ...(other && { other }),
    ...(api !== undefined && { apiUrl: api }),
  }
  return { name, targets: [target], async [Symbol.asyncDispose]() {} }
}

function apiUrlOf(environment: EnvironmentName | undefined, { toServed }: AddressRule): string | undefined {
  return environment && toServed(`${environments[environment].sites.products.url}/invoice-restapi/api/v1/merchants/me`)
}

/** The environment whose discovery document is at the real address. */
export function environmentAt(realUrl: string): EnvironmentName | undefined {
  return environmentNames.find((name) => {
    const { discovery, discoveryAlternative } = environments[name]
    return discovery.url === realUrl || discoveryAlternative.url === realUrl
  })
}
