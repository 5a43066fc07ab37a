import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { ask } from './ask.ts'

let mock: MockServer
let port: string

beforeEach(async () => {
  mock = await startMockServer()
  port = new URL(mock.url).port
  return () => mock.close()
})

/** What a request may have changed. */
const stateOf = ({ worlds, world }: MockServer) => ({
  worlds: worlds.all.map(({ name }) => name),
  frozen: world.clock.frozen,
  clients: world.clients.map(({ clientId }) => clientId),
  journal: world.journal.lastId,
})

const json = { 'content-type': 'application/json' }

/** Asks for changes in every way that there is, with headers that a guard must refuse. */
async function expectRefused(headers: Record<string, string>, status: number, at = port, of = mock): Promise<void> {
  const before = stateOf(of)
  const attempts = [
    { method: 'POST', path: '/_mock/worlds', body: '{"name": "intruder"}', headers: { ...json, ...headers } },
    { method: 'POST', path: '/_mock/worlds/default/clock/freeze', headers },
    { method: 'DELETE', path: '/_mock/worlds/default/clients/integrator', headers },
    { method: 'GET', path: '/_mock/worlds', headers },
    { method: 'GET', path: '/_mock/worlds/default/journal/live', headers },
    { method: 'GET', path: '/_mock/openapi.json', headers },
    { method: 'OPTIONS', path: '/_mock/worlds', headers: { ...headers, 'access-control-request-method': 'POST' } },
  ]
  for (const attempt of attempts) {
    const told = await ask(at, attempt)
    expect(told.status, `${attempt.method} ${attempt.path}`).toBe(status)
    expect(told.headers['content-type']).toBe('application/problem+json')
    expect(Object.keys(told.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  }
  expect(stateOf(of)).toEqual(before)
}

const allowed = (headers: Record<string, string>, at = port) => ask(at, { path: '/_mock/worlds', headers })

describe('Host: a name that was rebound to this machine', () => {
  test.each([
    'rebound.example',
    'rebound.example:4010',
    'localhost.rebound.example',
    'rebound.example.localhost',
    'localhost@rebound.example',
    'rebound.example#localhost',
    'rebound.example/localhost',
    '127.0.0.1.rebound.example',
    '192.0.2.1',
    '0.0.0.0',
    '[::2]',
    '[::ffff:192.0.2.1]',
    'localhost:port',
  ])('%s is refused', async (host) => {
    await expectRefused({ host }, 403)
  })

  test.each([
    'localhost',
    'localhost:1',
    'LOCALHOST:4010',
    'localhost.',
    'localhost.:4010',
    '127.0.0.1:4010',
    '[::1]',
    '[::1]:4010',
    '[0:0:0:0:0:0:0:1]:4010',
  ])('%s is this machine', async (host) => {
    expect((await allowed({ host })).status).toBe(200)
  })
})

describe('Origin: a page elsewhere', () => {
  const own = () => `localhost:${port}`

  test.each([
    ['another site', 'https://evil.example'],
    ['a page without one: sandboxed, from a file, after a redirect', 'null'],
    ['another port of this machine', 'http://localhost:3000'],
    ['a name that begins like ours', 'http://localhost.evil.example'],
    ['an extension', 'chrome-extension://abcdefghijklmnop'],
    ['nothing', ''],
  ])('%s is refused', async (_, origin) => {
    await expectRefused({ host: own(), origin }, 403)
  })

  test('the other loopback name is another origin', async () => {
    await expectRefused({ host: own(), origin: `http://127.0.0.1:${port}` }, 403)
  })

  test('its own is let through, whatever its letter case', async () => {
    expect((await allowed({ host: own(), origin: `http://${own()}` })).status).toBe(200)
    expect((await allowed({ host: own().toUpperCase(), origin: `http://${own()}` })).status).toBe(200)
  })
})

describe('Sec-Fetch-Site: reading from a page elsewhere', () => {
  test.each(['cross-site', 'same-site', 'anything'])('%s is refused', async (site) => {
    await expectRefused({ host: `localhost:${port}`, 'sec-fetch-site': site }, 403)
  })

  test.each(['same-origin', 'none'])('%s is let through', async (site) => {
    expect((await allowed({ host: `localhost:${port}`, 'sec-fetch-site': site })).status).toBe(200)
  })
})

describe('types that a page may send without asking first', () => {
  test.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain; charset=utf-8',
    'text/plain; application/json',
    'text/json',
    'application/json-patch+json',
  ])('%s is refused, with a body and without one', async (type) => {
    const before = stateOf(mock)
    for (const [path, body] of [
      ['/_mock/worlds', '{"name": "intruder"}'],
      ['/_mock/worlds/default/clock/freeze', ''],
    ] as const) {
      const told = await ask(port, { method: 'POST', path, body, headers: { 'content-type': type } })
      expect(told.status).toBe(415)
    }
    expect(stateOf(mock)).toEqual(before)
  })

  test('a body of no type is refused', async () => {
    const told = await ask(port, { method: 'POST', path: '/_mock/worlds', body: '{"name": "intruder"}', headers: {} })
    expect(told.status).toBe(415)
    expect(mock.worlds.all).toHaveLength(1)
  })
})

describe('the token, beyond loopback', () => {
  let open: MockServer
  let host: string

  beforeEach(async () => {
    open = await startMockServer({ host: '0.0.0.0' })
    host = `localhost:${new URL(open.url).port}`
    return () => open.close()
  })

  const at = () => new URL(open.url).port

  test('is asked for, and a wrong one refused', async () => {
    await expectRefused({ host }, 401, at(), open)
    for (const authorization of ['Bearer wrong', `Basic ${open.control.token}`, `${open.control.token}`, 'Bearer ']) {
      await expectRefused({ host, authorization }, 401, at(), open)
    }
  })

  test('opens', async () => {
    expect(open.control.token).toMatch(/^[\w-]{32}$/)
    expect((await allowed({ host, authorization: `Bearer ${open.control.token}` }, at())).status).toBe(200)
    expect((await allowed({ host, authorization: `bearer ${open.control.token}` }, at())).status).toBe(200)
  })

  test('is challenged as RFC 6750 says', async () => {
    const without = await allowed({ host }, at())
    const wrong = await allowed({ host, authorization: 'Bearer wrong' }, at())
    expect(without.headers['www-authenticate']).toBe('Bearer realm="mobilepay-mock"')
    expect(wrong.headers['www-authenticate']).toBe('Bearer realm="mobilepay-mock", error="invalid_token"')
  })

  test('opens nothing for a foreign Host or Origin', async () => {
    const authorization = `Bearer ${open.control.token}`
    await expectRefused({ host: 'rebound.example', authorization }, 403, at(), open)
    await expectRefused({ host, origin: 'https://evil.example', authorization }, 403, at(), open)
  })

  test('an address cannot be rebound, so it may be any', async () => {
    expect(
      (await allowed({ host: '192.0.2.1:4010', authorization: `Bearer ${open.control.token}` }, at())).status,
    ).toBe(200)
  })
})

describe('the token of the environment', () => {
  afterEach(() => vi.unstubAllEnvs())

  test('is taken, and an empty one is none', async () => {
    vi.stubEnv('MOBILEPAY_MOCK_CONTROL_TOKEN', 'chosen')
    await using chosen = await startMockServer({ publicUrl: 'http://mock.example:4010' })
    expect(chosen.control.token).toBe('chosen')
    vi.stubEnv('MOBILEPAY_MOCK_CONTROL_TOKEN', ' ')
    await using empty = await startMockServer({ publicUrl: 'http://mock.example:4010' })
    expect(empty.control.token).toMatch(/^[\w-]{32}$/)
  })
})

test('a public name is answered under', async () => {
  await using named = await startMockServer({ publicUrl: 'https://Mock.Example' })
  const bound = named.world.journal.lastId
  expect(bound).toBe(0)
  expect(named.control.token).toBeDefined()
})

test('more names are answered under with the token, as they are told', async () => {
  await using named = await startMockServer({ controlHosts: ['Mock', 'mock.example'] })
  const at = new URL(named.url).port
  const authorization = `Bearer ${named.control.token}`
  expect((await allowed({ host: 'mock:4010', authorization }, at)).status).toBe(200)
  expect((await allowed({ host: 'mock.example' }, at)).status).toBe(401)
  expect((await allowed({ host: 'other.example', authorization }, at)).status).toBe(403)
})

test('health alone is open', async () => {
  expect((await ask(port, { path: '/_mock/health', headers: { host: 'rebound.example' } })).status).toBe(200)
})
