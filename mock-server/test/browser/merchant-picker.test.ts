import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimsOf } from '../support/back-channel.ts'
import { chromiumTool, useChromium } from '../support/chromium.ts'
import { people, shops } from '../support/people.ts'
import { describeWith } from '../support/require.ts'
import { type Scene, startScene } from '../support/scene.ts'
import { button, callbackOf, logIn, tokensOf } from './steps.ts'
import { words } from './words.ts'

describeWith([chromiumTool], 'merchant picker in a browser', () => {
  const withPage = useChromium()
  let scene: Scene
  beforeEach(async () => {
    scene = await startScene()
  })
  afterEach(() => scene[Symbol.asyncDispose]())

  test('a user with several merchants and no merchant_vat chooses, with nothing chosen beforehand', async () => {
    await withPage({}, async (page) => {
      const attempt = await scene.attempt()
      await page.goto(attempt.url)
      await logIn(page, people.bo)
      const choices = page.getByRole('group', { name: 'Dine virksomheder' }).getByRole('radio')
      await expect.poll(() => choices.count()).toBe(2)
      for (const choice of await choices.all()) expect(await choice.isChecked()).toBe(false)
      await page.getByRole('radio', { name: /Cykelhjørnet/ }).check()
      await button(page, 'Fortsæt').click()
      await expect.poll(() => page.getByRole('main').textContent()).toContain('Cykelhjørnet Eksempel (test)')
      await button(page, 'Ja, tillad').click()
      const { tokens } = await tokensOf(page, scene, attempt)
      expect(claimsOf(tokens.text('access_token'))).toMatchObject({
        merchant_id: shops.boBicycles.merchantId,
        merchant_vat: shops.boBicycles.vat,
      })

      const other = await scene.attempt()
      await page.goto(other.url)
      await page.getByRole('radio', { name: /Bageriet/ }).check()
      await button(page, 'Fortsæt').click()
      await button(page, 'Ja, tillad').click()
      const { tokens: others } = await tokensOf(page, scene, other)
      expect(claimsOf(others.text('access_token')).merchant_id).toBe(shops.boBakery.merchantId)
    })
  })

  test('a user with one merchant is not asked', async () => {
    await withPage({}, async (page) => {
      const attempt = await scene.attempt()
      await page.goto(attempt.url)
      await logIn(page, people.anna)
      await button(page, 'Ja, tillad').click()
      const { tokens } = await tokensOf(page, scene, attempt)
      expect(claimsOf(tokens.text('access_token')).merchant_id).toBe(shops.anna.merchantId)
    })
  })

  test('merchant_vat chooses without asking', async () => {
    await withPage({}, async (page) => {
      const attempt = await scene.attempt({ merchantVat: shops.boBicycles.vat })
      await page.goto(attempt.url)
      await logIn(page, people.bo)
      await button(page, 'Ja, tillad').click()
      const { tokens } = await tokensOf(page, scene, attempt)
      expect(claimsOf(tokens.text('access_token')).merchant_vat).toBe(shops.boBicycles.vat)
    })
  })

  test('in Finland, in Finnish', async () => {
    await withPage({ locale: 'fi-FI' }, async (page) => {
      const attempt = await scene.attempt({ environment: 'sandbox-fi' })
      await page.goto(attempt.url)
      await logIn(page, people.eero, words.fi)
      await page.getByRole('radio', { name: /Mallikirjakauppa/ }).check()
      await button(page, words.fi.pick).click()
      await button(page, words.fi.allow).click()
      const { tokens } = await tokensOf(page, scene, attempt)
      expect(claimsOf(tokens.text('access_token')).merchant_vat).toBe(shops.eeroBooks.vat)
    })
  })

  // Fault: the picker comes again, because the refusal is asked for only once a merchant is chosen (next-step.ts).
  test('Cancel goes back to the integrator as access_denied', async () => {
    await withPage({}, async (page) => {
      const attempt = await scene.attempt()
      await page.goto(attempt.url)
      await logIn(page, people.bo)
      await button(page, 'Annuller').click()
      await page.waitForURL((url) => url.origin === scene.integrator.origin, { timeout: 1_000 })
      const { fields } = await callbackOf(page, scene, attempt)
      expect(Object.fromEntries(fields)).toEqual({ error: 'access_denied', state: attempt.state })
    })
  })
})
