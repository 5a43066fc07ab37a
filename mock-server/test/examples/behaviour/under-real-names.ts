import { expect, test } from 'vitest'
import { button, logIn } from '../../browser/steps.ts'
import { words } from '../../browser/words.ts'
import { people, shops } from '../../support/people.ts'
import type { Example } from '../support/application.ts'
import { adminHost, openRealNames } from '../support/real-names.ts'

/** The build that goes into production, with the configuration of the sandbox and two variables that lead to the mock. */
export function worksUnderRealNames(example: () => Example): void {
  test('connects a merchant at MobilePay’s real addresses, over TLS, between two sites', async () => {
    await using stage = await openRealNames(example())
    const page = await stage.browser.newPage({ locale: 'da-DK' })
    page.setDefaultTimeout(10_000)
    await page.goto(`${stage.origin}/`)
    await page.getByLabel('VAT number').fill(shops.anna.vat)
    await page.getByRole('button', { name: 'Connect MobilePay' }).click()
    await page.waitForURL(`https://${adminHost}/**`)
    for (const cookie of await page.context().cookies(stage.origin)) {
      expect(cookie).toMatchObject({ sameSite: 'None', secure: true, httpOnly: true })
    }
    await logIn(page, people.anna)
    await button(page, words.da.allow).click()
    await page.waitForURL(`${stage.origin}/`)
    await page.getByRole('link', { name: shops.anna.vat }).click()
    expect(await page.getByRole('code').textContent(), stage.application.output()).toBe(shops.anna.merchantId)
    const { count } = await stage.mock.control.world().journal.count({ endpoint: 'token' })
    expect(count).toBe(1)
  }, 60_000)
}
