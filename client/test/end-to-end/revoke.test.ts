import { describe, expect, it } from 'vitest'
import { connect, me, Scene } from './support/scene.ts'

const merchantId = 'aaaaaaaa-0000-4000-8000-000000000001'

async function refreshTokenIsAlive(scene: Scene, token: string): Promise<boolean> {
  const engine = await scene.mock.world.stage('sandbox').engine()
  return engine.find('RefreshToken', token) !== undefined
}

async function storedRefreshToken(scene: Scene): Promise<string> {
  const kept = await (await scene.connections()).get(merchantId)
  if (!kept || kept.connection.status === 'needs-consent') throw new Error('There are no tokens.')
  return kept.connection.tokens.refreshToken ?? ''
}

describe('revoking a connection', () => {
  it('ends its refresh token at MobilePay and deletes it', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const connection = await connect(client)
    const token = await storedRefreshToken(scene)
    await connection.revoke()
    expect(await refreshTokenIsAlive(scene, token)).toBe(false)
    expect(await client.connections()).toEqual([])
    await expect(me(client, merchantId)).rejects.toMatchObject({ code: 'connection-unknown' })
    expect(scene.count('/me')).toBe(0)
    await connect(client)
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
  })

  it('loses nothing while MobilePay can not be reached, and may be repeated', async () => {
    await using scene = await Scene.start()
    let offline = true
    const client = await scene.client({
      fetch: (input, init) => {
        if (offline && String(input).endsWith('/revocation')) throw new TypeError('fetch failed')
        return fetch(input, init)
      },
    })
    const connection = await connect(client)
    await expect(connection.revoke()).rejects.toMatchObject({ name: 'NetworkError', code: 'request-failed' })
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
    offline = false
    await connection.revoke()
    expect(await client.connections()).toEqual([])
  })

  it.each([429, 500, 503])('and nothing when it answers %i', async (status) => {
    await using scene = await Scene.start()
    const client = await scene.client({
      fetch: async (input, init) =>
        String(input).endsWith('/revocation') ? new Response('', { status }) : fetch(input, init),
    })
    const connection = await connect(client)
    await expect(connection.revoke()).rejects.toMatchObject({ code: 'service-unavailable', details: { status } })
    expect(await me(client, merchantId)).toEqual({ MerchantId: merchantId })
  })

  it('is refused with the wrong secret, and says so', async () => {
    await using scene = await Scene.start()
    await connect(await scene.client())
    const wrong = await scene.client({ clientSecret: 'wrong' })
    const connection = await wrong.connection(merchantId)
    await expect(connection.revoke()).rejects.toMatchObject({ code: 'client-credentials-refused' })
    expect(await refreshTokenIsAlive(scene, await storedRefreshToken(scene))).toBe(true)
  })

  it('waits for a refresh that is under way, and revokes what it brings', async () => {
    await using scene = await Scene.start()
    const connection = await connect(await scene.client())
    const issued: string[] = []
    const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slow = await scene.client({
      fetch: async (input, init) => {
        const response = await fetch(input, init)
        if (String(input).endsWith('/token')) {
          const { refresh_token } = (await response.clone().json()) as { readonly refresh_token: string }
          issued.push(refresh_token)
          asked.resolve()
          await answered.promise
        }
        return response
      },
    })
    const refreshing = (await slow.connection(merchantId)).refresh()
    await asked.promise
    const revoking = connection.revoke()
    answered.resolve()
    await refreshing
    await revoking
    expect(await (await scene.connections()).get(merchantId)).toBeUndefined()
    expect(await Promise.all(issued.map((token) => refreshTokenIsAlive(scene, token)))).toEqual([false])
    await expect(refreshing.then((refreshed) => refreshed.refresh())).rejects.toMatchObject({
      code: 'connection-unknown',
    })
  })

  it('of one that needs a new consent makes no request', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const connection = await connect(client)
    await scene.mock.world.stage('sandbox').revokeGrants(connection.subject)
    await expect(connection.refresh()).rejects.toMatchObject({ code: 'connection-needs-consent' })
    const sent = scene.sent.length
    await connection.revoke()
    expect(scene.sent).toHaveLength(sent)
    expect(await client.connections()).toEqual([])
  })
})
