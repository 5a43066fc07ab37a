import { createClock } from '@mobilepay-oidc/mock-server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { callback, connect, me, Scene } from './support/scene.ts'

const merchantId = 'aaaaaaaa-0000-4000-8000-000000000001'
const minutes = 60_000
const days = 24 * 60 * minutes

// Time that passes for both: the client looks at the machine's clock, and so does the mock's where it was not moved.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T10:00:00Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

function pass(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds)
}

/** A mock whose clock differs from the client's by so many seconds. */
function startAhead(seconds: number): Promise<Scene> {
  return Scene.start({ clock: createClock(() => Date.now() + seconds * 1000) })
}

describe('time that passes', () => {
  it('refreshes by itself shortly before the access token expires, and not before that', async () => {
    await using scene = await startAhead(0)
    const client = await scene.client()
    await connect(client)
    pass(4 * minutes)
    await me(client, merchantId)
    expect(scene.count('/token')).toBe(1)
    pass(0.6 * minutes)
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
    expect(scene.count('/token')).toBe(2)
    pass(4 * minutes)
    await me(client, merchantId)
    expect([scene.count('/token'), scene.count('/me')]).toEqual([2, 3])
  })

  it.each([
    ['OneTime', 'integrator', 24],
    ['ReUse', 'integrator-reuse', 24],
  ] as const)('keeps a %s connection for years that is used once a month', async (_, clientId, months) => {
    await using scene = await startAhead(0)
    const client = await scene.client({ clientId })
    await connect(client)
    for (let month = 0; month < months; month += 1) {
      pass(30 * days)
      expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
    }
    expect(scene.count('/token')).toBe(1 + months)
  })

  it('loses a connection that lay unused for more than thirteen months', async () => {
    await using scene = await startAhead(0)
    const client = await scene.client()
    await connect(client)
    pass(395 * days)
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
    pass(397 * days)
    await expect(me(client, merchantId)).rejects.toMatchObject({ code: 'connection-needs-consent' })
  })

  it('lets a merchant take nearly half an hour for the consent, and no longer', async () => {
    await using scene = await startAhead(0)
    const client = await scene.client()
    const consents = [
      await client.startConsent({ scopes: ['invoice'] }),
      await client.startConsent({ scopes: ['invoice'] }),
    ]
    pass(29 * minutes)
    const [early, late] = await Promise.all(consents.map((consent) => callback(consent)))
    const [first, second] = consents
    if (!first || !second || !early || !late) throw new Error('There were two consents.')
    expect((await client.completeConsent(early, first)).merchantId).toBe(merchantId)
    pass(2 * minutes)
    await expect(client.completeConsent(late, second)).rejects.toMatchObject({ code: 'consent-expired' })
  })

  it('refuses a callback that lay about until its tokens expired', async () => {
    await using scene = await startAhead(0)
    const client = await scene.client()
    const consent = await client.startConsent({ scopes: ['invoice'] })
    const answer = await callback(consent)
    pass(6 * minutes)
    await expect(client.completeConsent(answer, consent)).rejects.toMatchObject({ code: 'id-token-time' })
    expect(scene.count('/token')).toBe(0)
  })
})

describe('clocks that differ', () => {
  it.each([-200, -29, -5, 5, 29])('by %i seconds do no harm', async (seconds) => {
    await using scene = await startAhead(seconds)
    const client = await scene.client()
    const connection = await connect(client)
    expect(await me(client, connection.id)).toEqual({ MerchantId: merchantId })
    await connection.refresh()
    expect(await me(client, connection.id)).toEqual({ MerchantId: merchantId })
  })

  it.each([-400, 60, 3600])('by %i seconds are named as the reason', async (seconds) => {
    await using scene = await startAhead(seconds)
    const client = await scene.client()
    await expect(connect(client)).rejects.toMatchObject({
      code: 'id-token-time',
      remedy: expect.stringMatching(/clock/i),
    })
    expect(scene.count('/token')).toBe(0)
  })

  it('drift apart, and the API refuses a token that looks good here: one refresh mends it', async () => {
    const clock = createClock(() => Date.now())
    await using scene = await Scene.start({ clock })
    const client = await scene.client({ refreshSkewSeconds: 0 })
    await connect(client)
    clock.advance(20_000)
    pass(5 * minutes - 10_000)
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
    expect([scene.count('/token'), scene.count('/me')]).toEqual([2, 2])
  })

  it('cost no consent: the successor of a one-time token is kept until the clocks agree again', async () => {
    const clock = createClock(() => Date.now())
    await using scene = await Scene.start({ clock })
    const client = await scene.client()
    const connection = await connect(client)
    clock.advance(6 * minutes)
    await expect(connection.refresh()).rejects.toMatchObject({ code: 'id-token-time' })
    pass(6 * minutes)
    clock.advance(-6 * minutes)
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
  })
})
