import { chromium } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { localBaseName } from '../../scripts/bundle/build-image.ts'
import { RemoteControl } from '../../src/index.ts'
import { button, logIn } from '../browser/steps.ts'
import { words } from '../browser/words.ts'
import { chromiumTool } from '../support/chromium.ts'
import { docker } from '../support/docker.ts'
import { people, shops } from '../support/people.ts'
import { describeWith } from '../support/require.ts'
import { composeTool, composeUp } from './support/compose.ts'
import { buildTestImage, until } from './support/run-docker.ts'

describeWith([docker, composeTool, chromiumTool], 'examples/compose', () => {
  let image: string

  beforeAll(async () => {
    image = await buildTestImage()
  }, 120_000)

  test('a person connects a merchant to an integrator that knows nothing of a mock', async () => {
    const free = { MOCK_PORT: '0', MOCK_TLS_PORT: '0', INTEGRATOR_PORT: '0' }
    const chosen = { MOCK_IMAGE: image, NODE_IMAGE: localBaseName, MOCK_CONTROL_TOKEN: 'a-token' }
    await using composition = await composeUp('compose/compose.yaml', { ...free, ...chosen })
    const integrator = await composition.port('integrator', 3000)
    await until(
      () => fetch(`http://127.0.0.1:${integrator}/`),
      ({ ok }) => ok,
    )
    const leads = [
      `MAP sandprod-admin.mobilepay.dk:443 127.0.0.1:${await composition.port('mock', 443)}`,
      `MAP localhost:3000 127.0.0.1:${integrator}`,
    ]
    const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
    const args = ['--no-sandbox', '--no-proxy-server', `--host-resolver-rules=${leads.join(', ')}`]
    const browser = await chromium.launch({ executablePath, args })
    try {
      const page = await browser.newPage({ ignoreHTTPSErrors: true, locale: 'da-DK' })
      await page.goto('http://localhost:3000/')
      await page.getByRole('button', { name: 'Connect MobilePay' }).click()
      await page.waitForURL('https://sandprod-admin.mobilepay.dk/**')
      await logIn(page, people.anna)
      await button(page, words.da.allow).click()
      await page.waitForURL('http://localhost:3000/connected')
      const shown = await page.getByRole('listitem').textContent()
      expect(shown).toBe(`${shops.anna.vat}: merchant ${shops.anna.merchantId}`)
    } finally {
      await browser.close()
    }
    const control = new RemoteControl({
      url: `http://127.0.0.1:${await composition.port('mock', 4010)}`,
      token: 'a-token',
    })
    expect(await control.world().journal.assert({ endpoint: 'token', outcome: 'answered', exactly: 1 })).toEqual({
      count: 1,
    })
    expect(await composition.logs()).not.toContain('a-token')
  }, 120_000)
})
