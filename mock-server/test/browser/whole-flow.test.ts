import type { EnvironmentName } from '@mobilepay-oidc/fixtures'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ResponseMode } from '../support/attempt.ts'
import { claimsOf, merchantsMe, redeem, refresh } from '../support/back-channel.ts'
import { chromiumTool, useChromium } from '../support/chromium.ts'
import { people, shops } from '../support/people.ts'
import { describeWith } from '../support/require.ts'
import { type Scene, startScene } from '../support/scene.ts'
import { button, callbackOf, logIn } from './steps.ts'
import { words } from './words.ts'

interface Row {
  readonly language: keyof typeof words
  readonly environment: EnvironmentName
  readonly responseMode: ResponseMode
  readonly script: boolean
}

/** Each language, each country and stage, each mode, with script and without. */
const rows: readonly Row[] = [
  { language: 'da', environment: 'sandbox-dk', responseMode: 'form_post', script: true },
  { language: 'da', environment: 'sandbox-dk', responseMode: 'form_post', script: false },
  { language: 'da', environment: 'sandbox-dk', responseMode: 'fragment', script: true },
  { language: 'da', environment: 'sandbox-dk', responseMode: 'fragment', script: false },
  { language: 'fi', environment: 'sandbox-fi', responseMode: 'form_post', script: true },
  { language: 'fi', environment: 'sandbox-fi', responseMode: 'form_post', script: false },
  { language: 'fi', environment: 'production-fi', responseMode: 'fragment', script: true },
  { language: 'en', environment: 'sandbox-fi', responseMode: 'fragment', script: false },
  { language: 'en', environment: 'production-dk', responseMode: 'form_post', script: true },
  { language: 'en', environment: 'production-dk', responseMode: 'form_post', script: false },
]

describeWith([chromiumTool], 'the whole flow in a browser', () => {
  const withPage = useChromium()
  let scene: Scene
  beforeEach(async () => {
    scene = await startScene()
  })
  afterEach(() => scene[Symbol.asyncDispose]())

  for (const { language, environment, responseMode, script } of rows) {
    const say = words[language]
    test(`${environment} in ${language} by ${responseMode}, ${script ? 'with' : 'without'} script`, async () => {
      const [person, shop] = environment.endsWith('dk') ? [people.anna, shops.anna] : [people.aino, shops.aino]
      const attempt = await scene.attempt({ environment, responseMode, merchantVat: shop.vat })
      await withPage({ locale: language, javaScriptEnabled: script }, async (page) => {
        await page.goto(attempt.url)
        expect(await page.locator('html').getAttribute('lang')).toBe(language)
        await logIn(page, person, say)
        expect(await page.locator('html').getAttribute('lang')).toBe(language)
        await button(page, say.allow).click()
        if (responseMode === 'form_post' && !script) await button(page, 'Continue').click()
        if (responseMode === 'fragment') await page.waitForURL((url) => url.hash !== '')
        const fields =
          responseMode === 'fragment' && !script
            ? new URLSearchParams(new URL(page.url()).hash.slice(1))
            : (await callbackOf(page, scene, attempt)).fields

        expect([...fields.keys()]).toEqual(['code', 'id_token', 'scope', 'state'])
        expect(fields.get('state')).toBe(attempt.state)
        const idToken = claimsOf(fields.get('id_token') ?? '')
        expect(idToken).toMatchObject({ iss: 'https://api.mobilepay.dk/merchant', nonce: attempt.nonce })
        const tokens = await redeem(scene, attempt, fields.get('code') ?? '')
        const again = await refresh(scene, attempt, tokens.text('refresh_token'))
        const me = await merchantsMe(scene, environment, again.text('access_token'))
        expect(await me.json()).toEqual({ MerchantId: shop.merchantId })
      })
    })
  }
})
