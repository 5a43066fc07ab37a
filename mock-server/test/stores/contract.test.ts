import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { type RedisServer, startRedis } from '../../../client/test/support/redis-server.ts'
import { describeWith, program } from '../support/require.ts'
import { describeStore } from './store-contract.ts'

describe('in memory', () => {
  describeStore(1, async () => ({}))
})

describe('in SQLite', () => {
  describeStore(1, async () => ({ store: `file:${join(await mkdtemp(join(tmpdir(), 'mock-store-')), 'mock.sqlite')}` }))
})

describeWith([{ ...program('redis-server'), name: 'redis' }], 'in Redis', () => {
  let redis: RedisServer
  let count = 0
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(async () => {
    await redis?.remove()
  })
  const options = async () => {
    count += 1
    return { store: `${redis.url}?prefix=test-${count}` }
  }

  describe('by one', () => {
    describeStore(1, options)
  })

  describe('by three', () => {
    describeStore(3, options)
  })
})
