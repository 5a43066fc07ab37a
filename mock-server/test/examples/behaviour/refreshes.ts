import { expect, test } from 'vitest'
import { people, shops } from '../../support/people.ts'
import { MerchantBrowser, type Page } from '../support/merchant.ts'
import type { Stage } from '../support/stage.ts'

const { vat, merchantId } = shops.anna

/** One-time refresh tokens, and the end of a consent. */
export function refreshes(stage: () => Stage): void {
  const connected = async (): Promise<MerchantBrowser> => {
    const browser = new MerchantBrowser(stage().application)
    expect(await browser.connect(vat, people.anna)).toMatchObject({ status: 303 })
    return browser
  }

  const expectMerchant = (page: Page) => {
    expect(page.title, page.text).toBe(`Connected: ${vat}`)
    expect(page.text).toContain(merchantId)
  }

  test('uses the access token as long as it is good', async () => {
    const browser = await connected()
    const before = await stage().tokenRequests()
    expectMerchant(await browser.me(vat))
    expectMerchant(await browser.me(vat))
    expect(await stage().tokenRequests()).toBe(before)
  })

  test('refreshes when the API refuses the token, and once only', async () => {
    const { world, kept, tokenRequests } = stage()
    const browser = await connected()
    const [before, old] = [await tokenRequests(), await kept(vat)]
    await world.faults.add({ fault: 'api-token-refused' })
    expectMerchant(await browser.me(vat))
    expect(await tokenRequests()).toBe(before + 1)
    expect(await kept(vat)).not.toBe(old)
    await world.faults.add({ fault: 'api-token-refused', times: 2 })
    expect(await browser.me(vat)).toMatchObject({ status: 502 })
    expect(await tokenRequests()).toBe(before + 2)
  })

  const ended = [
    'token-expires-in-zero',
    'token-expires-in-missing',
    'token-expires-in-word',
    'token-expires-in-negative',
  ]
  test.each(ended)('refreshes before the API is asked when the token has ended by its own word: %s', async (fault) => {
    const { world, tokenRequests } = stage()
    await world.faults.add({ fault })
    const browser = await connected()
    const refused = () => world.journal.count({ endpoint: 'merchants-me', status: 401 })
    const before = { tokens: await tokenRequests(), refused: await refused() }
    expectMerchant(await browser.me(vat))
    expectMerchant(await browser.me(vat))
    expect(await tokenRequests()).toBe(before.tokens + 1)
    expect(await refused()).toEqual(before.refused)
  })

  test('makes one token request of many calls at once, in two processes', async () => {
    const { world, another, tokenRequests } = stage()
    const browser = await connected()
    await using other = await another()
    const before = await tokenRequests()
    await world.faults.add({ fault: 'token-expires-in-zero', times: 1 })
    await world.faults.add({ fault: 'api-token-refused', times: 1 })
    expectMerchant(await browser.me(vat))
    expect(await tokenRequests()).toBe(before + 1)
    // What is stored now has ended, and everybody finds that out at the same time.
    const browsers = [browser, new MerchantBrowser(other)]
    const pages = await Promise.all(browsers.flatMap((each) => Array.from({ length: 8 }, () => each.me(vat))))
    for (const page of pages) expectMerchant(page)
    expect(await tokenRequests()).toBe(before + 2)
  })

  test('asks for a new consent when the merchant has taken it back, and takes one', async () => {
    const { world, merchants } = stage()
    const browser = await connected()
    const { consents } = await world.consents.list({})
    for (const { id } of consents) await world.consents.revoke({ id })
    await world.faults.add({ fault: 'api-token-refused' })
    expect(await browser.me(vat)).toMatchObject({ status: 409, title: 'The consent has ended' })
    expect(await browser.me(vat)).toMatchObject({ status: 409, title: 'The consent has ended' })
    expect(await merchants()).toEqual([])
    expect(await browser.connect(vat, people.anna)).toMatchObject({ status: 303 })
    expectMerchant(await browser.me(vat))
  })

  test('loses nothing when the token endpoint is down', async () => {
    const { world, kept } = stage()
    const browser = await connected()
    const old = await kept(vat)
    await world.faults.add({ fault: 'http-503', target: { endpoint: 'token' } })
    await world.faults.add({ fault: 'api-token-refused' })
    expect(await browser.me(vat)).toMatchObject({ status: 502 })
    expect(await kept(vat)).toBe(old)
    await world.faults.add({ fault: 'api-token-refused' })
    expectMerchant(await browser.me(vat))
  })

  test('uses no access token whose ID token is of somebody else, and keeps the new refresh token', async () => {
    const { world, tokenRequests } = stage()
    const browser = await connected()
    await world.faults.add({ fault: 'api-token-refused' })
    await world.faults.add({ fault: 'refreshed-id-token-sub-of-other-user' })
    expect(await browser.me(vat)).toMatchObject({ status: 400, title: 'MobilePay’s answer was refused' })
    const before = await tokenRequests()
    expectMerchant(await browser.me(vat))
    expect(await tokenRequests()).toBe(before + 1)
  })
}
