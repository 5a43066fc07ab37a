import { expect, test } from 'vitest'
import { people, shops } from '../../support/people.ts'
import { MerchantBrowser } from '../support/merchant.ts'
import type { Stage } from '../support/stage.ts'

/** An answer counts once, whole, in the browser that asked, and as a form post. */
export function takesOneAnswer(stage: () => Stage): void {
  test('takes no answer that is no form post, or stands in the address', async () => {
    const { application, merchants, tokenRequests } = stage()
    const before = await tokenRequests()
    const browser = new MerchantBrowser(application)
    const fields = await browser.ask(await browser.begin(shops.anna.vat), people.anna)
    for (const page of [
      await browser.answer(fields, '?code=1'),
      await browser.answer(fields, '', 'application/json'),
    ]) {
      expect(page.status, page.text).toBe(400)
    }
    expect(await merchants()).toEqual([])
    expect(await tokenRequests()).toBe(before)
  })

  test('takes an answer in no other browser than the one that began', async () => {
    const { application, tokenRequests, merchants } = stage()
    const before = await tokenRequests()
    const [browser, other] = [new MerchantBrowser(application), new MerchantBrowser(application)]
    const fields = await browser.ask(await browser.begin(shops.anna.vat), people.anna)
    expect(await other.answer(fields)).toMatchObject({ status: 400, title: 'This consent is not known here' })
    expect(await merchants()).toEqual([])
    expect(await tokenRequests()).toBe(before)
    // Whose answer it is, is none the worse for it.
    expect(await browser.answer(fields)).toMatchObject({ status: 303 })
  })

  test('takes no ID token of an earlier login', async () => {
    const { application, world } = stage()
    const browser = new MerchantBrowser(application)
    expect(await browser.connect(shops.anna.vat, people.anna)).toMatchObject({ status: 303 })
    await world.faults.add({ fault: 'front-id-token-replayed', times: 2 })
    await browser.connect(shops.anna.vat)
    expect(await browser.connect(shops.anna.vat)).toMatchObject({
      status: 400,
      title: 'MobilePay’s answer was refused',
    })
  })

  test('tells a person who comes to the redirect URI by hand', async () => {
    const { application } = stage()
    const page = await new MerchantBrowser(application).get(application.example.paths.callback)
    expect(page).toMatchObject({ status: 400, title: 'This consent is not known here' })
  })

  test('takes no answer that is mixed of two, both of this browser', async () => {
    const { application, tokenRequests, merchants } = stage()
    const browser = new MerchantBrowser(application)
    const one = await browser.ask(await browser.begin(shops.anna.vat), people.anna)
    const other = await browser.ask(await browser.begin(shops.anna.vat))
    const before = await tokenRequests()
    other.set('state', one.get('state') ?? '')
    expect(await browser.answer(other)).toMatchObject({ status: 400, title: 'MobilePay’s answer was refused' })
    expect(await merchants()).toEqual([])
    expect(await tokenRequests()).toBe(before)
  })

  test('takes no answer twice', async () => {
    const { application, tokenRequests } = stage()
    const browser = new MerchantBrowser(application)
    const fields = await browser.ask(await browser.begin(shops.anna.vat), people.anna)
    expect(await browser.answer(fields)).toMatchObject({ status: 303 })
    const before = await tokenRequests()
    expect(await browser.answer(fields)).toMatchObject({ status: 400, title: 'This consent is not known here' })
    expect(await tokenRequests()).toBe(before)
  })
}
