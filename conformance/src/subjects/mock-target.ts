import { type EnvironmentName, environments, type Generation } from '@mobilepay-oidc/fixtures'
import type { MockEnvironment } from '@mobilepay-oidc/mock-server'
import { type AddressRule, addressesBelow, realAddresses } from './address-rule.ts'
import { guardedSend } from './guarded-send.ts'
import type { Send } from './http.ts'
import { mockLab } from './mock-lab.ts'
import type { NetworkOptions } from './network-send.ts'
import { seededLogins } from './seeded-logins.ts'
import type { Target } from './target.ts'
import { probeTls, type TlsProbe, tlsProbe } from './tls-probe.ts'

/** A world of a mock, wherever that runs. */
export interface PlacedWorld {
  readonly name: string
  readonly url: string
  readonly environments: Readonly<Record<EnvironmentName, MockEnvironment>>
}

/** Where a mock takes commands. */
export interface MockPlace {
  /** Without a slash at the end, such as `http://localhost:4010`. */
  readonly url: string
  /** Asked for by mocks that are reachable from other machines. */
  readonly token?: string | undefined
}

/** How requests get to one environment of a world. */
export interface Reach {
  readonly discoveryUrl: string
  readonly apiUrl: string
  readonly addresses: AddressRule
  readonly send: Send
  readonly probeTls: TlsProbe
}

/**
 * A real `https://HOST/PATH` is at the world's address, followed by `/HOST/PATH`. What takes commands as a mock is one's
 * own, on whatever host its container is reached, and is asked without pauses.
 */
export function belowItsAddress({ url, environments }: PlacedWorld, environment: EnvironmentName): Reach {
  const { discoveryUrl, apiUrl } = environments[environment]
  return { discoveryUrl, apiUrl, addresses: addressesBelow(url), send: guardedSend({ isOwn: true }), probeTls }
}

/**
 * Real addresses, unchanged, over TLS.
 * @param network where the names lead, and which authority is trusted
 * @param send by default straight to where the names lead
 */
export function underRealNames(environment: EnvironmentName, network: NetworkOptions, send?: Send): Reach {
  const { discovery, sites } = environments[environment]
  return {
    discoveryUrl: discovery.url,
    apiUrl: sites.products.url,
    addresses: realAddresses,
    send: send ?? guardedSend(network),
    probeTls: tlsProbe(network),
  }
}

/** One environment in a world of a mock; its time, keys, clients and consents are changed by commands over HTTP. */
export function mockTarget(
  { url, token }: MockPlace,
  world: string,
  environment: EnvironmentName,
  generation: Generation,
  { apiUrl, ...reach }: Reach,
): Target {
  const logins = seededLogins(environment)
  const worldUrl = `${url}/_mock/worlds/${encodeURIComponent(world)}`
  const lab = mockLab(worldUrl, environments[environment].stage, logins, token)
  return {
    label: environment,
    environment,
    generation,
    ...reach,
    login: logins.main,
    apiUrl: `${apiUrl}/invoice-restapi/api/v1/merchants/me`,
    rotateKeys: () => lab.rotateKeys(true),
    lab,
  }
}
