import { type EnvironmentName, environments } from '@mobilepay-oidc/fixtures'
import type { MockWorld } from '../../../src/index.ts'
import { Browser } from './browser.ts'
import type { Http } from './http.ts'
import type { Observation } from './observation.ts'

/** A world that is looked at, and where it is written down. */
export interface Scene {
  readonly world: MockWorld
  readonly http: Http
  readonly observation: Observation
}

export type Endpoint = keyof (typeof environments)['sandbox-dk']['endpoints']

/** The address of an endpoint by the address rule; the discovery document is not asked, since it may lie. */
export function addressOf({ world }: Scene, endpoint: Endpoint, environment: EnvironmentName = 'sandbox-dk'): string {
  return environments[environment].endpoints[endpoint].url.replace('https://', `${world.url}/`)
}

export function apiAddress({ world }: Scene, environment: EnvironmentName = 'sandbox-dk'): string {
  return `${world.environments[environment].apiUrl}/invoice-restapi/api/v1/merchants/me`
}

export function newBrowser({ http, world }: Scene): Browser {
  return new Browser(http, world.url)
}

/** Does something later in the world, whose clock stands still before and after. */
export async function later<Result>({ world }: Scene, seconds: number, act: () => Promise<Result>): Promise<Result> {
  const { clock } = world.world
  clock.advance(seconds * 1000)
  try {
    return await act()
  } finally {
    clock.advance(-seconds * 1000)
  }
}
