import nock from 'nock'
import { describe, expect, it, vi } from 'vitest'
import { MobilePayClient } from '../src/index.ts'
import { discover, options, startInvoice, useSimulator } from './support/harness.ts'
import type { Claims } from './support/sign.ts'

const held = useSimulator()

const changes: readonly [string, string, (document: Claims) => unknown][] = [
  ['another issuer', 'discovery-issuer-mismatch', (d) => ({ ...d, issuer: 'https://evil.example' })],
  ['the issuer with a slash', 'discovery-issuer-mismatch', (d) => ({ ...d, issuer: `${d.issuer}/` })],
  ['no issuer', 'discovery-invalid', ({ issuer, ...d }) => d],
  [
    'a foreign token endpoint',
    'discovery-host-not-pinned',
    (d) => ({ ...d, token_endpoint: 'https://evil.example/t' }),
  ],
  ['a foreign JWKS', 'discovery-host-not-pinned', (d) => ({ ...d, jwks_uri: 'https://evil.example/keys' })],
  ['another port', 'discovery-host-not-pinned', (d) => ({ ...d, jwks_uri: 'https://api.sandbox.mobilepay.dk:8443/' })],
  [
    'a foreign unused endpoint',
    'discovery-host-not-pinned',
    (d) => ({ ...d, end_session_endpoint: 'https://evil.example' }),
  ],
  ['an http endpoint', 'discovery-invalid', (d) => ({ ...d, token_endpoint: 'http://api.sandbox.mobilepay.dk/t' })],
  ['an endpoint that is no text', 'discovery-invalid', (d) => ({ ...d, token_endpoint: 7 })],
  ['no token endpoint', 'discovery-invalid', ({ token_endpoint, ...d }) => d],
  ['no JWKS', 'discovery-invalid', ({ jwks_uri, ...d }) => d],
  ['a list', 'discovery-invalid', () => ['issuer']],
]

describe('discovery', () => {
  it.each(changes)('refuses %s', async (_, code, change) => {
    held.mobilepay.faults.discovery = change
    await expect(discover()).rejects.toMatchObject({ name: 'ProtocolError', code })
  })

  it('lives with unknown members', async () => {
    held.mobilepay.faults.discovery = (document) => ({ ...document, surprise: { deep: true } })
    await expect(discover()).resolves.toBeDefined()
  })

  it.each([
    ['a page', 'response-unexpected', [200, '<html>', { 'content-type': 'text/html' }]],
    ['a document that says it is HTML', 'response-unexpected', [200, '{}', { 'content-type': 'text/html' }]],
    ['broken JSON', 'discovery-invalid', [200, '{"issuer":', {}]],
    ['404', 'discovery-invalid', [404, {}, {}]],
    ['a redirect', 'redirect-refused', [302, '', { location: 'https://evil.example/' }]],
    ['over 256 KiB', 'response-unexpected', [200, `"${'x'.repeat(300_000)}"`, {}]],
    ['an outage', 'service-unavailable', [503, {}, {}]],
  ] as const)('refuses %s', async (_, code, [status, body, headers]) => {
    held.mobilepay.faults.discoveryReply = [status, body, headers]
    await expect(discover()).rejects.toMatchObject({ code })
  })

  it('tells an unreachable host from a refusal', async () => {
    nock.cleanAll()
    nock(/^https:\/\/sandprod-admin\.mobilepay\.dk(:443)?$/)
      .get(/.*/)
      .replyWithError(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))
    await expect(discover()).rejects.toMatchObject({ name: 'NetworkError', code: 'request-failed' })
  })

  it('gives up in time', async () => {
    const stuck: typeof fetch = (_, init) =>
      new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)))
    await expect(discover({ fetch: stuck, timeoutMs: 1 })).rejects.toMatchObject({ code: 'request-timed-out' })
  })

  it('ends at the caller’s signal', async () => {
    const caller = new AbortController()
    const stuck: typeof fetch = () => {
      caller.abort()
      return new Promise(() => {})
    }
    const discovery = MobilePayClient.discover({ ...options, fetch: stuck }, { signal: caller.signal })
    await expect(discovery).rejects.toMatchObject({ code: 'request-aborted' })
  })

  it('keeps the document for an hour, then asks once for all who come', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const client = await discover()
    await Promise.all(Array.from({ length: 5 }, () => startInvoice(client)))
    expect(held.mobilepay.count('openid-configuration')).toBe(1)
    vi.setSystemTime(Date.now() + 3_600_001)
    await Promise.all(Array.from({ length: 5 }, () => startInvoice(client)))
    expect(held.mobilepay.count('openid-configuration')).toBe(2)
  })

  it('goes on with the kept document through an outage', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const client = await discover()
    await startInvoice(client)
    held.mobilepay.faults.discoveryReply = [503, {}]
    vi.setSystemTime(Date.now() + 3_600_001)
    await expect(startInvoice(client)).resolves.toBeDefined()
  })

  it.each([
    ['clientId', { clientId: '' }, 'option-invalid'],
    ['clientSecret', { clientSecret: '' }, 'option-invalid'],
    ['timeoutMs', { timeoutMs: Number.NaN }, 'option-invalid'],
    ['a fragment', { redirectUri: 'https://integrator.example/#x' }, 'redirect-uri-invalid'],
    ['http', { redirectUri: 'http://integrator.example/' }, 'redirect-uri-invalid'],
    ['a relative address', { redirectUri: '/callback' }, 'redirect-uri-invalid'],
  ])('refuses a wrong option: %s', async (_, change, code) => {
    await expect(discover(change)).rejects.toMatchObject({ name: 'ConfigurationError', code })
    expect(held.mobilepay.seen).toEqual([])
  })
})
