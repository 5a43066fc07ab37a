import { expect, test } from 'vitest'
import { people, shops } from '../../support/people.ts'
import { MerchantBrowser } from '../support/merchant.ts'
import { secretsIn } from '../support/secrets.ts'
import type { Stage } from '../support/stage.ts'

/** Comes last: what was logged by then includes everything that the tests before have put the application through. */
export function keepsSecrets(stage: () => Stage): void {
  test('shows and logs no token, code or secret, whatever goes wrong', async () => {
    const { application, world } = stage()
    const browser = new MerchantBrowser(application)
    const pages = [await browser.connect(shops.anna.vat, people.anna), await browser.me(shops.anna.vat)]
    for (const fault of [
      'front-id-token-payload-edited',
      'back-id-token-garbage',
      'http-secret-echoed',
      'http-json-truncated',
      'http-html-instead',
    ]) {
      await world.faults.add({ fault, ...(fault.startsWith('http') && { target: { endpoint: 'token' } }) })
      pages.push(await browser.connect(shops.anna.vat, people.anna))
    }
    for (const { text } of pages) expect(secretsIn(text)).toEqual([])
    expect(application.output()).not.toBe('')
    expect(secretsIn(application.output())).toEqual([])
  })
}
