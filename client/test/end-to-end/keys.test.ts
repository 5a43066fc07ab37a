import { afterEach, describe, expect, it, vi } from 'vitest'
import { callback, connect, me, Scene } from './support/scene.ts'

const request = { scopes: ['invoice'], merchantVat: 'DK12345674' } as const

/** The keys of the sandbox: one signs, and the next one is published beside it. */
function rotate({ mock }: Scene, times = 1, overlap = true): void {
  for (let time = 0; time < times; time += 1) mock.world.stage('sandbox').keys.rotate(overlap)
}

afterEach(() => {
  vi.useRealTimers()
})

describe('a change of the signing key', () => {
  it.each(['2024', '2018'] as const)('between callback and redemption, generation %s', async (generation) => {
    await using scene = await Scene.start({ generation })
    const client = await scene.client()
    const consent = await client.startConsent(request)
    const answer = await callback(consent)
    rotate(scene)
    const connection = await client.completeConsent(answer, consent)
    expect(await me(client, connection.id)).toEqual({ MerchantId: connection.merchantId })
  })

  it('between login and refresh, to the one that was published before', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const connection = await connect(client)
    rotate(scene)
    expect(await me(client, connection.id)).toEqual({ MerchantId: connection.merchantId })
    await connection.refresh()
    expect(await me(client, connection.id)).toEqual({ MerchantId: connection.merchantId })
    expect(scene.count('/jwks')).toBe(1)
  })

  it('to one that the client has not seen makes it look again, once', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const connection = await connect(client)
    rotate(scene, 2)
    await (await connection.refresh()).refresh()
    expect(await me(client, connection.id)).toEqual({ MerchantId: connection.merchantId })
    expect(scene.count('/jwks')).toBe(2)
  })

  it('without overlap makes the API refuse what the old one signed: one refresh mends it', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const connection = await connect(client)
    rotate(scene, 1, false)
    expect(await me(client, connection.id)).toEqual({ MerchantId: connection.merchantId })
    expect([scene.count('/me'), scene.count('/token')]).toEqual([2, 2])
  })

  it('to one that is unknown, just after another one was: refused for half a minute, and no consent is lost', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    await using scene = await Scene.start()
    const client = await scene.client()
    const connection = await connect(client)
    rotate(scene, 2, false)
    await connection.refresh()
    rotate(scene, 2, false)
    await expect(connection.refresh()).rejects.toMatchObject({ code: 'signing-key-unknown' })
    vi.setSystemTime(Date.now() + 31_000)
    await connection.refresh()
    expect(await me(client, connection.id)).toEqual({ MerchantId: connection.merchantId })
  })

  it('of production is none of the sandbox’s', async () => {
    await using scene = await Scene.start()
    const connection = await connect(await scene.client())
    scene.mock.world.stage('production').keys.rotate(false)
    expect((await connection.refresh()).merchantId).toBe(connection.id)
  })
})

describe('keys of another stage', () => {
  it('do not pass: a callback of production is refused by a sandbox client, though issuer and audience are the same', async () => {
    await using scene = await Scene.start()
    const sandbox = await scene.client()
    const production = await scene.client({ at: 'production-dk' })
    const consent = await sandbox.startConsent(request)
    const url = new URL(consent.url)
    const { origin, pathname } = new URL((await production.startConsent(request)).url)
    const foreign = await callback({ ...consent, url: `${origin}${pathname}${url.search}` })
    await expect(sandbox.completeConsent(foreign, consent)).rejects.toMatchObject({ code: 'signing-key-unknown' })
    expect(scene.count('/token')).toBe(0)
  })
})
