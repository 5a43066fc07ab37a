import { MobilePayClient, NetworkError } from '@mobilepay-oidc/client'
import { redirectUri } from './give-consent.ts'
import type { ClientSetUp } from './messages.ts'
import { type OpenStore, openStore } from './open-store.ts'

/** Milliseconds for one request. A lease lives a little more than twice as long. */
export const timeoutMs = 5_000

export interface SoakClient {
  readonly client: MobilePayClient
  readonly store: OpenStore
}

/** @param offsetMs asked at each look at the clock */
export async function makeClient(setUp: ClientSetUp, instance: string, offsetMs: () => number): Promise<SoakClient> {
  const store = await openStore(setUp.store)
  const client = await persistently(() => discover(setUp, store, instance, offsetMs))
  return { client, store }
}

/** A machine that is at its limit may take its time to answer; a process that starts has nothing else to do. */
async function persistently<T>(work: () => Promise<T>, attempts = 5): Promise<T> {
  return work().catch((error: unknown) => {
    if (attempts > 1 && error instanceof NetworkError) return persistently(work, attempts - 1)
    throw error
  })
}

function discover(setUp: ClientSetUp, { store }: OpenStore, instance: string, offsetMs: () => number) {
  return MobilePayClient.discover({
    environment: {
      discoveryUrl: setUp.discoveryUrl,
      apiUrl: setUp.apiUrl,
      issuer: 'https://api.mobilepay.dk/merchant',
      allowHttpOnLoopback: true,
    },
    clientId: 'integrator',
    clientSecret: 'integrator-secret',
    redirectUri,
    store,
    sealingKeys: [setUp.sealingKey],
    timeoutMs,
    // A process hears of the world's time a little late, and a little is a lot where time runs so fast.
    clockToleranceSeconds: 300,
    now: () => Date.now() + offsetMs(),
    fetch: (input, init) => {
      const headers = new Headers(init?.headers)
      headers.set('user-agent', `soak/${instance}`)
      return fetch(input, { ...init, headers })
    },
  })
}

/** What an error means for the soak: its code, as far as it has one. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
