import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../../client/test/support/redis-server.ts'
import { startMockServer } from '../../src/index.ts'
import { describeWith, program } from '../support/require.ts'
import { connectRefused, openTunnel, readUntil } from './raw-proxy.ts'

const host = 'sandprod-admin.mobilepay.dk'
const get = `GET /account/.well-known/openid-configuration HTTP/1.1\r\nHost: ${host}\r\n\r\n`
const basic = (name: string) => `Basic ${Buffer.from(`${name}:any`).toString('base64')}`

describeWith([{ ...program('redis-server'), name: 'redis' }], 'mocks that share a Redis, as proxies', () => {
  let redis: RedisServer
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis?.remove())

  test('lead into a world that another of them has created, until it is removed', async () => {
    const store = `${redis.url}?prefix=proxy`
    await using one = await startMockServer({ store })
    await using other = await startMockServer({ store })
    await one.control.run('worlds.create', { name: 'shared', generation: '2018' })
    const ca = (await other.proxy.prepare()) ?? ''
    const inside = await openTunnel(other.proxy.url, host, ca, `Proxy-Authorization: ${basic('shared')}\r\n`)
    inside.write(get)
    const answer = await readUntil(inside, /\r\n0\r\n\r\n$/)
    expect(answer).toContain('200 OK')
    expect(answer).not.toContain('backchannel_user_code_parameter_supported')
    await one.control.run('worlds.remove', { world: 'shared' })
    inside.write(get)
    expect(await readUntil(inside, /\r\n0\r\n\r\n$/)).toContain('There is no world "shared"')
    inside.destroy()
    const refused = await connectRefused(other.proxy.url, `${host}:443`, { 'proxy-authorization': basic('nowhere') })
    expect(refused.status).toBe(407)
  })
})
