import { describe, expect, it } from 'vitest'
import { connect, me, Scene } from './support/scene.ts'

const places = [
  ['sandbox-dk', 'DK12345674', 'aaaaaaaa-0000-4000-8000-000000000001'],
  ['sandbox-fi', 'FI99000114', 'bbbbbbbb-0000-4000-8000-000000000001'],
  ['production-dk', 'DK12345674', 'aaaaaaaa-0000-4000-8000-000000000001'],
  ['production-fi', 'FI99000114', 'bbbbbbbb-0000-4000-8000-000000000001'],
] as const

const ways = places.flatMap((place) =>
  (['2024', '2018'] as const).flatMap((generation) =>
    (['form_post', 'fragment'] as const).map((responseMode) => [...place, generation, responseMode] as const),
  ),
)

describe('the whole path against the mock', () => {
  it.each(ways)('%s, %s (%s), generation %s, %s', async (at, merchantVat, merchantId, generation, responseMode) => {
    await using scene = await Scene.start({ generation })
    const client = await scene.client({ at })
    const connection = await connect(client, { merchantVat, responseMode })
    expect(connection).toMatchObject({ id: merchantId, merchantId, merchantVat, warnings: [] })
    expect(connection.scopes.toSorted()).toEqual(['invoice', 'offline_access', 'openid'])
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })

    const refreshed = await connection.refresh()
    expect(refreshed).toMatchObject({ merchantId, merchantVat, scopes: connection.scopes, subject: connection.subject })
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
    expect([scene.count('/jwks'), scene.count('/token'), scene.count('/me')]).toEqual([1, 2, 2])
  })

  it('keeps countries, stages and generations apart in one process', async () => {
    await using old = await Scene.start({ generation: '2018' })
    await using scene = await Scene.start()
    const clients = await Promise.all([
      scene.client(),
      old.client({ at: 'production-fi' }),
      scene.client({ at: 'sandbox-fi' }),
    ])
    const requests = [{}, { merchantVat: 'FI99011227' }, { merchantVat: 'FI99000114' }]
    const connections = await Promise.all(clients.map((client, index) => connect(client, requests[index])))
    expect(connections.map(({ merchantVat }) => merchantVat)).toEqual(['DK12345674', 'FI99011227', 'FI99000114'])
  })
})

describe('a connection belongs to where it was made', () => {
  it('survives the process in its store', async () => {
    await using scene = await Scene.start()
    const { id } = await connect(await scene.client())
    const later = await scene.client()
    expect((await (await later.merchant(id).connection()).refresh()).merchantId).toBe(id)
    expect(await me(later, id)).toEqual({ MerchantId: id })
  })

  it.each([
    ['the other stage', { at: 'production-dk' }],
    ['the other country', { at: 'sandbox-fi' }],
    ['another client', { clientId: 'integrator-reuse' }],
  ] as const)('sends nothing for a client of %s that shares the store', async (_, settings) => {
    await using scene = await Scene.start()
    const { id } = await connect(await scene.client())
    const other = await scene.client(settings)
    const before = scene.sent.length
    await expect(me(other, id)).rejects.toMatchObject({ code: 'connection-unknown' })
    expect(scene.sent).toHaveLength(before)
  })
})
