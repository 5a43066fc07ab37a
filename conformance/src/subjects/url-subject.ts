import { type EnvironmentName, environmentNames, environments, type Generation } from '@mobilepay-oidc/fixtures'
import { addressRuleOf } from './address-rule.ts'
import { guardedSend } from './guarded-send.ts'
import type { ProviderSubject } from './target.ts'
import { probeTls } from './tls-probe.ts'

/**
 * The provider behind a discovery document: a mock under its addresses, the sandbox under its real name, or any other
 * vendor's. Logins need a person there, so checks that need one stay untested.
 */
export function urlSubject(discoveryUrl: string, generation: Generation): ProviderSubject {
  const addresses = addressRuleOf(discoveryUrl)
  const environment = environmentAt(addresses.toReal(discoveryUrl))
  const label = environment ?? new URL(discoveryUrl).host
  const send = guardedSend()
  const api = environment && `${environments[environment].sites.products.url}/invoice-restapi/api/v1/merchants/me`
  const apiUrl = api === undefined ? {} : { apiUrl: addresses.toServed(api) }
  return {
    name: discoveryUrl,
    targets: [{ label, environment, generation, discoveryUrl, addresses, send, probeTls, ...apiUrl }],
    async [Symbol.asyncDispose]() {},
  }
}

/** The environment whose discovery document is at the real address. */
export function environmentAt(realUrl: string): EnvironmentName | undefined {
  return environmentNames.find((name) => {
    const { discovery, discoveryAlternative } = environments[name]
    return discovery.url === realUrl || discoveryAlternative.url === realUrl
  })
}
