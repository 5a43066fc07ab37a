import { type MockServer, startMockServer } from '@mobilepay-oidc/mock-server'
import { chromium } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { chromiumTool } from '../../mock-server/test/support/chromium.ts'
import { describeWith } from '../../mock-server/test/support/require.ts'
import { chromiumArguments } from '../src/sandbox/chromium-arguments.ts'
import { keyHashes } from '../src/sandbox/key-hashes.ts'
import { readSandboxOptions } from '../src/sandbox/sandbox-options.ts'
import { guardedSend } from '../src/subjects/guarded-send.ts'
import { textOf } from '../src/subjects/http.ts'
import type { NetworkOptions } from '../src/subjects/network-send.ts'
import { tlsProbe } from '../src/subjects/tls-probe.ts'

const host = 'sandprod-admin.mobilepay.dk'
const discovery = `https://${host}/account/.well-known/openid-configuration`

let mock: MockServer
let network: NetworkOptions
beforeEach(async () => {
  mock = await startMockServer()
  const ca = await mock.proxy.prepare()
  network = { proxy: mock.proxy.url, isOwn: true, ...(ca === undefined ? {} : { ca }) }
  return () => mock.close()
})

describe('through a proxy', () => {
  it('sends under real names, one request after another, and posts forms', async () => {
    const send = guardedSend(network)
    const document = JSON.parse(textOf(await send({ method: 'GET', url: discovery })))
    expect(document.issuer).toBe('https://api.mobilepay.dk/merchant')
    const form = { grant_type: 'refresh_token' }
    const answers = await Promise.all([1, 2, 3].map(() => send({ method: 'POST', url: document.token_endpoint, form })))
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
    expect(mock.world.journal.count()).toBe(4)
  })

  it('sends its user name, which is a world of the mock', async () => {
    const world = mock.createWorld({}, 'mine')
    await guardedSend({ ...network, proxy: world.proxyUrl })({ method: 'GET', url: discovery })
    expect(world.world.journal.count()).toBe(1)
    expect(mock.world.journal.count()).toBe(0)
  })

  it.each([
    ['https://other.example/', /the proxy http:\/\/localhost:\d+ answered 403 to CONNECT other\.example:443/],
    [`http://${host}/`, /answered 403 to CONNECT sandprod-admin\.mobilepay\.dk:80/],
    [`https://${host}:8443/`, /answered 403 to CONNECT sandprod-admin\.mobilepay\.dk:8443/],
  ])('says that the proxy refuses %s', async (url, message) => {
    await expect(guardedSend(network)({ method: 'GET', url })).rejects.toThrow(message)
  })

  it('goes straight to this machine', async () => {
    expect((await guardedSend(network)({ method: 'GET', url: `${mock.url}/_mock/health` })).status).toBe(200)
  })

  it('says which proxy is away, and shows no credentials of it', async () => {
    const proxy = mock.proxy.url.replace('//', '//me:hush@')
    await mock.close()
    const asked = guardedSend({ ...network, proxy })({ method: 'GET', url: discovery })
    await expect(asked).rejects.toThrow(/ECONNREFUSED/)
    await expect(asked).rejects.not.toThrow(/hush/)
  })

  it('never asks for production', async () => {
    const send = guardedSend(network)
    expect(() => send({ method: 'GET', url: 'https://api.mobilepay.dk/' })).toThrow(/production is never tested/)
  })

  it('shakes hands with the host behind it, and learns the keys that a browser is to take', async () => {
    expect(await tlsProbe(network)(host, 443, 'TLSv1.3')).toMatchObject({
      protocol: 'TLSv1.3',
      certificateProblem: undefined,
    })
    expect(await tlsProbe(network)(host, 443, 'TLSv1.1')).toMatchObject({ protocol: undefined })
    expect((await tlsProbe(network)('other.example', 443, 'TLSv1.3')).error).toContain('answered 403')
    expect(await keyHashes([host, 'other.example'], network)).toHaveLength(1)
  })
})

describe('--proxy', () => {
  const flags = { 'refresh-token': false, burn: false, destructive: false, yes: false }

  it('is an http address, alone', () => {
    expect(readSandboxOptions({ ...flags, proxy: 'http://localhost:4010' }).network).toEqual({
      proxy: 'http://localhost:4010',
    })
    for (const proxy of ['https://localhost:4010', 'localhost:4010', 'http://', 'socks5://me:hush@localhost']) {
      expect(() => readSandboxOptions({ ...flags, proxy })).toThrow(/--proxy takes an http address/)
      expect(() => readSandboxOptions({ ...flags, proxy })).not.toThrow(/hush/)
    }
    const both = { ...flags, proxy: 'http://localhost:4010', resolve: [`${host}:443:127.0.0.1`] }
    expect(() => readSandboxOptions(both)).toThrow(/without --resolve/)
  })

  it('leads Chromium to the sandbox by it, and nowhere else', () => {
    const args = chromiumArguments({ proxy: 'http://me:hush@localhost:4010' }, 'http://127.0.0.1:7890/', [])
    const script = args.find((argument) => argument.startsWith('--proxy-pac-url='))?.split('base64,')[1] ?? ''
    const rule = new Function('host', `${Buffer.from(script, 'base64')}; return FindProxyForURL('', host)`)
    expect(rule(host)).toBe('PROXY localhost:4010')
    expect(rule('api.sandbox.mobilepay.dk')).toBe('PROXY localhost:4010')
    for (const other of ['api.mobilepay.dk', '127.0.0.1', 'example.com']) expect(rule(other)).toBe('DIRECT')
  })
})

describeWith([chromiumTool], 'a browser of the suite behind a proxy', () => {
  it('reaches the sandbox by it, and neither production nor the client at all', async () => {
    const hashes = await keyHashes([host], network)
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [...chromiumArguments(network, 'http://127.0.0.1:7890/', hashes)],
    })
    try {
      const page = await browser.newPage()
      expect((await page.goto(discovery))?.status()).toBe(200)
      expect(mock.world.journal.count()).toBeGreaterThan(0)
      for (const url of ['https://api.mobilepay.dk/', 'https://www.mobilepay.fi/', 'http://127.0.0.1:7890/']) {
        await expect(page.goto(url)).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
      }
    } finally {
      await browser.close()
    }
  })
})
