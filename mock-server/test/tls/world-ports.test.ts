import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { makeAttempt } from '../support/attempt.ts'
import { httpsGet } from './https-get.ts'

let folder: string
let mock: MockServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mock-world-ports-'))
  process.env.MOBILEPAY_MOCK_DATA = folder
})
afterAll(async () => {
  delete process.env.MOBILEPAY_MOCK_DATA
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  mock = await startMockServer({ tls: true, consent: 'auto' })
  return () => mock.close()
})

const base = 'https://sandprod-admin.mobilepay.dk/account'
const discovery = `${base}/.well-known/openid-configuration`
const attempt = () => makeAttempt(`${base}/connect/authorize`, 'http://127.0.0.1:7890/', { responseMode: 'fragment' })

test('under one real name each port leads into its own world', async () => {
  const [one, other] = [mock.createWorld({ generation: '2018' }), mock.createWorld({ users: [], consent: 'page' })]
  const [oneTls, otherTls] = await Promise.all([one.openTls(), other.openTls()])
  expect(new Set([mock.tls?.port, oneTls.port, otherTls.port]).size).toBe(3)
  const answered = await httpsGet(attempt().url, oneTls)
  expect(answered.location).toMatch(/^http:\/\/127\.0\.0\.1:7890\/#code=[0-9a-f]{64}&/)
  const asked = await httpsGet(attempt().url, otherTls)
  expect(asked.location).toMatch(/^https:\/\/sandprod-admin\.mobilepay\.dk\/account\/account\/login/)
  expect(one.world.journal.count()).toBe(1)
  expect(mock.world.journal.count()).toBe(0)
  expect(JSON.parse((await httpsGet(discovery, oneTls)).body)).not.toHaveProperty(
    'backchannel_user_code_parameter_supported',
  )
})

test('one browser, whose cookies know no ports, is signed in at each world by itself', async () => {
  const [one, other] = [mock.createWorld(), mock.createWorld({ consent: 'page' })]
  const [oneTls, otherTls] = await Promise.all([one.openTls(), other.openTls()])
  const { cookies } = await httpsGet(attempt().url, oneTls)
  expect(cookies.length).toBeGreaterThan(0)
  const elsewhere = await httpsGet(attempt().url, { ...otherTls, cookies })
  expect(elsewhere.location).toContain('/account/login')
})

test('localhost has the path form of the world there, and its addresses lead back to the port', async () => {
  const world = mock.createWorld()
  const tls = await world.openTls()
  const host = `localhost:${tls.port}`
  const { body } = await httpsGet(discovery.replace('https://', 'https://localhost/'), { ...tls, host })
  expect(JSON.parse(body).token_endpoint).toMatch(`https://${host}/api.sandbox.mobilepay.dk/`)
})

test('it closes with its world, and with the mock', async () => {
  const world = mock.createWorld()
  const tls = await world.openTls()
  expect((await httpsGet(discovery, tls)).status).toBe(200)
  world.remove()
  await expect(httpsGet(discovery, tls)).rejects.toThrow()
  const left = await mock.createWorld().openTls()
  await mock.close()
  await expect(httpsGet(discovery, left)).rejects.toThrow()
})

test('is opened over the control surface as well', async () => {
  mock.createWorld({}, 'mine')
  const answer = await fetch(`${mock.url}/_mock/worlds/mine/tls`, { method: 'POST' })
  const tls = (await answer.json()) as { port: number; ca: string; hosts: string[] }
  expect(tls.hosts).toContain('sandprod-admin.mobilepay.dk')
  expect((await httpsGet(discovery, tls)).status).toBe(200)
})

test('a taken port and a broken certificate are refused by field', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const open = (input: object) => mock.control.run('tls.open', { world: 'default', ...input })
  await expect(open({ port })).rejects.toMatchObject({ status: 409, errors: [{ field: 'port' }] })
  await expect(open({ certificate: 'x', key: 'y' })).rejects.toMatchObject({
    status: 422,
    errors: [{ field: 'certificate' }],
  })
  await expect(open({ port: 70_000 })).rejects.toMatchObject({ status: 422, errors: [{ field: 'port' }] })
  taken.close()
})
