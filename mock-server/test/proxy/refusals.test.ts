import dns from 'node:dns'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { knownHosts } from '../../src/edge/find-site.ts'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { readAbsoluteForm } from '../../src/proxy/absolute-form.ts'
import { judgeConnect } from '../../src/proxy/judge-connect.ts'
import { askProxy, connectRefused, openRaw, readUntil } from './raw-proxy.ts'

let mock: MockServer
beforeEach(async () => {
  mock = await startMockServer()
  return () => mock.close()
})
afterEach(() => vi.restoreAllMocks())

const logged = () => mock.world.journal.entries.map(({ method, address, decision }) => ({ method, address, decision }))

describe('CONNECT', () => {
  test.each([
    ['example.com:443', /It does not go to example\.com.*forwards nothing[\s\S]*NO_PROXY=example\.com/],
    ['evil.mobilepay.dk:443', /does not go to evil\.mobilepay\.dk/],
    ['mobilepay.dk:443', /does not go to mobilepay\.dk/],
    ['admin.mobilepay.dk.example:443', /does not go to admin\.mobilepay\.dk\.example/],
    ['127.0.0.1:443', /does not go to 127\.0\.0\.1/],
    ['[::1]:443', /does not go to \[::1\]/],
    ['sandprod-admin.mobilepay.dk:8443', /is sandprod-admin\.mobilepay\.dk on port 443, not on port 8443/],
    ['sandprod-admin.mobilepay.dk:80', /on port 443, not on port 80/],
  ])('to %s is refused with a sentence, and the log has it', async (target, sentence) => {
    const { status, body } = await connectRefused(mock.proxy.url, target)
    expect(status).toBe(403)
    expect(body).toMatch(sentence)
    expect(body).toContain('sandprod-admin.mobilepay.dk:443')
    expect(logged()).toEqual([
      {
        method: 'CONNECT',
        address: target,
        decision: { kind: 'answered', what: expect.stringMatching(/^with 403: /) },
      },
    ])
  })

  test.each([
    'sandprod-admin.mobilepay.dk',
    'sandprod-admin.mobilepay.dk:',
    ':443',
    'a b:443',
    'sandprod-admin.mobilepay.dk:0',
    'sandprod-admin.mobilepay.dk:99999',
    'user@sandprod-admin.mobilepay.dk:443',
    'https://sandprod-admin.mobilepay.dk:443',
    '/',
  ])('to %j, which names no host and port, is a bad request', async (target) => {
    const socket = await openRaw(mock.proxy.url)
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: x\r\n\r\n`)
    expect(await readUntil(socket, /never/)).toMatch(/^HTTP\/1\.1 400 /)
    socket.destroy()
  })

  test('of a client that goes on to send is refused all the same, and its connection ends', async () => {
    const socket = await openRaw(mock.proxy.url)
    socket.write(`CONNECT example.com:443 HTTP/1.1\r\n\r\n${'x'.repeat(100_000)}`)
    expect(await readUntil(socket, /never/)).toMatch(/^HTTP\/1\.1 403 /)
    socket.destroy()
  })

  test('names are compared without case and last dot', () => {
    for (const name of ['API.MobilePay.dk:443', 'api.mobilepay.dk.:443']) {
      expect(judgeConnect(name)).toBe('api.mobilepay.dk')
    }
  })

  test('to nothing but MobilePay’s hosts on port 443 is let through', () => {
    const target = fc.oneof(
      fc.string(),
      fc.domain().map((name) => `${name}:443`),
      fc.tuple(fc.constantFrom(...knownHosts), fc.string()).map(([name, more]) => `${name}${more}:443`),
      fc.tuple(fc.string(), fc.constantFrom(...knownHosts)).map(([more, name]) => `${more}${name}:443`),
      fc.tuple(fc.constantFrom(...knownHosts), fc.nat(70_000)).map(([name, port]) => `${name}:${port}`),
    )
    const allowed = new Set(knownHosts.flatMap((name) => [`${name}:443`, `${name}.:443`]))
    fc.assert(
      fc.property(target, (text) => {
        const judged = judgeConnect(text)
        expect(typeof judged === 'string').toBe(allowed.has(text.toLowerCase().replace(/:0*443$/, ':443')))
      }),
    )
  })
})

describe('a request in absolute form', () => {
  test.each([
    [
      'http://sandprod-admin.mobilepay.dk/account/x',
      /reached by https, not by http[\s\S]*Use https:\/\/sandprod-admin/,
    ],
    ['http://example.com/', /does not go to example\.com/],
    ['https://example.com/', /does not go to example\.com/],
    ['http://localhost:1/', /does not go to localhost:1/],
    ['https://sandprod-admin.mobilepay.dk:8443/account', /does not go to sandprod-admin\.mobilepay\.dk:8443/],
  ])('%s is refused with a sentence', async (target, sentence) => {
    const { status, body } = await askProxy(mock.proxy.url, target)
    expect(status).toBe(403)
    expect(body).toMatch(sentence)
  })

  test('to anybody else is refused, whoever that is', () => {
    const address = fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true })
    fc.assert(
      fc.property(address, fc.constantFrom(...knownHosts), (url, known) => {
        for (const target of [url, `http://${known}/`, `https://${known}.example/`, `https://${known}:444/`]) {
          const message = Object.assign(new IncomingMessage(new Socket()), { url: target })
          expect(readAbsoluteForm(message, () => false)).toMatchObject({ kind: 'refused', refusal: { status: 403 } })
        }
      }),
    )
  })

  test('by https to a real host is as good as a tunnel, for clients that know no CONNECT', async () => {
    const target = 'https://sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration'
    const { status, body } = await askProxy(mock.proxy.url, target)
    expect(status).toBe(200)
    expect(JSON.parse(body).token_endpoint).toMatch('https://api.sandbox.mobilepay.dk/')
    expect((await askProxy(mock.proxy.url, 'https://api.mobilepay.dk/_mock/worlds')).status).toBe(404)
  })

  test('to the mock itself is answered, whatever host it says besides', async () => {
    const { status, body } = await askProxy(mock.proxy.url, mock.environments['sandbox-dk'].discoveryUrl)
    expect(status).toBe(200)
    expect(JSON.parse(body).token_endpoint).toMatch(`${mock.url}/api.sandbox.mobilepay.dk/`)
    const rebound = await askProxy(mock.proxy.url, 'http://evil.example/_mock/worlds', { host: new URL(mock.url).host })
    expect(rebound.status).toBe(403)
  })
})

test('nobody is looked up', async () => {
  const lookup = vi.spyOn(dns, 'lookup')
  const proxyUrl = mock.proxy.url.replace('localhost', '127.0.0.1')
  await connectRefused(proxyUrl, 'example.com:443')
  await askProxy(proxyUrl, 'http://example.com/')
  await askProxy(proxyUrl, 'https://sandprod-admin.mobilepay.dk/account/')
  expect(lookup.mock.calls.map(([name]) => name).filter((name) => name !== '127.0.0.1')).toEqual([])
})
