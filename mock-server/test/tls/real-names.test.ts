import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { issueLeaf } from '../../src/tls/certificate.ts'
import { localAuthority, tlsNames } from '../../src/tls/local-authority.ts'
import { RenewingLeaf } from '../../src/tls/renewing-leaf.ts'
import { makeAttempt } from '../support/attempt.ts'
import { type HttpsOptions, httpsGet } from './https-get.ts'

let folder: string
let mock: MockServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mock-tls-'))
  process.env.MOBILEPAY_MOCK_DATA = folder
  mock = await startMockServer({ tls: true })
})
afterAll(async () => {
  await mock.close()
  delete process.env.MOBILEPAY_MOCK_DATA
  await rm(folder, { recursive: true })
})

const get = (url: string, options: Partial<HttpsOptions> = {}) =>
  httpsGet(url, { port: mock.tls?.port, ca: mock.tls?.ca, ...options })

const discovery = 'https://sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration'

test('the document names the real addresses', async () => {
  const { status, body } = await get(discovery)
  expect(status).toBe(200)
  expect(JSON.parse(body)).toMatchObject({
    issuer: 'https://api.mobilepay.dk/merchant',
    authorization_endpoint: 'https://sandprod-admin.mobilepay.dk/account/connect/authorize',
    token_endpoint: 'https://api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token',
  })
})

test('cookies are Secure and of the real base path', async () => {
  const redirectUri = mock.clients[0]?.redirectUris[0] ?? ''
  const attempt = makeAttempt('https://sandprod-admin.mobilepay.dk/account/connect/authorize', redirectUri, {})
  const { location } = await get(attempt.url)
  expect(location).toMatch(/^https:\/\/sandprod-admin\.mobilepay\.dk\/account\/account\/login\?ReturnUrl=/)
  const { cookies } = await get(location)
  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/account; HttpOnly; SameSite=Lax; Secure/)
})

test('another host is refused with the hosts that are known, localhost has the path form', async () => {
  const other = await get(discovery, { host: 'example.com' })
  expect(other.status).toBe(421)
  expect(other.body).toContain('https://api.sandbox.mobilepay.dk/')
  const path = await get(discovery.replace('https://', 'https://localhost/'))
  expect(JSON.parse(path.body).token_endpoint).toMatch(/^https:\/\/localhost\/api\.sandbox/)
  expect((await get('https://api.mobilepay.dk/_mock')).status).toBe(404)
})

test('the CA vouches for no other name', async () => {
  const authority = await localAuthority()
  const { certificate, key } = issueLeaf(authority, ['example.com'])
  await using own = await startMockServer({ tls: { certificate, key } })
  expect(own.tls?.ca).toBeUndefined()
  const asked = get('https://example.com/', { port: own.tls?.port, ca: authority.pem })
  await expect(asked).rejects.toThrow(/permitted subtree violation/)
})

test('a leaf is made anew a month before its end', async () => {
  let now = Date.now()
  const leaf = new RenewingLeaf(await localAuthority(), () => now)
  const first = leaf.current()
  now += 366 * 86_400_000
  expect(leaf.current()).toBe(first)
  now += 2 * 86_400_000
  const next = leaf.current()
  expect(next.certificate).not.toBe(first.certificate)
  expect(leaf.current()).toBe(next)
  expect(tlsNames).toContain('localhost')
})
