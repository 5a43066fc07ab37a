import dns from 'node:dns'
import { createServer } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import nock from 'nock'
import { ProxyAgent, request } from 'undici'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { interceptMobilePay } from '../../../src/testing/intercept.ts'
import { askByNode } from './ask.ts'

const host = 'sandprod-admin.mobilepay.dk'
const discovery = `https://${host}/account/.well-known/openid-configuration`
const invoices = 'https://api.sandbox.mobilepay.dk/invoice-restapi/api/v1/invoices'

/** Every name that somebody wanted to reach; none is. */
let lookedUp: string[]
const { lookup } = dns
beforeEach(() => {
  lookedUp = []
  const refuse = (name: string, options: unknown, callback: (error: Error) => void) => {
    if (name === '127.0.0.1') return Reflect.apply(lookup, dns, [name, options, callback])
    lookedUp.push(name)
    process.nextTick(callback, Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }))
  }
  dns.lookup = refuse as unknown as typeof lookup
})
afterEach(() => {
  dns.lookup = lookup
  nock.cleanAll()
  nock.enableNetConnect()
  if (!nock.isActive()) nock.activate()
  vi.unstubAllEnvs()
})

describe('nothing for MobilePay leaves', () => {
  const closed = { code: 'ERR_MOBILEPAY_INTERCEPTED', message: expect.stringContaining('keeps') }

  test.each([
    ['by http', `http://${host}/account/connect/authorize`, {}],
    ['to another port', `https://${host}:8443/`, {}],
    ['to a host that the mock does not know', 'https://developer.mobilepay.dk/', {}],
    ['to the domain itself', 'https://mobilepay.fi/', {}],
    ['with Expect: 100-continue', discovery, { method: 'POST', headers: { expect: '100-continue' } }],
  ])('%s', async (_name, url, options) => {
    using _mobilepay = await interceptMobilePay()
    await expect(askByNode(url, options)).rejects.toMatchObject(closed)
    expect(lookedUp).toEqual([])
  })

  test('to a path or by a method that the mock does not serve: the answer says so', async () => {
    using mobilepay = await interceptMobilePay()
    const unknown = await fetch(`https://${host}/elsewhere`)
    expect(unknown.status).toBe(404)
    expect(await unknown.text()).toContain('It has nothing at this path of')
    expect((await fetch(invoices)).status).toBe(404)
    expect(mobilepay.world.journal.count()).toBe(1)
    expect((await askByNode(discovery, { method: 'PROPFIND' })).status).toBe(501)
    expect(lookedUp).toEqual([])
  })

  test('by way of a proxy, for which the message has the way out', async () => {
    const connected: string[] = []
    const proxy = createServer().on('connect', ({ url }, socket) => {
      connected.push(url ?? '')
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const uri = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const dispatcher = new ProxyAgent({ uri })
    using _mobilepay = await interceptMobilePay()
    const causes = async (url: string) => {
      const error: unknown = await request(url, { dispatcher }).catch((reason: unknown) => reason)
      return String(error instanceof Error ? (error.cause ?? error) : error)
    }
    expect(await causes(discovery)).toContain('NO_PROXY=.mobilepay.dk,.mobilepay.fi')
    expect(connected).toEqual([])
    await causes('https://other.example/')
    expect(connected).toEqual(['other.example:443'])
    await dispatcher.close()
    await new Promise((resolve) => proxy.close(resolve))
  })

  test('by a lookup of one’s own', async () => {
    using _mobilepay = await interceptMobilePay()
    const own: string[] = []
    const lookup: LookupFunction = (name, _options, callback) => {
      own.push(name)
      callback(null, '127.0.0.1', 4)
    }
    await expect(askByNode(`https://${host}:8443/`, { lookup })).rejects.toMatchObject(closed)
    expect(own).toEqual([])
  })

  test('whatever becomes of nock', async () => {
    using _mobilepay = await interceptMobilePay()
    nock.enableNetConnect(/mobilepay/)
    expect((await fetch(discovery)).status).toBe(200)
    nock.cleanAll()
    await expect(fetch(discovery)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('nock.cleanAll()') },
    })
    nock.restore()
    await expect(askByNode(discovery)).rejects.toMatchObject(closed)
    expect(lookedUp).toEqual([])
  })
})

describe('other hosts', () => {
  test('are reached as ever', async () => {
    const server = createServer((_request, response) => response.end('mine'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    using _mobilepay = await interceptMobilePay()
    expect(await (await fetch(url)).text()).toBe('mine')
    expect(String((await askByNode(url)).body)).toBe('mine')
    await expect(askByNode('https://mobilepay.dk.example/')).rejects.toMatchObject({ code: 'ENOTFOUND' })
    expect(lookedUp).toEqual(['mobilepay.dk.example'])
    await new Promise((resolve) => server.close(resolve))
  })

  test('stay as nock was told: mocked, or forbidden', async () => {
    nock('https://other.example').get('/').reply(200, 'theirs')
    nock.disableNetConnect()
    const mobilepay = await interceptMobilePay()
    expect((await fetch(discovery)).status).toBe(200)
    expect(await (await fetch('https://other.example/')).text()).toBe('theirs')
    await expect(askByNode('https://another.example/')).rejects.toMatchObject({ code: 'ENETUNREACH' })
    expect(nock.isDone()).toBe(true)
    expect(nock.pendingMocks()).toEqual([])
    mobilepay.restore()
    await expect(askByNode('https://another.example/')).rejects.toMatchObject({ code: 'ENETUNREACH' })
    await expect(askByNode(discovery)).rejects.toMatchObject({ code: 'ENETUNREACH' })
    expect(lookedUp).toEqual([])
  })
})

describe("nock interceptors of one's own for MobilePay's hosts", () => {
  test('have the paths that the mock does not serve, whenever they were made', async () => {
    using _mobilepay = await interceptMobilePay()
    nock('https://api.sandbox.mobilepay.dk').post('/invoice-restapi/api/v1/invoices').reply(202, { InvoiceId: 'mine' })
    const answer = await fetch(invoices, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(202)
    const me = await fetch('https://api.sandbox.mobilepay.dk/invoice-restapi/api/v1/merchants/me')
    expect(me.status).toBe(401)
    expect((await fetch(discovery)).status).toBe(200)
  })

  test('come first where they were there before, and are there afterwards', async () => {
    nock(`https://${host}`).persist().get('/account/.well-known/openid-configuration').reply(503)
    const mobilepay = await interceptMobilePay()
    expect((await fetch(discovery)).status).toBe(503)
    expect((await fetch(`https://${host}/account/connect/authorize`)).status).toBe(200)
    mobilepay.restore()
    expect((await fetch(discovery)).status).toBe(503)
  })
})

describe('restore', () => {
  test('leaves everything as it was', async () => {
    const { fetch: before } = globalThis
    const lookupBefore = dns.lookup
    const mobilepay = await interceptMobilePay()
    expect((await fetch(discovery)).status).toBe(200)
    mobilepay.restore()
    mobilepay.restore()
    expect(globalThis.fetch).toBe(before)
    expect(dns.lookup).toBe(lookupBefore)
    expect(nock.activeMocks()).toEqual([])
    await expect(askByNode(discovery)).rejects.toMatchObject({ code: 'ENOTFOUND' })
    await expect(fetch(discovery)).rejects.toMatchObject({ cause: { code: 'ENOTFOUND' } })
    expect(lookedUp).toEqual([host, host])
  })

  test('leaves nock off that was off', async () => {
    nock.restore()
    const { fetch: before } = globalThis
    const mobilepay = await interceptMobilePay()
    expect((await fetch(discovery)).status).toBe(200)
    mobilepay.restore()
    expect(nock.isActive()).toBe(false)
    expect(globalThis.fetch).toBe(before)
  })

  test('cuts off what is under way', async () => {
    const mobilepay = await interceptMobilePay()
    await mobilepay.control.world().faults.add({ fault: 'hold' })
    const asked = expect(askByNode(discovery)).rejects.toMatchObject({ code: 'ECONNRESET' })
    await expect.poll(() => mobilepay.world.usage.isHeld).toBe(true)
    mobilepay.restore()
    await asked
  })

  test('makes room for the next, which begins anew', async () => {
    for (const generation of ['2018', '2024'] as const) {
      using mobilepay = await interceptMobilePay({ generation })
      expect(mobilepay.world.settings.generation).toBe(generation)
      await fetch(discovery)
      expect(mobilepay.world.journal.count()).toBe(1)
    }
  })
})

describe('is refused with a sentence', () => {
  test('a second time', async () => {
    using _mobilepay = await interceptMobilePay()
    await expect(interceptMobilePay()).rejects.toThrow('intercepted already in this process. Call restore()')
    expect((await fetch(discovery)).status).toBe(200)
  })

  test('where nock is forbidden, and with options that cannot be; neither leaves a trace', async () => {
    vi.stubEnv('NOCK_OFF', 'true')
    await expect(interceptMobilePay()).rejects.toThrow('NOCK_OFF=true forbids')
    vi.unstubAllEnvs()
    await expect(interceptMobilePay({ worldIdle: 'soon' })).rejects.toMatchObject({ name: 'DurationError' })
    using _mobilepay = await interceptMobilePay()
  })
})

test('the commands are there, and every real address', async () => {
  using mobilepay = await interceptMobilePay()
  expect(mobilepay.environments['sandbox-dk']).toEqual({
    discoveryUrl: discovery,
    apiUrl: 'https://api.sandbox.mobilepay.dk',
  })
  expect(mobilepay.clients.map(({ clientId }) => clientId)).toContain('integrator')
  expect(mobilepay.users.length).toBeGreaterThan(0)
  const { worlds } = await mobilepay.control.run('worlds.list', {})
  expect(worlds[0]?.environments['sandbox-dk'].discoveryUrl).toBe(discovery)
})
