import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MockServer } from '../../src/index.ts'
import { chromiumTool, useChromium } from '../support/chromium.ts'
import { describeWith } from '../support/require.ts'
import { lowContrast } from './low-contrast.ts'
import { flow, openConsole, rail, rowOf, startConsentingMock } from './open-console.ts'

describeWith([chromiumTool], 'the colours of the console', () => {
  const withPage = useChromium()
  let mock: MockServer
  beforeEach(async () => {
    mock = await startConsentingMock()
    const { redeem } = await flow(mock)
    await redeem(mock.environments['sandbox-dk'])
    await mock.control.run('clock.advance', { world: 'default', duration: 'P1D' })
    await mock.control.run('faults.add', { world: 'default', fault: 'front-id-token-nonce-missing' })
    await flow(mock)
  })
  afterEach(() => mock.close())

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every text can be read in ${colorScheme}: WCAG 2.2, 1.4.3`, () =>
      withPage({ colorScheme }, async (page) => {
        await openConsole(page, mock)
        for (const title of ['World', 'Switches', 'Keys']) await rail(page, title).locator('summary').click()
        await rail(page, 'Faults').locator('.fault-group summary').first().click()
        await rail(page, 'Faults').locator('.fault-choice').first().click()
        await rowOf(page, 'POST token').click()
        for (const tab of [/Why/, /Request/, /Response/, /Tokens/]) {
          await page.locator('#step').getByRole('tab', { name: tab }).click()
          expect(await page.evaluate(lowContrast)).toEqual([])
        }
        await rowOf(page, 'refused').click()
        await page.locator('#step').getByRole('tab', { name: 'Why' }).click()
        await page.locator('#step .decision').waitFor()
        expect(await page.evaluate(lowContrast)).toEqual([])
        await page.keyboard.press('?')
        expect(await page.evaluate(lowContrast)).toEqual([])
      }))
  }

  test('the reader’s choice goes before the system’s, and stays', () =>
    withPage({ colorScheme: 'light' }, async (page) => {
      const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
      await openConsole(page, mock)
      const light = await paper()
      await page.locator('#theme').selectOption('dark')
      const dark = await paper()
      expect(dark).not.toBe(light)
      await page.reload()
      expect(await paper()).toBe(dark)
    }))

  for (const width of [360, 900, 1440]) {
    test(`nothing is cut off sideways at ${width} pixels`, () =>
      withPage({ viewport: { width, height: 800 } }, async (page) => {
        await openConsole(page, mock)
        const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth')
        expect(await overflow()).toBe(0)
        await rowOf(page, 'POST token').click()
        await page.locator('#step .decision').waitFor()
        expect(await overflow()).toBe(0)
        await page.keyboard.press('Escape')
        if (width > 900) return
        if (width < 900) await page.getByRole('button', { name: 'Controls' }).click()
        expect(await rail(page, 'Clock').getByRole('button', { name: 'Freeze' }).isVisible()).toBe(true)
        expect(await overflow()).toBe(0)
      }))
  }
})
