import { describe, expect, expectTypeOf, it } from 'vitest'
import type { Connection, ConnectionWithoutMerchant, MerchantConnection } from '../../src/index.ts'
import { callback, connect, me, mePath, Scene } from './support/scene.ts'

const merchantId = 'aaaaaaaa-0000-4000-8000-000000000001'

describe('a connection', () => {
  it('of a merchant can be called with', async () => {
    await using scene = await Scene.start()
    const connection = await connect(await scene.client())
    if (connection.merchantId === undefined) throw new Error('There is a merchant.')
    expect(await (await connection.fetch(mePath)).json()).toEqual({ MerchantId: merchantId })
    expect(connection.allows('invoice')).toBe(true)
    expect(connection.allows('subscriptions')).toBe(false)
  })

  it('without a merchant can not, as its type says', async () => {
    expectTypeOf<MerchantConnection>().toHaveProperty('fetch')
    expectTypeOf<ConnectionWithoutMerchant>().not.toHaveProperty('fetch')
    expectTypeOf<Connection>().not.toHaveProperty('fetch')
    expectTypeOf<Connection & { merchantId: string }>().toHaveProperty('fetch')
    await using scene = await Scene.start({ switches: { missingMerchantVat: 'none' } })
    const client = await scene.client()
    const consent = await client.startConsent({ scopes: ['invoice'], loginHint: 'bo@butikker.example' })
    const connection = await client.completeConsent(await callback(consent), consent)
    expect(connection).not.toHaveProperty('fetch')
    expect(await client.connections()).toMatchObject([{ id: connection.id, merchantId: undefined, status: 'active' }])
  })

  it('lists itself among the others of its client', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    await connect(client, { merchantVat: 'DK99024690' })
    await connect(client, { merchantVat: 'DK12345674' })
    await connect(await scene.client({ clientId: 'integrator-reuse' }), { merchantVat: 'DK99000007' })
    const connections = await client.connections()
    expect(connections.map(({ merchantVat }) => merchantVat)).toEqual(['DK12345674', 'DK99024690'])
    expect(connections.map(({ status }) => status)).toEqual(['active', 'active'])
  })
})

describe('a thousand callers', () => {
  it('of an expired token make one token request', async () => {
    await using scene = await Scene.start()
    await connect(await scene.client())
    const now = () => Date.now() + 301_000
    scene.mock.world.clock.advance(301_000)
    const client = await scene.client({
      now,
      // The API answers at once: what counts is who asks for tokens.
      fetch: (input, init) => {
        const { pathname } = new URL(String(input))
        scene.sent.push(pathname)
        return pathname === mePath ? Promise.resolve(Response.json({})) : fetch(input, init)
      },
    })
    const merchant = client.merchant(merchantId)
    const before = scene.count('/token')
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => merchant.fetch(mePath)))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(scene.count('/token') - before).toBe(1)
  })

  it('in eight processes that share the store make one as well', async () => {
    await using scene = await Scene.start()
    await connect(await scene.client())
    scene.mock.world.clock.advance(301_000)
    const clients = await Promise.all(
      Array.from({ length: 8 }, () => scene.client({ now: () => Date.now() + 301_000 })),
    )
    const before = scene.count('/token')
    const calls = clients.flatMap((client) => Array.from({ length: 20 }, () => me(client, merchantId)))
    expect(new Set((await Promise.all(calls)).map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(scene.count('/token') - before).toBe(1)
  })
})

describe('what another process does', () => {
  it('is seen when the seconds are over for which a fresh token is taken from memory', async () => {
    await using scene = await Scene.start()
    let passed = 0
    const client = await scene.client({ now: () => Date.now() + passed, connectionCacheSeconds: 5 })
    await connect(client)
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
    await (await (await scene.client()).connection(merchantId)).revoke()
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
    passed = 5_000
    await expect(me(client, merchantId)).rejects.toMatchObject({ code: 'connection-unknown' })
  })

  it('is seen at once with 0', async () => {
    await using scene = await Scene.start()
    const client = await scene.client({ connectionCacheSeconds: 0 })
    await connect(client)
    await me(client, merchantId)
    await (await (await scene.client()).connection(merchantId)).revoke()
    await expect(me(client, merchantId)).rejects.toMatchObject({ code: 'connection-unknown' })
  })
})
