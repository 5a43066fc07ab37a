import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../../client/test/support/redis-server.ts'
import { startMockServer } from '../../src/index.ts'
import { type ScriptName, scripts } from '../../src/stores/redis/scripts.ts'
import { flowIn } from '../support/auto-flow.ts'
import { describeWith, program } from '../support/require.ts'
import { startCuttingWire } from './support/cutting-wire.ts'

const hashOf = (name: ScriptName) => createHash('sha1').update(scripts[name]).digest('hex')

describeWith([{ ...program('redis-server'), name: 'redis' }], 'an answer of Redis that is lost on the way', () => {
  let redis: RedisServer
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis?.remove())

  test('to a commit: what was done is told, once', async () => {
    await using wire = await startCuttingWire(redis.port)
    await using mock = await startMockServer({ store: `redis://127.0.0.1:${wire.port}?prefix=commit`, consent: 'auto' })
    const place = mock.environments['sandbox-dk']
    const { redeem } = await flowIn(place, { redeem: false })
    const document = (await (await fetch(place.discoveryUrl)).json()) as { token_endpoint: string }
    expect(document.token_endpoint).toContain('/connect/token')
    wire.cutAnswerTo(hashOf('commit'))
    const answers = [await fetch(place.discoveryUrl), await redeem(place), await redeem(place)]
    expect(wire.cuts).toBe(1)
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400])
    const { exchanges } = await mock.control.run('journal.list', { world: 'default' })
    expect(exchanges.map(({ id }) => id)).toEqual(exchanges.map((_, index) => index + 1))
    expect(exchanges.filter(({ endpoint }) => endpoint === 'token').map(({ status }) => status)).toEqual([200, 400])
  })

  test('to a redemption: the code is spent, and its tokens are told', async () => {
    await using wire = await startCuttingWire(redis.port)
    await using mock = await startMockServer({ store: `redis://127.0.0.1:${wire.port}?prefix=code`, consent: 'auto' })
    const place = mock.environments['sandbox-dk']
    const { token_endpoint } = (await (await fetch(place.discoveryUrl)).json()) as { token_endpoint: string }
    const client = { client_id: 'integrator', client_secret: 'integrator-secret' }
    const { tokens } = await flowIn(place)
    const refresh = (token: string) => {
      const form = { ...client, grant_type: 'refresh_token', refresh_token: token }
      return fetch(token_endpoint, { method: 'POST', body: new URLSearchParams(form) })
    }
    wire.cutAnswerTo(hashOf('commit'))
    const told = await refresh(tokens.refresh_token ?? '')
    expect([wire.cuts, told.status]).toEqual([1, 200])
    expect((await refresh(tokens.refresh_token ?? '')).status).toBe(400)
    expect((await refresh(((await told.json()) as Record<string, string>).refresh_token ?? '')).status).toBe(200)
  })

  test('to a lease: nothing was done, the client is told so, and the next one gets it', async () => {
    await using wire = await startCuttingWire(redis.port)
    await using mock = await startMockServer({ store: `redis://127.0.0.1:${wire.port}?prefix=take`, consent: 'auto' })
    const { discoveryUrl } = mock.environments['sandbox-dk']
    expect((await fetch(discoveryUrl)).status).toBe(200)
    wire.cutAnswerTo(hashOf('take'))
    expect((await fetch(discoveryUrl)).status).toBe(503)
    await expect.poll(async () => (await fetch(discoveryUrl)).status, { timeout: 15_000 }).toBe(200)
    expect(await mock.control.run('journal.count', { world: 'default' })).toEqual({ count: 2 })
  })
})

describeWith([{ ...program('redis-server'), name: 'redis' }], 'a Redis with a password', () => {
  test('lets in who knows it, and nobody hears it', { timeout: 30_000 }, async () => {
    const redis = await startRedis('--requirepass', 's3cret')
    const address = (password: string) => `redis://:${password}@127.0.0.1:${redis.port}`
    await using mock = await startMockServer({ store: address('s3cret') })
    expect((await fetch(mock.environments['sandbox-dk'].discoveryUrl)).status).toBe(200)
    const wrong = startMockServer({ store: address('wr0ng') })
    await expect(wrong).rejects.toThrow(/^Redis at redis:\/\/127\.0\.0\.1:\d+ cannot be used: WRONGPASS/)
    await expect(wrong).rejects.not.toThrow('wr0ng')
    await redis.kill()
    const { url } = mock
    const said = await (await fetch(`${url}/_mock/ready`)).text()
    expect(said).toContain('unavailable')
    expect(said).not.toContain('s3cret')
    await redis.remove()
  })
})
