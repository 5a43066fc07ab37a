import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MockServer } from '../../src/index.ts'
import { chromiumTool, useChromium } from '../support/chromium.ts'
import { describeWith } from '../support/require.ts'
import { flow, openConsole, rowOf, startConsentingMock } from './open-console.ts'

const hostile = '"><script>window.taken=1</script><img src=x onerror="window.taken=1">'

describeWith([chromiumTool], 'hostile content in the console', () => {
  const withPage = useChromium()
  let mock: MockServer
  beforeEach(async () => {
    mock = await startConsentingMock()
  })
  afterEach(() => mock.close())

  test('stands there as text, wherever it came in', () =>
    withPage({}, async (page) => {
      const { discoveryUrl } = mock.environments['sandbox-dk']
      const { authorization_endpoint } = (await (await fetch(discoveryUrl)).json()) as {
        authorization_endpoint: string
      }
      const query = new URLSearchParams({ client_id: hostile, state: hostile, scope: hostile, redirect_uri: hostile })
      await fetch(`${authorization_endpoint}?${query}`, {
        redirect: 'manual',
        headers: { 'user-agent': hostile, [`x-${'a'.repeat(20)}`]: hostile },
      })
      await fetch(`${authorization_endpoint}/${encodeURIComponent(hostile)}`)
      await openConsole(page, mock)
      await rowOf(page, 'GET authorize').click()
      const step = page.locator('#step')
      for (const tab of ['Why', 'Response', 'Tokens', 'Request']) {
        await step.getByRole('tab', { name: tab }).click()
        await expect.poll(() => step.getByRole('tab', { name: tab }).getAttribute('aria-selected')).toBe('true')
      }
      await step.locator('.pairs > div', { hasText: 'user-agent' }).getByText(hostile).waitFor()
      await rowOf(page, 'GET unknown').click()
      await step.getByText('GET unknown').first().waitFor()
      expect(await page.locator('main img, main script, #step img, #step script').count()).toBe(0)
      expect(await page.evaluate('window.taken')).toBe(undefined)
    }))

  test('a nonce of markup is text among the claims', () =>
    withPage({}, async (page) => {
      await flow(mock, { nonce: hostile })
      await openConsole(page, mock)
      await rowOf(page, 'POST token').click()
      await page
        .locator('#step')
        .getByRole('tab', { name: /Tokens/ })
        .click()
      await page.locator('#step .pairs dd', { hasText: hostile }).first().waitFor()
      expect(await page.evaluate('window.taken')).toBe(undefined)
    }))

  test('not even a script of the page can make markup of text', () =>
    withPage({ ignoreComplaints: true }, async (page) => {
      await openConsole(page, mock)
      const attempt = page.evaluate('void (document.body.innerHTML = "<b>x</b>")')
      await expect(attempt).rejects.toThrow(/TrustedHTML/)
    }))
})
