import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeWith, program } from '../../../mock-server/test/support/require.ts'
import { type RedisClient, RedisStore, type RedisStoreOptions } from '../../src/stores/redis/redis-store.ts'
import { type RedisServer, startRedis } from '../support/redis-server.ts'
import { useStores } from './place.ts'
import { describeDurability, describeStoreContract } from './store-contract.ts'
import { expectModel } from './store-model.ts'
import { writeUntilKilled } from './write-until-killed.ts'

describeWith([{ ...program('redis-server'), name: 'redis' }], 'RedisStore', () => {
  let server: RedisServer
  let prefixes = 0
  const ends: (() => void)[] = []

  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(async () => {
    for (const end of ends) end()
    await server?.remove()
  })

  async function nodeRedis(url = server.url): Promise<RedisClient> {
    const client = createClient({ url, socket: { reconnectStrategy: 20 } })
    client.on('error', () => undefined)
    await client.connect()
    ends.push(() => client.destroy())
    return client
  }

  async function ioredis(): Promise<RedisClient> {
    const client = new Redis(server.port, '127.0.0.1', { retryStrategy: () => 20 })
    client.on('error', () => undefined)
    ends.push(() => client.disconnect())
    return client
  }

  /** Stores on one prefix, each with a connection of its own. */
  const placeOf = (connect: () => Promise<RedisClient>) => () => {
    const prefix = `test-${prefixes++}*[x]:`
    return { open: async () => new RedisStore(await connect(), { prefix }) }
  }

  async function storeWith(options: RedisStoreOptions, url = server.url): Promise<RedisStore> {
    return new RedisStore(await nodeRedis(url), { prefix: `test-${prefixes++}:`, ...options })
  }

  describe.each([
    ['redis', nodeRedis],
    ['ioredis', ioredis],
  ])('by the client %s', (_, connect) => {
    const open = useStores(placeOf(connect))
    describeStoreContract(open)
    describeDurability(open)

    it('does what the model says in any order of operations', { timeout: 60_000 }, async () => {
      const client = await connect()
      await expectModel(async () => new RedisStore(client, { prefix: `test-${prefixes++}:` }), 50)
    })
  })

  it('lets Redis itself forget what has expired', async () => {
    const client = createClient({ url: server.url })
    await client.connect()
    const store = new RedisStore(client, { prefix: 'expiry:' })
    await store.set('a:1', 'one', { expiresAt: Date.now() + 600_000 })
    await store.set('a:2', 'two')
    expect(await client.pTTL('expiry:record:a:1')).toBeGreaterThan(0)
    expect(await client.pTTL('expiry:record:a:2')).toBe(-1)
    client.destroy()
  })

  it('says which right it lacks, and not what was to be written', async () => {
    const admin = createClient({ url: server.url })
    await admin.connect()
    await admin.sendCommand(['ACL', 'SETUSER', 'reader', 'on', '>canary', '~*', '+@read', '+@connection'])
    admin.destroy()
    const store = await storeWith({}, `redis://reader:canary@127.0.0.1:${server.port}`)
    expect(await store.get('a:1')).toBeUndefined()
    const error = await store.set('a:1', 'canary').catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'store-unusable', details: { code: 'NOPERM' } })
    expect(`${error.stack} ${error.cause.stack} ${JSON.stringify(error)}`).not.toContain('canary')
  })

  it('refuses a key of Redis that holds something else', async () => {
    const client = createClient({ url: server.url })
    await client.connect()
    await client.set('other:record:a:1', 'theirs')
    const store = new RedisStore(client, { prefix: 'other:' })
    const refused = { code: 'store-unusable', details: { code: 'WRONGTYPE' } }
    await expect(store.get('a:1')).rejects.toMatchObject(refused)
    await expect(store.set('a:1', 'mine')).rejects.toMatchObject(refused)
    client.destroy()
  })

  describe('replicas', () => {
    it('confirm a write, where that is wanted', async () => {
      const primary = await startRedis('--repl-diskless-sync-delay', '0')
      const replica = await startRedis('--replicaof', `127.0.0.1 ${primary.port}`)
      const store = await storeWith({ replicas: { count: 1, timeoutMs: 20_000 } }, primary.url)
      expect(await store.set('a:1', 'one')).toBeDefined()
      await replica.kill()
      const impatient = await storeWith({ replicas: { count: 1, timeoutMs: 20 } }, primary.url)
      await expect(impatient.set('a:1', 'two')).rejects.toMatchObject({
        name: 'StoreError',
        code: 'store-unavailable',
        details: { replicas: 0, wanted: 1 },
      })
      await replica.remove()
      await primary.remove()
    })
  })

  describe.each([
    ['redis', nodeRedis],
    ['ioredis', ioredis],
  ])('when the server is killed, by the client %s', (_, connect) => {
    it('says so, and goes on by itself afterwards with all that was confirmed', async () => {
      const store = new RedisStore(await connect(), { prefix: `test-${prefixes++}:`, timeoutMs: 200 })
      await store.set('a:before', 'kept')
      const { confirmed, failed } = await writeUntilKilled(store, () => server.kill())
      expect(failed.length).toBeGreaterThan(0)
      for (const error of failed) expect(error).toMatchObject({ name: 'StoreError', code: 'store-unavailable' })
      await expect(store.get('a:before')).rejects.toMatchObject({ name: 'StoreError', code: 'store-unavailable' })
      await server.restart()
      await expect.poll(() => store.get('a:before').catch(() => undefined), { timeout: 15_000 }).toBeDefined()
      expect((await store.get('a:before'))?.value).toBe('kept')
      expect(await store.keys('a:')).toEqual(expect.arrayContaining(confirmed))
      expect(await store.acquire('a:before', 1_000)).toBeDefined()
    })
  })
})
