import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../../client/test/support/redis-server.ts'
import { RedisBackend } from '../../src/stores/redis/redis-backend.ts'
import { readStoreAddress } from '../../src/stores/store-address.ts'
import { describeWith, program } from '../support/require.ts'

describeWith([{ ...program('redis-server'), name: 'redis' }], 'leases of a world in Redis', () => {
  let redis: RedisServer
  let count = 0
  beforeAll(async () => {
    redis = await startRedis()
  })
  beforeEach(() => {
    count += 1
  })
  afterAll(() => redis?.remove())

  async function connect() {
    const address = readStoreAddress(`${redis.url}?prefix=lease-${count}`)
    if (address.kind !== 'redis') throw new TypeError('It is an address of Redis.')
    const backend = await RedisBackend.open(address, { idleLife: 60_000, lasting: 'default' })
    return Object.assign(backend, { [Symbol.asyncDispose]: () => backend.close() })
  }

  const put = (key: string) => [{ collection: 'c', key, entry: { position: 1, json: `"${key}"` } }]

  test('end by themselves when a process does not come back, and whoever comes back commits nothing', {
    timeout: 30_000,
  }, async () => {
    await using dead = await connect()
    await using alive = await connect()
    await alive.create('world', put('first'))
    const lost = await dead.take('world', undefined)
    if (!lost.lease || lost.update.kind === 'gone') throw new Error('The world was made a moment ago.')
    const began = Date.now()
    const { lease, update } = await alive.take('world', undefined)
    expect(Date.now() - began).toBeLessThan(10_000)
    if (!lease || update.kind === 'gone') throw new Error('The world was made a moment ago.')
    const late = dead.commit(lost.lease, lost.update.at, put('late'))
    await expect(late).rejects.toThrow('Another process went on with the world "world", this one was too slow.')
    const at = await alive.commit(lease, update.at, put('second'))
    expect(await dead.read('world', lost.update.at, false)).toEqual({ kind: 'changes', at, changes: put('second') })
  })

  test('go to the next as soon as they are given back', async () => {
    await using one = await connect()
    await using other = await connect()
    await one.create('world', [])
    const turns: string[] = []
    const work = async (backend: RedisBackend, name: string) => {
      for (let turn = 0; turn < 20; turn += 1) {
        const { lease } = await backend.take('world', undefined)
        turns.push(`${name} begins`)
        if (lease) await backend.release(lease)
      }
    }
    await Promise.all([work(one, 'one'), work(other, 'other')])
    expect(turns).toHaveLength(40)
  })

  test('a process that was away for long reads everything, one that was away for a while what it missed', async () => {
    await using one = await connect()
    await using other = await connect()
    await one.create('world', put('0'))
    const start = await other.read('world', undefined, false)
    if (start.kind === 'gone') throw new Error('The world was made a moment ago.')
    let at = start.at
    for (let index = 1; index <= 300; index += 1) {
      const { lease } = await one.take('world', at)
      if (lease) at = await one.commit(lease, at, put(String(index)))
      if (index === 3) {
        const update = await other.read('world', start.at, false)
        expect(update).toEqual({ kind: 'changes', at, changes: [...put('1'), ...put('2'), ...put('3')] })
      }
    }
    const update = await other.read('world', start.at, false)
    expect(update).toMatchObject({ kind: 'whole', at })
    expect(update.kind === 'whole' && update.changes.length).toBe(301)
  })

  test('a world that is removed and made again is another one, whatever its revision', async () => {
    await using one = await connect()
    await one.create('world', put('old'))
    const old = await one.read('world', undefined, false)
    if (old.kind === 'gone') throw new Error('The world was made a moment ago.')
    expect(await one.create('world', put('twice'))).toBe(false)
    await one.remove('world')
    expect(await one.read('world', old.at, false)).toEqual({ kind: 'gone' })
    await one.create('world', put('new'))
    const anew = await one.read('world', old.at, false)
    expect(anew).toMatchObject({ kind: 'whole', changes: put('new'), at: { revision: 1 } })
  })
})
