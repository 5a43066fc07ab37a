import { describe, expect, test } from 'vitest'
import { people, shops } from '../../support/people.ts'
import type { Example } from '../support/application.ts'
import { MerchantBrowser } from '../support/merchant.ts'
import { openStage, type Stage } from '../support/stage.ts'

/** Faults of the answer in front: whoever notices asks for no tokens. */
const front = [
  'front-id-token-iss-wrong',
  'front-id-token-aud-wrong',
  'front-id-token-aud-extra',
  'front-id-token-nonce-wrong',
  'front-id-token-nonce-missing',
  'front-id-token-c-hash-wrong',
  'front-id-token-c-hash-missing',
  'front-id-token-exp-past',
  'front-id-token-exp-beyond-skew',
  'front-id-token-exp-in-ten-years',
  'front-id-token-signature-bit-flipped',
  'front-id-token-signed-by-unknown-key',
  'front-id-token-alg-none',
  'front-id-token-alg-hs256-public-key',
  'front-id-token-crit-unknown',
  'front-id-token-typ-access-token',
  'callback-code-swapped',
  'callback-id-token-missing',
  'callback-iss-wrong',
  'callback-access-token-injected',
  'callback-state-wrong',
  'callback-state-missing',
  'callback-code-duplicated',
] as const

/** Faults of the redemption: whoever notices keeps nothing. */
const back = [
  'back-id-token-iss-wrong',
  'back-id-token-aud-wrong',
  'back-id-token-nonce-wrong',
  'back-id-token-sub-of-other-user',
  'back-id-token-at-hash-wrong',
  'back-id-token-exp-past',
  'back-id-token-signed-by-unknown-key',
  'back-id-token-alg-none',
  'back-id-token-crit-unknown',
  'token-token-type-mac',
  'token-refresh-token-missing',
] as const

/** Faults of the documents. */
const documents = [
  'discovery-issuer-mismatch',
  'discovery-token-endpoint-elsewhere',
  'discovery-token-endpoint-with-fragment',
  'discovery-jwks-uri-elsewhere',
]

/** What every example lets nobody do to it. */
export function refuses(example: () => Example, stage: () => Stage): void {
  describe('refuses, and asks for no tokens', () => {
    test.each(front)('%s', async (fault) => {
      const { application, world, tokenRequests, merchants } = stage()
      const before = await tokenRequests()
      await world.faults.add({ fault })
      const page = await new MerchantBrowser(application).connect(shops.anna.vat, people.anna)
      expect(page.status, page.text).toBe(400)
      expect(page.title).toMatch(/MobilePay’s answer was refused|This consent is not known here/)
      expect(await merchants()).toEqual([])
      expect(await tokenRequests()).toBe(before)
    })
  })

  describe('refuses, and keeps nothing', () => {
    test.each(back)('%s', async (fault) => {
      const { application, world, merchants } = stage()
      await world.faults.add({ fault })
      const page = await new MerchantBrowser(application).connect(shops.anna.vat, people.anna)
      expect(page, page.text).toMatchObject({ status: 400, title: 'MobilePay’s answer was refused' })
      expect(await merchants()).toEqual([])
    })
  })

  describe('refuses, and sends nobody there', () => {
    test.each(documents)('%s', async (fault) => {
      await using own = await openStage(example())
      await own.world.faults.add({ fault, times: 'always' })
      const page = await new MerchantBrowser(own.application).get(
        `${own.application.example.paths.start}?merchant_vat=DK12345674`,
      )
      expect(page.location).toBeNull()
      expect(page.status).toBe(400)
      expect(page.title).toBe('MobilePay’s answer was refused')
    })
  })

  test('reads no more of an answer than there can be', async () => {
    const { application, world, merchants } = stage()
    await world.faults.add({ fault: 'http-oversized', target: { endpoint: 'token' } })
    const page = await new MerchantBrowser(application).connect(shops.anna.vat, people.anna)
    expect(page.status, page.text).toBe(502)
    expect(await merchants()).toEqual([])
  })

  test('follows no redirect of the token endpoint with the client’s secret', async () => {
    const { application, world, merchants, tokenRequests } = stage()
    const before = await tokenRequests()
    const location = `${world.environments['sandbox-dk'].apiUrl}/merchant-authentication-openidconnect/connect/token`
    await world.faults.add({ fault: 'http-redirect-307', target: { endpoint: 'token' }, parameters: { location } })
    const page = await new MerchantBrowser(application).connect(shops.anna.vat, people.anna)
    expect(page.status).toBe(502)
    expect(await merchants()).toEqual([])
    expect(await tokenRequests()).toBe(before + 1)
  })
}
