import { expect, test } from 'vitest'
import { people, shops } from '../../support/people.ts'
import { exampleClient } from '../support/application.ts'
import { MerchantBrowser } from '../support/merchant.ts'
import type { Stage } from '../support/stage.ts'

/** What every example does when all goes well, and when the merchant does not want to. */
export function connects(stage: () => Stage): void {
  test('asks for the hybrid flow with everything that MobilePay wants', async () => {
    const { application } = stage()
    const url = await new MerchantBrowser(application).begin(shops.anna.vat)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code id_token',
      response_mode: 'form_post',
      client_id: exampleClient.clientId,
      redirect_uri: application.redirectUri,
      scope: 'openid offline_access invoice',
      state: expect.stringMatching(/.{22}/),
      nonce: expect.stringMatching(/.{22}/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      merchant_vat: shops.anna.vat,
    })
  })

  test('makes everything random anew for each request', async () => {
    const browser = new MerchantBrowser(stage().application)
    const [one, two] = [await browser.begin(shops.anna.vat), await browser.begin(shops.anna.vat)]
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.searchParams.get(name)).not.toBe(two.searchParams.get(name))
    }
  })

  test('binds the request to the browser by cookies that a cross-site POST carries', async () => {
    const { application } = stage()
    const browser = new MerchantBrowser(application)
    const { cookies } = await browser.get(`${application.example.paths.start}?merchant_vat=${shops.anna.vat}`)
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; ?samesite=none/i)
      expect(cookie).toMatch(/; ?secure/i)
      expect(cookie).toMatch(/; ?httponly/i)
    }
  })

  test('connects a merchant, and asks the API with the tokens', async () => {
    const { application, merchants } = stage()
    const browser = new MerchantBrowser(application)
    const back = await browser.connect(shops.anna.vat, people.anna)
    expect({ status: back.status, location: back.location }).toEqual({ status: 303, location: '/' })
    expect(await merchants()).toEqual([shops.anna.vat])
    expect((await browser.get('/')).text).toContain(shops.anna.vat)
    const page = await browser.me(shops.anna.vat)
    expect(page.title).toBe(`Connected: ${shops.anna.vat}`)
    expect(page.text).toContain(shops.anna.merchantId)
  })

  test('preselects the merchant of somebody who has several', async () => {
    const { application, merchants } = stage()
    const browser = new MerchantBrowser(application)
    // Bo names no merchant: were there a picker, he would stop there.
    await browser.connect(shops.boBicycles.vat, people.bo)
    expect(await merchants()).toEqual([shops.boBicycles.vat])
    expect((await browser.me(shops.boBicycles.vat)).text).toContain(shops.boBicycles.merchantId)
  })

  test('keeps two merchants apart', async () => {
    const { application } = stage()
    await new MerchantBrowser(application).connect(shops.anna.vat, people.anna)
    const browser = new MerchantBrowser(application)
    await browser.connect(shops.boBakery.vat, people.bo)
    expect((await browser.me(shops.anna.vat)).text).toContain(shops.anna.merchantId)
    expect((await browser.me(shops.boBakery.vat)).text).toContain(shops.boBakery.merchantId)
  })

  test('takes what a new key of MobilePay has signed', async () => {
    const { application, world } = stage()
    const browser = new MerchantBrowser(application)
    expect(await browser.connect(shops.anna.vat, people.anna)).toMatchObject({ status: 303 })
    await world.keys.rotate({ overlap: true })
    expect(await browser.connect(shops.anna.vat)).toMatchObject({ status: 303 })
  })

  test('tells a merchant who says no, and asks for no tokens', async () => {
    const { application, tokenRequests, merchants } = stage()
    const before = await tokenRequests()
    const page = await new MerchantBrowser(application).connect(shops.anna.vat, { ...people.anna, decision: 'deny' })
    expect(page).toMatchObject({ status: 403, title: 'You did not give your consent' })
    expect(await tokenRequests()).toBe(before)
    expect(await merchants()).toEqual([])
  })

  test.each(['', 'DK1234567', 'DK12345674/../x', 'SE12345674'])('takes %o for no VAT number', async (vat) => {
    const browser = new MerchantBrowser(stage().application)
    for (const path of [stage().application.example.paths.start, stage().application.example.paths.me]) {
      const page = await browser.get(`${path}?merchant_vat=${encodeURIComponent(vat)}`)
      expect(page).toMatchObject({ status: 400, title: 'This can’t be right' })
    }
  })
}
