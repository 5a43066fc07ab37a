import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chromiumTool, useChromium } from '../support/chromium.ts'
import { people, shops } from '../support/people.ts'
import { describeWith } from '../support/require.ts'
import { type Scene, startScene } from '../support/scene.ts'
import { button, logIn, tokensOf } from './steps.ts'

describeWith([chromiumTool], 'a browser that does not go straight on', () => {
  const withPage = useChromium()
  let scene: Scene
  beforeEach(async () => {
    scene = await startScene()
  })
  afterEach(() => scene[Symbol.asyncDispose]())

  test('reloads the login page and the consent page', async () => {
    await withPage({}, async (page) => {
      const attempt = await scene.attempt({ merchantVat: shops.anna.vat })
      await page.goto(attempt.url)
      await page.reload()
      await page.reload()
      await logIn(page, people.anna)
      await button(page, 'Ja, tillad').waitFor()
      await page.reload()
      await page.reload()
      await button(page, 'Ja, tillad').click()
      await tokensOf(page, scene, attempt)
    })
  })

  test('reloads the answer to a wrong password', async () => {
    await withPage({}, async (page) => {
      const attempt = await scene.attempt({ merchantVat: shops.anna.vat })
      await page.goto(attempt.url)
      await logIn(page, { ...people.anna, password: 'wrong' })
      await page.getByRole('alert').waitFor()
      await page.reload()
      await page.getByRole('alert').waitFor()
      await logIn(page, people.anna)
      await button(page, 'Ja, tillad').click()
      await tokensOf(page, scene, attempt)
    })
  })

  test('goes back from consent to login and logs in as somebody else', async () => {
    await withPage({}, async (page) => {
      const attempt = await scene.attempt()
      await page.goto(attempt.url)
      await logIn(page, people.bo)
      await page.getByRole('radio', { name: /Bageriet/ }).waitFor()
      await page.goBack()
      await logIn(page, people.anna)
      await expect.poll(() => page.getByRole('main').textContent()).toContain('Klippe & Krølle (test)')
      await button(page, 'Ja, tillad').click()
      await tokensOf(page, scene, attempt)
    })
  })

  test('goes back from consent to the merchant picker and picks another', async () => {
    await withPage({}, async (page) => {
      const attempt = await scene.attempt()
      await page.goto(attempt.url)
      await logIn(page, people.bo)
      await page.getByRole('radio', { name: /Bageriet/ }).check()
      await button(page, 'Fortsæt').click()
      await button(page, 'Ja, tillad').waitFor()
      await page.goBack()
      await page.getByRole('radio', { name: /Cykelhjørnet/ }).check()
      await button(page, 'Fortsæt').click()
      await button(page, 'Ja, tillad').waitFor()
      expect(await page.getByRole('main').textContent()).toContain('Cykelhjørnet')
      await button(page, 'Ja, tillad').click()
      await tokensOf(page, scene, attempt)
    })
  })

  test('goes back after the end: the nonce is spent, so a second yes ends on the error page', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      const attempt = await scene.attempt({ merchantVat: shops.anna.vat })
      await page.goto(attempt.url)
      await logIn(page, people.anna)
      await button(page, 'Ja, tillad').click()
      await button(page, 'Continue').click()
      await tokensOf(page, scene, attempt)
      await page.goto(attempt.url)
      expect(await page.locator('#error-code').textContent()).toBe('invalid_request')
      expect(scene.integrator.callbacks).toHaveLength(1)
    })
  })

  test('two attempts in two tabs do not disturb each other', async () => {
    await withPage({}, async (page) => {
      const one = await scene.attempt({ merchantVat: shops.boBakery.vat })
      const other = await scene.attempt({ merchantVat: shops.boBicycles.vat })
      const second = await page.context().newPage()
      await page.goto(one.url)
      await second.goto(other.url)
      await logIn(page, people.bo)
      await button(page, 'Ja, tillad').waitFor()
      await logIn(second, people.bo)
      await button(second, 'Ja, tillad').waitFor()
      await button(page, 'Ja, tillad').click()
      await tokensOf(page, scene, one)
      await button(second, 'Ja, tillad').click()
      await tokensOf(second, scene, other)
    })
  })

  test('uses the keyboard alone', async () => {
    await withPage({}, async (page) => {
      const attempt = await scene.attempt()
      await page.goto(attempt.url)
      await page.locator('input[name=email]:focus').waitFor()
      await page.keyboard.type(people.bo.email)
      await page.keyboard.press('Tab')
      await page.keyboard.type(people.bo.password)
      await page.keyboard.press('Enter')
      await page.getByRole('radio', { name: /Bageriet/ }).waitFor()
      await tabTo(page, 'merchantId')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Enter')
      await page.getByRole('checkbox', { name: 'Fakturaer' }).waitFor()
      await tabTo(page, 'scopes')
      await page.keyboard.press('Space')
      await tabTo(page, 'decision')
      expect(await page.locator(':focus').textContent()).toBe('Ja, tillad')
      await page.keyboard.press('Enter')
      const { tokens } = await tokensOf(page, scene, attempt)
      expect(tokens.text('scope')).toBe('openid offline_access subscriptions')
    })
  })
})

/** Moves the focus as a keyboard does, and asserts that it can be seen. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 15; presses += 1) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    const outline = await focused.evaluate('(element) => getComputedStyle(element).outlineStyle')
    expect(outline, await focused.evaluate('(element) => element.outerHTML')).not.toBe('none')
    if ((await focused.getAttribute('name')) === name) return
  }
  throw new Error(`The keyboard does not reach ${name}.`)
}
