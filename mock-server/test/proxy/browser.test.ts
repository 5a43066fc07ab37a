import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import type { MockServer } from '../../src/index.ts'
import { button, callbackOf, logIn } from '../browser/steps.ts'
import { words } from '../browser/words.ts'
import { makeAttempt } from '../support/attempt.ts'
import { merchantsMe, redeem } from '../support/back-channel.ts'
import { chromiumTool } from '../support/chromium.ts'
import { keyHash, keyHashAt } from '../support/key-hash.ts'
import { people, shops } from '../support/people.ts'
import { describeWith } from '../support/require.ts'
import { startScene } from '../support/scene.ts'
import { openTunnel } from './raw-proxy.ts'

const host = 'sandprod-admin.mobilepay.dk'

/** By which Chromium is told to accept the key of the tunnels, and that of a proxy over TLS. */
async function keyHashes(mock: MockServer, tlsPort?: number): Promise<string> {
  const ca = (await mock.proxy.prepare()) ?? ''
  const inside = await openTunnel(mock.proxy.url, host, ca)
  const hashes = [keyHash(inside.getPeerCertificate().raw)]
  inside.destroy()
  if (tlsPort !== undefined) hashes.push(await keyHashAt(tlsPort, 'localhost', ca))
  return hashes.join(',')
}

/** Loopback addresses go past a proxy by default, so the integrator's callback is reached as ever. */
function launch(proxyServer: string, hashes: string) {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    `--proxy-server=${proxyServer}`,
    `--ignore-certificate-errors-spki-list=${hashes}`,
  ]
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args })
}

describeWith([chromiumTool], 'a browser with a proxy setting', () => {
  test('logs a person in and has them consent at the real address, and goes nowhere else', async () => {
    await using scene = await startScene()
    const browser = await launch(scene.mock.proxy.url, await keyHashes(scene.mock))
    try {
      const page = await browser.newPage({ locale: 'da-DK' })
      const endpoint = `https://${host}/account/connect/authorize`
      const attempt = makeAttempt(endpoint, scene.integrator.redirectUri, { merchantVat: shops.anna.vat })
      await page.goto(attempt.url)
      expect(new URL(page.url()).origin).toBe(`https://${host}`)
      const cookies = await page.context().cookies()
      expect(cookies.length).toBeGreaterThan(0)
      for (const cookie of cookies) expect(cookie).toMatchObject({ secure: true, domain: host, path: '/account' })
      await logIn(page, people.anna)
      await button(page, words.da.allow).click()

      const { fields } = await callbackOf(page, scene, attempt)
      const tokens = await redeem(scene, attempt, fields.get('code') ?? '')
      const me = await merchantsMe(scene, 'sandbox-dk', tokens.text('access_token'))
      expect(await me.json()).toEqual({ MerchantId: shops.anna.merchantId })

      const plain = await page.goto('http://example.com/')
      expect(plain?.status()).toBe(403)
      expect(await page.textContent('body')).toContain('forwards nothing to anybody')
      await expect(page.goto('https://example.com/')).rejects.toThrow('ERR_TUNNEL_CONNECTION_FAILED')
      const last = scene.mock.world.journal.entries.findLast(({ method }) => method === 'CONNECT')
      expect(last?.address).toBe('example.com:443')
    } finally {
      await browser.close()
    }
  })

  test('of Playwright’s reaches this machine past it, where it is told to', async () => {
    await using scene = await startScene()
    const callback = scene.integrator.serve('/mine', 'the integrator')
    const bypass = '127.0.0.1,localhost'
    for (const [given, status] of [
      [{ bypass }, 200],
      [{}, 403],
    ] as const) {
      const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu'],
        proxy: { server: scene.mock.proxy.url, ...given },
      })
      try {
        const page = await browser.newPage({ ignoreHTTPSErrors: true })
        const document = await page.goto(`https://${host}/account/.well-known/openid-configuration`)
        expect(document?.status()).toBe(200)
        expect((await page.goto(callback))?.status()).toBe(status)
      } finally {
        await browser.close()
      }
    }
  })

  test('is in a world of its own where its proxy is that world’s port', async () => {
    await using scene = await startScene()
    const world = scene.mock.createWorld()
    const { port } = await world.openTls()
    const browser = await launch(`https://127.0.0.1:${port}`, await keyHashes(scene.mock, port))
    try {
      const page = await browser.newPage({ locale: 'da-DK' })
      await page.goto(`https://${host}/account/.well-known/openid-configuration`)
      expect(await page.textContent('body')).toContain('"issuer":"https://api.mobilepay.dk/merchant"')
      expect(world.world.journal.count()).toBeGreaterThan(0)
      expect(scene.mock.world.journal.count()).toBe(0)
    } finally {
      await browser.close()
    }
  })
})
