import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../../client/test/support/redis-server.ts'
import { startRoundRobin } from '../../../conformance/src/everywhere/round-robin.ts'
import { RemoteControl, startMockServer } from '../../src/index.ts'
import { environmentsAt } from '../../src/world-address.ts'
import { flowIn } from '../support/auto-flow.ts'
import { describeWith, program } from '../support/require.ts'
import { MockProcess } from './support/mock-process.ts'
import { Team } from './support/team.ts'
import { busyTraffic, refresh, tokensOf } from './support/traffic.ts'

describeWith([{ ...program('redis-server'), name: 'redis' }], 'mocks that share a Redis', () => {
  let redis: RedisServer
  let count = 0
  let store: string

  beforeAll(async () => {
    redis = await startRedis()
  })
  beforeEach(() => {
    count += 1
    store = `${redis.url}?prefix=case-${count}`
  })
  afterAll(() => redis?.remove())

  const start = () => MockProcess.start('--store', store, '--consent', 'auto')

  test('three processes behind a round-robin proxy act as one', { timeout: 60_000 }, async () => {
    await using one = await start()
    await using two = await start()
    await using three = await start()
    await using proxy = await startRoundRobin([one, two, three].map(({ url }) => url))
    const place = environmentsAt(proxy.url)['sandbox-dk']
    const control = new RemoteControl({ url: proxy.url })
    const flows = await Promise.all(Array.from({ length: 20 }, () => flowIn(place, { redeem: false })))
    const refreshed = await Promise.all(
      flows.map(async ({ redeem }) => {
        const answers = await Promise.all([redeem(place), redeem(place), redeem(place)])
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400])
        const [good] = answers.filter(({ status }) => status === 200)
        if (!good) throw new Error('One was good a line ago.')
        return tokensOf(await refresh(place, (await tokensOf(good)).refresh_token ?? ''))
      }),
    )
    expect(new Set(refreshed.map(({ refresh_token }) => refresh_token)).size).toBe(20)
    const { exchanges, lastId } = await control.run('journal.list', { world: 'default', limit: 1000 })
    expect(exchanges.map(({ id }) => id)).toEqual(Array.from({ length: lastId }, (_, index) => index + 1))
    const redeemed = exchanges.filter(({ what }) => what?.startsWith('authorization_code'))
    expect(redeemed).toHaveLength(20)
  })

  test('what a client was told is kept, when one of three is killed in the middle of traffic', {
    timeout: 60_000,
  }, async () => {
    await using one = await start()
    await using two = await start()
    const victim = await start()
    const { busy, traffic } = busyTraffic(() => victim.place(), 80)
    const others = Promise.all([one, two].map((mock) => flowIn(mock.place())))
    await busy
    await victim.kill()
    const { spent, used, held } = await traffic
    await others
    expect(spent.length).toBeGreaterThan(5)
    for (const redeem of spent) expect((await redeem(one.place())).status).toBe(400)
    for (const token of used) expect((await refresh(two.place(), token)).status).toBe(400)
    for (const token of held) await tokensOf(await refresh(one.place(), token))
  })

  test('the others go on when a process stands still or dies while it has the world', {
    timeout: 60_000,
  }, async () => {
    await using one = await start()
    const victim = await start()
    const asked = Array.from({ length: 40 }, () => fetch(victim.place().discoveryUrl).catch(() => undefined))
    await asked[0]
    victim.halt()
    expect((await fetch(one.place().discoveryUrl)).status).toBe(200)
    await victim.kill()
    await Promise.all(asked)
    const { exchanges, lastId } = await one.control.run('journal.list', { world: 'default', limit: 1000 })
    expect(exchanges.map(({ id }) => id)).toEqual(Array.from({ length: lastId }, (_, index) => index + 1))
  })
})

describeWith([{ ...program('redis-server'), name: 'redis' }], 'a Redis that goes away', () => {
  test('is told of in words, and what was done before is there when it is back', { timeout: 60_000 }, async () => {
    const redis = await startRedis()
    await using team = await Team.start(2, { store: redis.url })
    const { tokens } = await flowIn(team.place())
    const { redeem } = await flowIn(team.place(), { redeem: false })
    const document = (await (await fetch(team.place().discoveryUrl)).json()) as { token_endpoint: string }
    await redis.kill()

    const refused = await fetch(document.token_endpoint, { method: 'POST', body: new URLSearchParams({ a: 'b' }) })
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await refused.json()).toEqual({
      error: 'temporarily_unavailable',
      error_description: expect.stringMatching(
        /^The mock cannot keep its state just now, so nothing was done\. Redis at /,
      ),
    })
    const page = await fetch(team.place().discoveryUrl)
    expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/plain; charset=UTF-8'])
    expect(await page.text()).toMatch(/^This is the mobilepay-oidc mock\.\nThe mock cannot keep its state just now/)
    await expect(team.control.run('clock.freeze', { world: 'default' })).rejects.toMatchObject({ status: 503 })
    await expect(team.control.run('worlds.create', {})).rejects.toMatchObject({ status: 503 })
    const { url } = team.next
    const ready = await fetch(`${url}/_mock/ready`)
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'unavailable', reason: expect.stringContaining(`Redis at ${redis.url} does not answer`) },
    ])
    expect((await fetch(`${url}/_mock/health`)).status).toBe(200)

    await redis.restart()
    const readiness = async () => (await fetch(`${team.next.url}/_mock/ready`)).status
    await expect.poll(readiness, { timeout: 10_000 }).toBe(200)
    await expect.poll(readiness, { timeout: 10_000 }).toBe(200)
    expect((await team.control.run('clock.get', { world: 'default' })).frozen).toBe(false)
    expect((await redeem(team.place())).status).toBe(200)
    expect((await redeem(team.place())).status).toBe(400)
    await tokensOf(await refresh(team.place(), tokens.refresh_token ?? ''))
    const { exchanges } = await team.control.run('journal.list', { world: 'default' })
    expect(exchanges.every(({ status }) => status !== 503)).toBe(true)
    await redis.remove()
  })

  test('is killed in the middle of traffic, again and again, and nothing is half done', {
    timeout: 120_000,
  }, async () => {
    const redis = await startRedis()
    await using team = await Team.start(3, { store: redis.url })
    for (let kill = 0; kill < 3; kill += 1) {
      const { busy, traffic } = busyTraffic(() => team.place(), 60)
      await busy
      await redis.kill()
      const { spent, used, held } = await traffic
      await redis.restart()
      for (const { url } of team.mocks) {
        await expect.poll(async () => (await fetch(`${url}/_mock/ready`)).status, { timeout: 10_000 }).toBe(200)
      }
      expect(spent.length).toBeGreaterThan(5)
      for (const redeem of spent) expect((await redeem(team.place())).status).toBe(400)
      for (const token of used) expect((await refresh(team.place(), token)).status).toBe(400)
      for (const token of held) await tokensOf(await refresh(team.place(), token))
      const { exchanges, lastId } = await team.control.run('journal.list', { world: 'default', limit: 10_000 })
      expect(exchanges.map(({ id }) => id)).toEqual(Array.from({ length: lastId }, (_, index) => index + 1))
    }
    await redis.remove()
  })

  test('has forgotten everything when it is back: the mock begins anew', { timeout: 30_000 }, async () => {
    const redis = await startRedis('--appendonly', 'no')
    await using team = await Team.start(2, { store: redis.url })
    await team.control.run('clock.freeze', { world: 'default', time: '2027-01-31T12:00:00Z' })
    await team.control.run('worlds.create', { name: 'lost' })
    await redis.kill()
    await redis.restart()
    for (const { url } of team.mocks) {
      await expect.poll(async () => (await fetch(`${url}/_mock/ready`)).status, { timeout: 10_000 }).toBe(200)
    }
    for (const { control, environments } of team.mocks) {
      expect((await fetch(environments['sandbox-dk'].discoveryUrl)).status).toBe(200)
      expect((await control.run('clock.get', { world: 'default' })).frozen).toBe(false)
      await expect(control.run('worlds.get', { world: 'lost' })).rejects.toMatchObject({ status: 404 })
    }
    await redis.remove()
  })

  test('of another format is left alone', async () => {
    const redis = await startRedis()
    await (await startMockServer({ store: redis.url })).close()
    const { createClient } = await import('redis')
    const client = await createClient({ url: redis.url }).connect()
    await client.set('mobilepay-mock:format', '9')
    client.destroy()
    await expect(startMockServer({ store: redis.url })).rejects.toThrow('(format 9; this one knows 1)')
    await redis.remove()
  })
})
