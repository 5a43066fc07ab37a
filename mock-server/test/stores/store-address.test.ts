import { describe, expect, test } from 'vitest'
import { startMockServer } from '../../src/index.ts'
import { readStoreAddress } from '../../src/stores/store-address.ts'
import { createClock } from '../../src/world/clock.ts'

describe('the address of a store', () => {
  test('is memory, a file or Redis', () => {
    expect(readStoreAddress('memory')).toEqual({ kind: 'memory' })
    expect(readStoreAddress('file:state/mock.sqlite')).toEqual({ kind: 'file', path: 'state/mock.sqlite' })
    expect(readStoreAddress('file:///var/lib/mock.sqlite')).toEqual({ kind: 'file', path: '/var/lib/mock.sqlite' })
    expect(readStoreAddress('redis://redis:6379/2?prefix=team-a')).toEqual({
      kind: 'redis',
      url: 'redis://redis:6379/2',
      prefix: 'team-a',
      shown: 'redis://redis:6379/2',
    })
  })

  test('is shown without its credentials', () => {
    const address = readStoreAddress('rediss://ada:s3cret@redis.example:6380')
    expect(address).toMatchObject({
      url: 'rediss://ada:s3cret@redis.example:6380',
      shown: 'rediss://redis.example:6380',
    })
  })

  test.each([
    ['', 'Allowed are memory, file:PATH, redis://HOST:PORT and rediss://HOST:PORT'],
    ['postgres://localhost/mock', 'There is no store "postgres://localhost/mock". Allowed are memory'],
    ['postgres://ada:s3cret@localhost/mock', 'There is no store. Allowed are memory'],
    ['file:', 'file: needs a path'],
    ['redis://', 'cannot be read'],
    ['redis://localhost:6379/one', 'there is a number, its database'],
    ['redis://ada:s3cret@localhost:port', 'The address of Redis cannot be read'],
    ['redis://localhost?prefix=a%20b', 'A prefix in Redis has letters'],
    ['redis://localhost?ttl=5', 'takes ?prefix= alone, not ?ttl='],
  ])('is refused where it cannot be: %s', (text, words) => {
    expect(() => readStoreAddress(text)).toThrow(words)
    expect(() => readStoreAddress(text)).not.toThrow('s3cret')
  })
})

describe('a mock', () => {
  test('is not started without the store that it was told to use', async () => {
    await expect(startMockServer({ store: 'disk' })).rejects.toMatchObject({ name: 'StoreError' })
    const none = startMockServer({ store: 'redis://ada:s3cret@127.0.0.1:1' })
    await expect(none).rejects.toThrow(
      /^Redis at redis:\/\/127\.0\.0\.1:1 cannot be used: ECONNREFUSED\. Check --store and the server\.$/,
    )
    await expect(none).rejects.not.toThrow('s3cret')
  })

  test('keeps no clock that a program has made', async () => {
    const started = startMockServer({ store: 'file:never-made.sqlite', clock: createClock() })
    await expect(started).rejects.toThrow('A clock of your own cannot be kept in a store')
  })
})
