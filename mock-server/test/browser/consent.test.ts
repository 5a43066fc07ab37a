import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimsOf, merchantsMe } from '../support/back-channel.ts'
import { chromiumTool, useChromium } from '../support/chromium.ts'
import { people, shops } from '../support/people.ts'
import { describeWith } from '../support/require.ts'
import { type Scene, startScene } from '../support/scene.ts'
import { button, callbackOf, logIn, tokensOf } from './steps.ts'

describeWith([chromiumTool], 'consent in a browser', () => {
  const withPage = useChromium()
  let scene: Scene
  beforeEach(async () => {
    scene = await startScene()
  })
  afterEach(() => scene[Symbol.asyncDispose]())

  const everything = 'openid offline_access invoice subscriptions transactionreporting merchantpayments webhooks'

  test('names both parties and has a ticked box for every product', async () => {
    const attempt = await scene.attempt({ merchantVat: shops.anna.vat, scope: everything })
    await withPage({}, async (page) => {
      await page.goto(attempt.url)
      await logIn(page, people.anna)
      const main = page.getByRole('main')
      await expect.poll(() => main.textContent()).toContain('Test Integrator ApS')
      expect(await main.textContent()).toContain('Klippe & Krølle (test)')
      expect(await main.textContent()).toContain('DK12345674')
      const boxes = page.getByRole('group', { name: 'Produkter' }).getByRole('checkbox')
      expect(await boxes.count()).toBe(5)
      for (const box of await boxes.all()) expect(await box.isChecked()).toBe(true)
      await button(page, 'Ja, tillad').click()
      const { callback, tokens } = await tokensOf(page, scene, attempt)
      expect([...callback.fields.keys()]).toEqual(['code', 'id_token', 'scope', 'state'])
      expect(callback.fields.get('scope')).toBe(everything)
      expect(tokens.text('scope')).toBe(everything)
      expect(claimsOf(tokens.text('access_token'))).toMatchObject({
        merchant_id: shops.anna.merchantId,
        merchant_vat: shops.anna.vat,
      })
      const me = await merchantsMe(scene, 'sandbox-dk', tokens.text('access_token'))
      expect(await me.json()).toEqual({ MerchantId: shops.anna.merchantId })
    })
  })

  test('a product that is cleared is granted neither in the callback nor in the token', async () => {
    const attempt = await scene.attempt({ merchantVat: shops.anna.vat })
    await withPage({}, async (page) => {
      await page.goto(attempt.url)
      await logIn(page, people.anna)
      await page.getByRole('checkbox', { name: 'Fakturaer' }).uncheck()
      await button(page, 'Ja, tillad').click()
      const { callback, tokens } = await tokensOf(page, scene, attempt)
      expect(callback.fields.get('scope')).toBe('openid offline_access subscriptions')
      expect(tokens.text('scope')).toBe('openid offline_access subscriptions')
      expect(claimsOf(tokens.text('access_token')).scope).toEqual(['openid', 'subscriptions', 'offline_access'])
      expect((await merchantsMe(scene, 'sandbox-dk', tokens.text('access_token'))).status).toBe(403)
    })
  })

  test('every product cleared counts as a no', async () => {
    const attempt = await scene.attempt({ merchantVat: shops.anna.vat })
    await withPage({}, async (page) => {
      await page.goto(attempt.url)
      await logIn(page, people.anna)
      for (const box of await page.getByRole('checkbox').all()) await box.uncheck()
      await button(page, 'Ja, tillad').click()
      const { fields } = await callbackOf(page, scene, attempt)
      expect(Object.fromEntries(fields)).toEqual({ error: 'access_denied', state: attempt.state })
    })
  })

  for (const responseMode of ['form_post', 'fragment'] as const) {
    test(`a no goes back as access_denied by ${responseMode}, and is no standing answer`, async () => {
      await withPage({}, async (page) => {
        const attempt = await scene.attempt({ merchantVat: shops.anna.vat, responseMode })
        await page.goto(attempt.url)
        await logIn(page, people.anna)
        await button(page, 'Nej, tillad ikke').click()
        const { mode, fields } = await callbackOf(page, scene, attempt)
        expect(mode).toBe(responseMode)
        expect([...fields]).toEqual([
          ['error', 'access_denied'],
          ['state', attempt.state],
        ])
        await page.goto((await scene.attempt({ merchantVat: shops.anna.vat })).url)
        await button(page, 'Ja, tillad').waitFor()
      })
    })
  }

  test('a standing grant skips the page, until more is asked for', async () => {
    await withPage({}, async (page) => {
      const first = await scene.attempt({ merchantVat: shops.anna.vat, scope: 'openid offline_access invoice' })
      await page.goto(first.url)
      await logIn(page, people.anna)
      await button(page, 'Ja, tillad').click()
      await tokensOf(page, scene, first)

      const again = await scene.attempt({ merchantVat: shops.anna.vat, scope: 'openid offline_access invoice' })
      await page.goto(again.url)
      const { callback } = await tokensOf(page, scene, again)
      expect(callback.fields.get('scope')).toBe('openid offline_access invoice')

      const silent = await scene.attempt({
        merchantVat: shops.anna.vat,
        scope: 'openid invoice',
        parameters: { prompt: 'none' },
      })
      await page.goto(silent.url)
      await tokensOf(page, scene, silent)

      await page.goto((await scene.attempt({ merchantVat: shops.anna.vat })).url)
      await button(page, 'Ja, tillad').waitFor()
    })
  })

  test('prompt=consent asks again where a grant stands', async () => {
    await withPage({}, async (page) => {
      const first = await scene.attempt({ merchantVat: shops.anna.vat })
      await page.goto(first.url)
      await logIn(page, people.anna)
      await button(page, 'Ja, tillad').click()
      await tokensOf(page, scene, first)
      const asking = await scene.attempt({ merchantVat: shops.anna.vat, parameters: { prompt: 'consent' } })
      await page.goto(asking.url)
      await page.getByRole('checkbox', { name: 'Abonnementer' }).uncheck()
      await button(page, 'Ja, tillad').click()
      const { tokens } = await tokensOf(page, scene, asking)
      expect(tokens.text('scope')).toBe('openid offline_access invoice')
    })
  })
})
