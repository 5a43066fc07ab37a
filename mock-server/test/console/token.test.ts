import { afterEach, beforeEach, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { chromiumTool, useChromium } from '../support/chromium.ts'
import { describeWith } from '../support/require.ts'
import { rail } from './open-console.ts'

describeWith([chromiumTool], 'the console of a mock beyond loopback', () => {
  const withPage = useChromium()
  let mock: MockServer
  let address: string
  beforeEach(async () => {
    mock = await startMockServer({ host: '0.0.0.0' })
    address = `http://localhost:${new URL(mock.url).port}`
  })
  afterEach(() => mock.close())

  test('asks for the control token, again after a wrong one, and keeps it in the tab alone', () =>
    withPage({ ignoreComplaints: true }, async (page) => {
      await page.goto(`${address}/_mock/`)
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Control token').fill('wrong')
      await dialog.getByRole('button', { name: 'Use it' }).click()
      await dialog.getByText('That was not it').waitFor()
      await dialog.getByLabel('Control token').fill(mock.control.token ?? '')
      await dialog.getByRole('button', { name: 'Use it' }).click()
      await page.locator('#connection', { hasText: 'Live' }).waitFor()
      await fetch(`${address}/sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration`)
      await page.locator('.row', { hasText: 'GET discovery' }).waitFor()
      await rail(page, 'Clock').getByRole('button', { name: 'Freeze' }).click()
      await expect.poll(() => mock.world.clock.frozen).toBe(true)
      await page.reload()
      await page.locator('#connection', { hasText: 'Live' }).waitFor()
      expect(await page.evaluate('document.cookie + JSON.stringify(localStorage)')).not.toContain(mock.control.token)
      expect(page.url()).not.toContain(mock.control.token)
    }))
})
