import { describe, expect, it } from 'vitest'
import type { MobilePayClient } from '../../src/index.ts'
import { connect, me, Scene } from './support/scene.ts'

const merchantId = 'aaaaaaaa-0000-4000-8000-000000000001'

/** A client that lets something happen once, after a refresh was answered and before it hears the answer. */
function clientWhoseRefreshWaits(scene: Scene, meanwhile: () => Promise<unknown>): Promise<MobilePayClient> {
  let happened = false
  return scene.client({
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      const refreshes = init?.body instanceof URLSearchParams && init.body.get('grant_type') === 'refresh_token'
      if (refreshes && !happened) {
        happened = true
        await meanwhile()
      }
      return response
    },
  })
}

describe('while a refresh is under way', () => {
  it('a new consent is stored, and the refresh does not undo it', async () => {
    await using scene = await Scene.start()
    const other = await scene.client()
    const client = await clientWhoseRefreshWaits(scene, () => connect(other, { scopes: ['invoice', 'subscriptions'] }))
    const old = await connect(other)
    const refreshed = await (await client.merchant(old.id).connection()).refresh()
    expect(refreshed.scopes).toContain('subscriptions')
    expect((await (await scene.connections()).get(merchantId))?.connection.scopes).toContain('subscriptions')
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
  })

  it('the connection is deleted, and stays so', async () => {
    await using scene = await Scene.start()
    const connections = await scene.connections()
    const client = await clientWhoseRefreshWaits(scene, () => connections.delete(merchantId))
    const connection = await connect(client)
    await expect(connection.refresh()).rejects.toMatchObject({ code: 'connection-unknown' })
    expect(await connections.get(merchantId)).toBeUndefined()
  })

  it('the consent is taken back and given again, and the new one holds', async () => {
    await using scene = await Scene.start()
    const other = await scene.client()
    const client = await clientWhoseRefreshWaits(scene, async () => {
      await scene.mock.world.stage('sandbox').revokeGrants(old.subject)
      await connect(other)
    })
    const old = await connect(other)
    const refreshed = await (await client.merchant(old.id).connection()).refresh()
    expect((await refreshed.refresh()).merchantId).toBe(merchantId)
  })
})

describe('after a refresh', () => {
  it('a 401 that comes late, for the token before, makes no second one', async () => {
    await using scene = await Scene.start()
    const refreshed = Promise.withResolvers<void>()
    let calls = 0
    const client = await scene.client({
      fetch: async (input, init) => {
        const { pathname } = new URL(String(input))
        scene.sent.push(pathname)
        const isLate = pathname.endsWith('/me') && ++calls === 2
        const response = await fetch(input, init)
        if (isLate) await refreshed.promise
        return response
      },
    })
    await connect(client)
    scene.mock.world.stage('sandbox').keys.rotate(false)
    const [early, late] = [me(client, merchantId), me(client, merchantId)]
    expect(await early).toEqual({ MerchantId: merchantId })
    refreshed.resolve()
    expect(await late).toEqual({ MerchantId: merchantId })
    expect([scene.count('/token'), scene.count('/me')]).toEqual([2, 4])
  })
})
