import { expect, test } from 'vitest'
import type { MockServerOptions } from '../../../src/index.ts'
import { people, shops } from '../../support/people.ts'
import type { Example } from '../support/application.ts'
import { MerchantBrowser } from '../support/merchant.ts'
import { openStage } from '../support/stage.ts'

const rows: readonly [string, MockServerOptions, 'sandbox-dk' | 'sandbox-fi'][] = [
  ['the generation of 2018', { generation: '2018' }, 'sandbox-dk'],
  ['Finland, whose tokens come from Denmark', {}, 'sandbox-fi'],
  // The documented refresh request has no verifier; only an old FAQ speaks of one.
  ['whatever refuses most', { profile: 'strict', switches: { codeVerifierAtRefresh: 'ignored' } }, 'sandbox-dk'],
  ['what recordings say', { profile: 'recordings' }, 'sandbox-dk'],
]

/** The other environments, generations and profiles: configuration alone, or nothing at all, is different. */
export function worksEverywhere(example: () => Example): void {
  test.each(rows)('connects, calls and refreshes in %s', async (_name, options, environment) => {
    const [person, shop] = environment === 'sandbox-fi' ? [people.aino, shops.aino] : [people.anna, shops.anna]
    await using stage = await openStage(example(), options, { environmentName: environment })
    const browser = new MerchantBrowser(stage.application)
    expect(await browser.connect(shop.vat, person)).toMatchObject({ status: 303, location: '/' })
    expect((await browser.me(shop.vat)).text).toContain(shop.merchantId)
    await stage.world.faults.add({ fault: 'api-token-refused' })
    expect((await browser.me(shop.vat)).text).toContain(shop.merchantId)
    expect(await stage.tokenRequests()).toBe(2)
  })

  test('takes the answer where its own first page is, as at http://127.0.0.1:7890/', async () => {
    await using stage = await openStage(example(), {}, { callback: '/' })
    const browser = new MerchantBrowser(stage.application)
    expect(await browser.connect(shops.anna.vat, people.anna)).toMatchObject({ status: 303, location: '/' })
    expect((await browser.get('/')).text).toContain(shops.anna.vat)
  })
}
