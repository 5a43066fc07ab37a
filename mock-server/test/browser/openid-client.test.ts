import { clients } from '@mobilepay-oidc/fixtures'
import { expect, test } from 'vitest'
import { startMockServer } from '../../src/index.ts'
import { chromiumTool, useChromium } from '../support/chromium.ts'
import { shops } from '../support/people.ts'
import { describeWith } from '../support/require.ts'
import { freePort, runExample } from '../support/run-example.ts'
import { button } from './steps.ts'

describeWith([chromiumTool], 'the example of openid-client and a browser', () => {
  const withPage = useChromium()

  const rows = [
    { environment: 'sandbox-dk', responseMode: 'form_post', user: 'Anna Test', merchant: shops.anna },
    { environment: 'sandbox-fi', responseMode: 'fragment', user: 'Aino Testi', merchant: shops.aino },
  ] as const

  for (const { environment, responseMode, user, merchant } of rows) {
    test(`${environment} by ${responseMode}, as the how-to says`, async () => {
      const redirectUri = `http://127.0.0.1:${await freePort()}/`
      const registered = clients.map((client) => ({ ...client, redirectUris: [redirectUri] }))
      await using mock = await startMockServer({ clients: registered })
      const script = runExample(process.execPath, 'openid-client/flow.mjs', [environment, responseMode], {
        MOCK_URL: mock.url,
        REDIRECT_URI: redirectUri,
      })
      const address = await script.line(/^http/)
      // Not held against the browser's complaints: the example's server ends with the answer, before an icon is asked for.
      await withPage({ ignoreComplaints: true }, async (page) => {
        await page.goto(address)
        await button(page, `Fortsæt som ${user}`).click()
        await button(page, 'Ja, tillad').click()
        await page.getByText('Done.').waitFor()
      })
      const { exitCode, output } = await script.finished()
      expect(exitCode).toBe(0)
      expect(output).toMatch(new RegExp(`merchant ${merchant.merchantId}\n$`))
    })
  }
})
