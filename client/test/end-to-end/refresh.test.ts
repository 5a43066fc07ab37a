import { describe, expect, it } from 'vitest'
import { tokensOf } from '../support/stored.ts'
import { connect, me, mePath, Scene } from './support/scene.ts'

const merchantId = 'aaaaaaaa-0000-4000-8000-000000000001'

async function storedTokens(scene: Scene, clientId?: string) {
  const connections = await scene.connections({ ...(clientId !== undefined && { clientId }) })
  return tokensOf((await connections.get(merchantId))?.connection)
}

describe('refresh tokens', () => {
  it.each([
    ['OneTime', 'integrator', '2024'],
    ['OneTime', 'integrator', '2018'],
    ['ReUse', 'integrator-reuse', '2024'],
    ['ReUse', 'integrator-reuse', '2018'],
  ] as const)('%s (%s, generation %s) refresh again and again', async (usage, clientId, generation) => {
    await using scene = await Scene.start({ generation })
    const client = await scene.client({ clientId })
    let connection = await connect(client)
    const seen = [(await storedTokens(scene, clientId)).refreshToken]
    for (let round = 0; round < 3; round += 1) {
      connection = await connection.refresh()
      seen.push((await storedTokens(scene, clientId)).refreshToken)
    }
    expect(new Set(seen).size).toBe(usage === 'OneTime' ? 4 : 1)
    expect(await me(client, connection.id)).toEqual({ MerchantId: merchantId })
  })

  it('are spent by the first of two processes with copies of a store; the other has to ask the merchant again', async () => {
    await using scene = await Scene.start()
    await connect(await scene.client())
    const connections = await scene.connections()
    const stale = await connections.get(merchantId)
    await (await (await scene.client()).merchant(merchantId).connection()).refresh()
    if (stale) await connections.save(stale.connection)
    const connection = await (await scene.client()).merchant(merchantId).connection()
    const details = { reason: 'refused-by-provider' }
    await expect(connection.refresh()).rejects.toMatchObject({ code: 'connection-needs-consent', details })
  })
})

describe('many at once', () => {
  it('8 fetches whose token is about to expire make one refresh of a one-time token', async () => {
    await using scene = await Scene.start()
    await connect(await scene.client())
    const hurried = await scene.client({ refreshSkewSeconds: 300 })
    const answers = await Promise.all(Array.from({ length: 8 }, () => me(hurried, merchantId)))
    expect(answers).toEqual(Array(8).fill({ MerchantId: merchantId }))
    expect([scene.count('/token'), scene.count('/me')]).toEqual([2, 8])
  })

  it('8 fetches that get 401 make one refresh', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    await connect(client)
    const connections = await scene.connections()
    const stored = (await connections.get(merchantId))?.connection
    const tokens = tokensOf(stored)
    const broken = { ...tokens, accessToken: `${tokens.accessToken}x` }
    if (stored?.status === 'active') await connections.save({ ...stored, tokens: broken })
    const answers = await Promise.all(Array.from({ length: 8 }, () => me(client, merchantId)))
    expect(answers).toEqual(Array(8).fill({ MerchantId: merchantId }))
    expect([scene.count('/token'), scene.count('/me')]).toEqual([2, 16])
  })

  it('8 refreshes of one connection are one', async () => {
    await using scene = await Scene.start()
    const connection = await connect(await scene.client())
    await Promise.all(Array.from({ length: 8 }, () => connection.refresh()))
    expect(scene.count('/token')).toBe(2)
  })

  it('two merchants are refreshed beside each other', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const connections = [
      await connect(client, { merchantVat: 'DK99000007' }),
      await connect(client, { merchantVat: 'DK99024690' }),
    ]
    const refreshed = await Promise.all(connections.map((connection) => connection.refresh()))
    expect(refreshed.map(({ merchantVat }) => merchantVat)).toEqual(['DK99000007', 'DK99024690'])
    expect(scene.count('/token')).toBe(4)
  })
})

describe('a consent that was taken back', () => {
  it('ends the refreshing, not the access token; a new consent mends it', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const connection = await connect(client)
    await scene.mock.world.stage('sandbox').revokeGrants(connection.subject)
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })

    await expect(connection.refresh()).rejects.toMatchObject({
      name: 'ProtocolError',
      code: 'connection-needs-consent',
    })
    const before = scene.sent.length
    await expect(me(client, merchantId)).rejects.toMatchObject({ code: 'connection-needs-consent' })
    await expect(connection.refresh()).rejects.toMatchObject({ code: 'connection-needs-consent' })
    expect(scene.sent).toHaveLength(before)

    await connect(client)
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
  })

  it('is found out by the API’s 401 where MobilePay refuses the access token too', async () => {
    await using scene = await Scene.start({ switches: { accessTokenAfterRevocation: 'refused' } })
    const client = await scene.client()
    const { subject } = await connect(client)
    await scene.mock.world.stage('sandbox').revokeGrants(subject)
    await expect(me(client, merchantId)).rejects.toMatchObject({ code: 'connection-needs-consent' })
    expect([scene.count('/me'), scene.count('/token')]).toEqual([1, 2])
  })

  it('of one stage leaves the other alone', async () => {
    await using scene = await Scene.start()
    const client = await scene.client({ at: 'production-dk' })
    const connection = await connect(client)
    await scene.mock.world.stage('sandbox').revokeGrants(connection.subject)
    expect((await connection.refresh()).merchantId).toBe(merchantId)
  })
})

describe('401', () => {
  it('that a refresh does not mend is an error after two attempts', async () => {
    await using scene = await Scene.start({ switches: { ibmHeadersRequired: true } })
    const client = await scene.client()
    await connect(client)
    await expect(me(client, merchantId)).rejects.toMatchObject({ code: 'api-unauthorized' })
    expect([scene.count('/me'), scene.count('/token')]).toEqual([2, 2])
  })

  it('for want of the developer portal’s pair is mended by apiCredentials', async () => {
    await using scene = await Scene.start({ switches: { ibmHeadersRequired: true } })
    const client = await scene.client({ apiCredentials: { clientId: 'app', clientSecret: 'app-secret' } })
    await connect(client)
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
    expect(scene.count('/token')).toBe(1)
  })

  it('can not be provoked for a path that the API does not have', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    await connect(client)
    expect((await client.merchant(merchantId).fetch(mePath.replace('me', 'nobody'))).status).toBe(404)
  })
})
