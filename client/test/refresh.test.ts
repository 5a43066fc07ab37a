import { describe, expect, it, vi } from 'vitest'
import { MemoryStore } from '../src/index.ts'
import { leaseLifeMs } from '../src/refresh/lease-life.ts'
import { connect, discover, useSimulator } from './support/harness.ts'
import { type Claims, halfHash } from './support/sign.ts'
import { mePath, merchantId } from './support/simulator.ts'
import { Recorder, storedIn, tokensOf } from './support/stored.ts'

const held = useSimulator()

function expire() {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(Date.now() + 301_000)
}

const tokenRequests = () => held.mobilepay.count('/connect/token')

describe('refresh', () => {
  it.each(['OneTime', 'ReUse'])('goes on and on with %s refresh tokens', async (usage) => {
    held.mobilepay.reuse = usage === 'ReUse'
    const store = new Recorder()
    const { client, connection } = await connect(held.mobilepay, { store })
    const renewed = await connection.refresh()
    await renewed.refresh()
    const written = (await store.written()).map(tokensOf)
    expect(new Set(written.map(({ refreshToken }) => refreshToken)).size).toBe(usage === 'ReUse' ? 1 : 3)
    expect(new Set(written.map(({ accessToken }) => accessToken)).size).toBe(3)
    await expect(client.merchant(merchantId).fetch(mePath)).resolves.toHaveProperty('status', 200)
  })

  it('sends grant_type, refresh_token and credentials, and no verifier, scope or redirect URI', async () => {
    const { connection } = await connect(held.mobilepay)
    await connection.refresh()
    const names = [...new URLSearchParams(held.mobilepay.seen.at(-1)?.body).keys()].sort()
    expect(names).toEqual(['client_id', 'client_secret', 'grant_type', 'refresh_token'])
  })

  it('happens once for eight callers of an expired token', async () => {
    const { client } = await connect(held.mobilepay)
    expire()
    const merchant = client.merchant(merchantId)
    const answers = await Promise.all(Array.from({ length: 8 }, () => merchant.fetch(mePath)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(tokenRequests()).toBe(2)
    const used = held.mobilepay.seen.filter(({ url }) => url.pathname === mePath)
    expect(new Set(used.map(({ headers }) => headers.get('authorization'))).size).toBe(1)
  })

  it('happens with skew before expiry, and not on every call', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { client } = await connect(held.mobilepay)
    await client.merchant(merchantId).fetch(mePath)
    vi.setSystemTime(Date.now() + 265_000)
    await client.merchant(merchantId).fetch(mePath)
    expect(tokenRequests()).toBe(1)
    vi.setSystemTime(Date.now() + 10_000)
    await client.merchant(merchantId).fetch(mePath)
    expect(tokenRequests()).toBe(2)
  })

  it('stores the new pair before anybody uses it', async () => {
    const store = new Recorder()
    const { client } = await connect(held.mobilepay, { store })
    expire()
    const stored: boolean[] = []
    held.mobilepay.faults.apiReply = async (authorization) => {
      stored.push(authorization === `Bearer ${tokensOf(await storedIn(store)).accessToken}`)
      return [200, {}]
    }
    await client.merchant(merchantId).fetch(mePath)
    expect(stored).toEqual([true])
    expect((await store.written()).map(({ status }) => status)).toEqual(['active', 'refreshing', 'active'])
  })

  it('marks the connection once at invalid_grant, and asks no more', async () => {
    const store = new Recorder()
    const { client, connection } = await connect(held.mobilepay, { store })
    held.mobilepay.faults.tokenReply = [400, { error: 'invalid_grant' }]
    expire()
    const merchant = client.merchant(merchantId)
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => merchant.fetch(mePath)))
    for (const outcome of [
      ...outcomes,
      ...(await Promise.allSettled([merchant.fetch(mePath), connection.refresh()])),
    ]) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'connection-needs-consent' } })
    }
    expect((await store.written()).map(({ status }) => status)).toEqual(['active', 'refreshing', 'needs-consent'])
    expect(tokenRequests()).toBe(2)
    expect(held.mobilepay.count('/me')).toBe(0)
  })

  it('takes the pair that another process has stored meanwhile', async () => {
    const store = new MemoryStore()
    const { client } = await connect(held.mobilepay, { store })
    const other = (await discover({ store })).merchant(merchantId)
    expire()
    const connection = await other.connection()
    // The first one stands still until its lease is over, and finds the one-time token used by the other one then.
    held.mobilepay.beforeToken = async () => {
      held.mobilepay.beforeToken = undefined
      vi.setSystemTime(Date.now() + leaseLifeMs({ timeoutMs: 10_000 }))
      await connection.refresh()
    }
    await expect(client.merchant(merchantId).fetch(mePath)).resolves.toHaveProperty('status', 200)
    expect(tokenRequests()).toBe(3)
    expect((await storedIn(store))?.status).toBe('active')
  })

  it('keeps the connection through an outage', async () => {
    const { client } = await connect(held.mobilepay)
    expire()
    held.mobilepay.faults.tokenReply = [503, {}]
    await expect(client.merchant(merchantId).fetch(mePath)).rejects.toMatchObject({ code: 'service-unavailable' })
    held.mobilepay.faults = {}
    await expect(client.merchant(merchantId).fetch(mePath)).resolves.toHaveProperty('status', 200)
  })

  it('saves the one-time successor when the keys to check its ID token are out of reach', async () => {
    const { client } = await connect(held.mobilepay)
    expire()
    held.mobilepay.signer = held.mobilepay.otherKey
    held.mobilepay.faults.jwksReply = () => (tokenRequests() > 1 ? [503, {}] : undefined)
    await expect(client.merchant(merchantId).fetch(mePath)).rejects.toMatchObject({ code: 'service-unavailable' })
    held.mobilepay.faults = {}
    held.mobilepay.published = [held.mobilepay.otherKey]
    await expect(client.merchant(merchantId).fetch(mePath)).resolves.toHaveProperty('status', 200)
  })

  it('saves it when the new key is not published yet, or the clock is wrong here', async () => {
    const { client, connection } = await connect(held.mobilepay)
    held.mobilepay.signer = held.mobilepay.otherKey
    await expect(connection.refresh()).rejects.toMatchObject({ code: 'signing-key-unknown' })
    held.mobilepay.signer = held.mobilepay.key
    held.mobilepay.faults.back = (claims) => ({ ...claims, exp: 1 })
    await expect(connection.refresh()).rejects.toMatchObject({ code: 'id-token-time' })
    held.mobilepay.faults = {}
    await expect(connection.refresh()).resolves.toBeDefined()
    await expect(client.merchant(merchantId).fetch(mePath)).resolves.toHaveProperty('status', 200)
  })
})

describe('a refreshed token', () => {
  it.each<[string, string, (claims: Claims) => Claims]>([
    ['another sub', 'id-tokens-differ', (c) => ({ ...c, sub: 'other' })],
    ['another issuer', 'id-token-issuer', (c) => ({ ...c, iss: 'https://evil.example' })],
    ['another audience', 'id-token-audience', (c) => ({ ...c, aud: 'other' })],
    ['another nonce', 'id-tokens-differ', (c) => ({ ...c, nonce: 'other' })],
    ['another azp', 'id-token-audience', (c) => ({ ...c, azp: 'other' })],
    ['another auth_time', 'id-tokens-differ', (c) => ({ ...c, auth_time: 1 })],
    ['the hash of another access token', 'id-token-access-token-hash', (c) => ({ ...c, at_hash: halfHash('x') })],
  ])('is refused with an ID token of %s', async (_, code, change) => {
    const store = new Recorder()
    const { connection } = await connect(held.mobilepay, { store })
    held.mobilepay.faults.back = change
    await expect(connection.refresh()).rejects.toMatchObject({ code, details: { idToken: 'refresh' } })
    const [before, ...after] = await store.written()
    expect(after.map(tokensOf)).toEqual([tokensOf(before), tokensOf(before)])
    expect(after.at(-1)).toMatchObject({ status: 'refreshing', attempt: { endedWith: code } })
  })

  it('is accepted without an ID token, and keeps the refresh token where none comes back', async () => {
    const store = new Recorder()
    const { connection } = await connect(held.mobilepay, { store })
    held.mobilepay.faults.token = ({ id_token, refresh_token, ...body }) => body
    await connection.refresh()
    const [before, , after] = await store.written()
    expect(tokensOf(after).refreshToken).toBe(tokensOf(before).refreshToken)
    expect(tokensOf(after).accessToken).not.toBe(tokensOf(before).accessToken)
  })

  it.each([
    ['another merchant', { merchant_id: 'other' }],
    ['another VAT number than the consent was for', { merchant_vat: 'DK99000007' }],
  ])('is refused for %s', async (_, changes) => {
    const { connection } = await connect(held.mobilepay)
    held.mobilepay.faults.access = (c) => ({ ...c, ...changes })
    await expect(connection.refresh()).rejects.toMatchObject({ code: 'merchant-mismatch' })
  })
})
