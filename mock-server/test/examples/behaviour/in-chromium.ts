import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { button, logIn } from '../../browser/steps.ts'
import { words } from '../../browser/words.ts'
import { useChromium } from '../../support/chromium.ts'
import { people, shops } from '../../support/people.ts'
import type { Stage } from '../support/stage.ts'

/** A person with a real browser, from the integrator's page to MobilePay's and back: `127.0.0.1` and `localhost` are two sites. */
export function worksInChromium(stage: () => Stage): void {
  describe('in Chromium', () => {
    const withPage = useChromium()

    const begin = async (page: Page, vat: string) => {
      await page.goto(`${stage().application.origin}/`)
      await page.getByLabel('VAT number').fill(vat)
      await page.getByRole('button', { name: 'Connect MobilePay' }).click()
      await page.waitForURL(`${stage().world.url}/**`)
    }

    test('connects a merchant who logs in and allows', async () => {
      await withPage({}, async (page) => {
        const { origin } = stage().application
        await begin(page, shops.anna.vat)
        await logIn(page, people.anna)
        await button(page, words.da.allow).click()
        await page.waitForURL(`${origin}/`)
        await page.getByRole('link', { name: shops.anna.vat }).click()
        expect(await page.getByRole('code').textContent()).toBe(shops.anna.merchantId)
        // Nothing of an answer is in the history.
        const history = await page.evaluate('JSON.stringify(navigation.entries().map(({ url }) => url))')
        expect(history).not.toMatch(/#|id_token|code=/)
      })
    })

    test('shows a person with two merchants no picker, and connects from two tabs', async () => {
      await withPage({}, async (one) => {
        const two = await one.context().newPage()
        await begin(one, shops.boBakery.vat)
        await begin(two, shops.boBicycles.vat)
        await logIn(one, people.bo)
        await button(one, words.da.allow).click()
        await one.waitForURL(`${stage().application.origin}/`)
        await logIn(two, people.bo)
        await button(two, words.da.allow).click()
        await two.waitForURL(`${stage().application.origin}/`)
        expect(await stage().merchants()).toEqual([shops.boBakery.vat, shops.boBicycles.vat])
      })
    })

    test('comes back from a merchant who says no', async () => {
      await withPage({ ignoreComplaints: true }, async (page) => {
        await begin(page, shops.anna.vat)
        await logIn(page, people.anna)
        await button(page, words.da.deny).click()
        await page.waitForURL(stage().application.redirectUri)
        expect(await page.getByRole('heading').textContent()).toBe('You did not give your consent')
        expect(await stage().merchants()).toEqual([])
      })
    })
  })
}
