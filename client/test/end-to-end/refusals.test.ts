import { describe, expect, it } from 'vitest'
import { MemoryStore } from '../../src/index.ts'
import { callback, connect, Scene } from './support/scene.ts'

const request = { scopes: ['invoice'], merchantVat: 'DK12345674' } as const

describe('one callback, one redemption', () => {
  it('a callback that comes again is refused here', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const consent = await client.startConsent(request)
    const answer = await callback(consent)
    await client.completeConsent(answer.clone(), consent)
    await expect(client.completeConsent(answer, consent)).rejects.toMatchObject({ code: 'state-already-used' })
    expect(scene.count('/token')).toBe(1)
  })

  it('a callback that comes again to another process that shares the store is refused there', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const consent = await client.startConsent(request)
    const answer = await callback(consent)
    await client.completeConsent(answer.clone(), consent)
    const again = (await scene.client()).completeConsent(answer, consent)
    await expect(again).rejects.toMatchObject({ code: 'state-already-used' })
    expect(scene.count('/token')).toBe(1)
  })

  it('to one that does not, it is refused by MobilePay, and the connection stays', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const consent = await client.startConsent(request)
    const answer = await callback(consent)
    const connection = await client.completeConsent(answer.clone(), consent)
    const apart = await scene.client({ store: new MemoryStore() })
    await expect(apart.completeConsent(answer, consent)).rejects.toMatchObject({
      name: 'ProtocolError',
      code: 'code-refused',
    })
    expect((await connection.refresh()).merchantId).toBe(connection.id)
  })

  it('the answer to another consent of the same session is refused before anything is sent', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const [mine, other] = [await client.startConsent(request), await client.startConsent(request)]
    const answer = await callback(other)
    await expect(client.completeConsent(answer, mine)).rejects.toMatchObject({ code: 'state-mismatch' })
    expect(scene.count('/token')).toBe(0)
  })

  it('a code from another login is refused by its hash, before it is sent', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const consent = await client.startConsent(request)
    const fields = new URLSearchParams(await (await callback(consent)).text())
    const stolen = new URLSearchParams(await (await callback(await client.startConsent(request))).text())
    fields.set('code', stolen.get('code') ?? '')
    await expect(client.completeConsent(fields, consent)).rejects.toMatchObject({ code: 'id-token-code-hash' })
    expect(scene.count('/token')).toBe(0)
  })
})

describe('what the provider refuses', () => {
  it.each(['2024', '2018'] as const)('a wrong client secret, generation %s', async (generation) => {
    await using scene = await Scene.start({ generation })
    const client = await scene.client({ clientSecret: 'wrong-canary-secret' })
    const refused = connect(client)
    await expect(refused).rejects.toMatchObject({ name: 'ConfigurationError', code: 'client-credentials-refused' })
    await expect(refused).rejects.not.toThrow(/wrong-canary-secret/)
  })

  it('a wrong client secret at refresh leaves the connection good for the right one', async () => {
    await using scene = await Scene.start()
    const { id } = await connect(await scene.client())
    const wrong = await (await scene.client({ clientSecret: 'wrong' })).merchant(id).connection()
    await expect(wrong.refresh()).rejects.toMatchObject({ code: 'client-credentials-refused' })
    const right = await (await scene.client()).merchant(id).connection()
    expect((await right.refresh()).merchantId).toBe(id)
  })

  it('a verifier that does not fit the challenge', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const consent = await client.startConsent(request)
    const answer = await callback(consent)
    const forged = { ...consent, codeVerifier: 'x'.repeat(43) }
    await expect(client.completeConsent(answer, forged)).rejects.toMatchObject({ code: 'code-refused' })
  })
})

describe('a mock that is not there', () => {
  it('is a NetworkError, at discovery and later', async () => {
    const scene = await Scene.start()
    const client = await scene.client()
    const connection = await connect(client)
    await scene.mock.close()
    await expect(connection.refresh()).rejects.toMatchObject({ name: 'NetworkError', code: 'request-failed' })
    await expect(scene.client()).rejects.toMatchObject({ name: 'NetworkError', code: 'request-failed' })
  })
})
