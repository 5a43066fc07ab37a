import nock from 'nock'
import { afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { MobilePayClient, type MobilePayClientOptions, type StartedConsent } from '../../src/index.ts'
import { clientId, clientSecret, Simulator } from './simulator.ts'

export const redirectUri = 'https://integrator.example/callback'

export const options: MobilePayClientOptions = { environment: 'sandbox-dk', clientId, clientSecret, redirectUri }

/** A fresh simulator for each test, with the same keys; read it inside the tests only. */
export function useSimulator(): { readonly mobilepay: Simulator } {
  let keys: Simulator
  const held: { mobilepay: Simulator } = { mobilepay: undefined as unknown as Simulator }
  beforeAll(async () => {
    keys = await Simulator.start()
  })
  beforeEach(() => {
    held.mobilepay = new Simulator(keys.key, keys.otherKey)
    held.mobilepay.listen()
  })
  afterEach(() => {
    nock.cleanAll()
    vi.useRealTimers()
  })
  return held
}

export function discover(changes: Partial<MobilePayClientOptions> = {}): Promise<MobilePayClient> {
  return MobilePayClient.discover({ ...options, ...changes })
}

export function startInvoice(client: MobilePayClient): Promise<StartedConsent> {
  return client.startConsent({ merchantVat: 'DK12345674', scopes: ['invoice'] })
}

/** The cross-site POST that form_post makes the browser send. */
export function formPost(body: URLSearchParams | string, init: RequestInit = {}): Request {
  return new Request(redirectUri, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: body.toString(),
    ...init,
  })
}

/** A client, and a connection made with it. */
export async function connect(mobilepay: Simulator, changes: Partial<MobilePayClientOptions> = {}) {
  const client = await discover(changes)
  const consent = await startInvoice(client)
  const connection = await client.completeConsent(formPost(await mobilepay.authorize(consent.url)), consent)
  return { client, connection }
}
