import { clients, type EnvironmentName, environments, type Merchant, merchants } from '@mobilepay-oidc/fixtures'
import { type MockServer, startMockServer } from '@mobilepay-oidc/mock-server'
import { addressesBelow } from '../subjects/address-rule.ts'
import { Browser } from './browser.ts'
import { type CallbackServer, startCallbackServer } from './callback-server.ts'
import { Lens } from './lens.ts'
import type { DemoOptions } from './options.ts'
import { Recorder } from './recorder.ts'

/** Everything that the demo plays with: a mock, an integrator, a browser, and somebody who watches. */
export interface Stage extends AsyncDisposable {
  readonly mock: MockServer
  readonly integrator: CallbackServer
  readonly browser: Browser
  readonly recorder: Recorder
  /** How everything is shown. */
  readonly lens: Lens
}

export async function setStage({ generation }: Pick<DemoOptions, 'generation'>): Promise<Stage> {
  const integrator = await startCallbackServer()
  const registered = clients.map((client) => ({ ...client, redirectUris: [integrator.redirectUri] }))
  const mock = await startMockServer({ consent: 'auto', generation, clients: registered })
  const lens = new Lens(addressesBelow(mock.url))
  const recorder = new Recorder(lens)
  return {
    mock,
    integrator,
    browser: new Browser(recorder.fetchAs('browser')),
    recorder,
    lens,
    async [Symbol.asyncDispose]() {
      await mock.close()
      await integrator[Symbol.asyncDispose]()
    },
  }
}

/** The seeded merchant who consents: the first one of the country. */
export function merchantOf(environment: EnvironmentName): Merchant {
  const merchant = merchants.find(({ country }) => country === environments[environment].country)
  if (!merchant) throw new TypeError(`The seeds have no merchant for ${environment}.`)
  return merchant
}
