import { MobilePayClient } from '@mobilepay-oidc/client'
import { type Interception, interceptMobilePay } from '@mobilepay-oidc/mock-server/intercept'
import { test as base, expect } from 'vitest'

/** A mock for each test, in this process, in the place of MobilePay's hosts. */
const test = base.extend<{ mobilepay: Interception }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the pattern to learn what a fixture asks for
  mobilepay: async ({}, use) => {
    using mobilepay = await interceptMobilePay()
    await use(mobilepay)
  },
})

/** Stands for your own code, which knows of no mock: MobilePay's own environment, as in production. */
async function connect(merchantVat: string) {
  const client = await MobilePayClient.discover({
    environment: 'sandbox-dk',
    clientId: 'integrator',
    clientSecret: 'integrator-secret',
    redirectUri: 'http://127.0.0.1:7890/',
  })
  const consent = await client.startConsent({ merchantVat, scopes: ['invoice'], responseMode: 'fragment' })
  // Stands for the merchant's browser. The mock logs in and consents by itself.
  const answer = await fetch(consent.url, { redirect: 'manual' })
  const fragment = new URL(answer.headers.get('location') ?? '').hash.slice(1)
  const connection = await client.completeConsent(fragment, consent)
  return { client, connection }
}

test('a merchant connects, and is known to the API', async ({ mobilepay }) => {
  const { client, connection } = await connect('DK12345674')
  const me = await client.merchant(connection.merchantId).merchantsMe()
  expect(me.merchantId).toBe('aaaaaaaa-0000-4000-8000-000000000001')
  expect(mobilepay.world.journal.count({ endpoint: 'token' })).toBe(1)
})

test('one who was away for thirteen months has to consent again', async ({ mobilepay }) => {
  const { connection } = await connect('DK12345674')
  await mobilepay.control.world().clock.advance({ duration: 'P13M1D' })
  await expect(connection.refresh()).rejects.toMatchObject({ code: 'connection-needs-consent' })
})

test('a connection that breaks while tokens are on their way is no connection', async ({ mobilepay }) => {
  const target = { endpoint: 'token' } as const
  await mobilepay.control.world().faults.add({ fault: 'connection-reset', target, times: 10 })
  await expect(connect('DK12345674')).rejects.toMatchObject({ name: 'NetworkError' })
})
