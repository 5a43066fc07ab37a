import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { button, callbackOf, logIn } from '../browser/steps.ts'
import { words } from '../browser/words.ts'
import { makeAttempt } from '../support/attempt.ts'
import { merchantsMe, redeem } from '../support/back-channel.ts'
import { chromiumTool } from '../support/chromium.ts'
import { people, shops } from '../support/people.ts'
import { describeWith } from '../support/require.ts'
import { startScene } from '../support/scene.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mock-tls-browser-'))
  process.env.MOBILEPAY_MOCK_DATA = folder
})
afterAll(async () => {
  delete process.env.MOBILEPAY_MOCK_DATA
  await rm(folder, { recursive: true })
})

const host = 'sandprod-admin.mobilepay.dk'

/** The hash by which Chromium is told to accept this one key; read over a handshake that trusts the CA. */
async function keyHash(port: number, ca: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, servername: host, ca })
  await once(socket, 'secureConnect')
  const { publicKey } = new X509Certificate(socket.getPeerCertificate().raw)
  socket.destroy()
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')
}

async function launch(port: number, ca: string) {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-proxy-server',
    `--host-resolver-rules=MAP ${host}:443 127.0.0.1:${port}`,
    `--ignore-certificate-errors-spki-list=${await keyHash(port, ca)}`,
  ]
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args })
}

describeWith([chromiumTool], 'real host names in a browser', () => {
  test('a person logs in and consents under the real address', async () => {
    await using scene = await startScene({ tls: true })
    const browser = await launch(scene.mock.tls?.port ?? 0, scene.mock.tls?.ca ?? '')
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
      expect(new URL(page.url()).origin).toBe(`https://${host}`)
      await button(page, words.da.allow).click()

      const { fields } = await callbackOf(page, scene, attempt)
      const tokens = await redeem(scene, attempt, fields.get('code') ?? '')
      const me = await merchantsMe(scene, 'sandbox-dk', tokens.text('access_token'))
      expect(await me.json()).toEqual({ MerchantId: shops.anna.merchantId })
    } finally {
      await browser.close()
    }
  })
})
