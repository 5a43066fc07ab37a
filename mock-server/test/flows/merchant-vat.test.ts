import { describe, expect, test } from 'vitest'
import { claimsOf, merchantsMe, redeem, refresh } from '../support/back-channel.ts'
import { people, shops } from '../support/people.ts'
import { type Scene, startScene } from '../support/scene.ts'
import { Visitor } from '../support/visitor.ts'

function refusals({ mock }: Scene) {
  return mock.world.journal.entries.flatMap(({ decision }) =>
    decision.kind === 'refused' ? [decision.refused.rule] : [],
  )
}

describe('merchant_vat of a wrong form', () => {
  const wrong = [
    'DK-12345674',
    'dk12345674',
    'DK1234567',
    'DK123456789',
    'SE12345674',
    '12345674',
    'DK 12345674',
    'DKabcdefgh',
  ]
  for (const merchantVat of wrong) {
    test(`${merchantVat} is refused before anybody logs in`, async () => {
      await using scene = await startScene()
      const seen = await new Visitor().visit((await scene.attempt({ merchantVat })).url)
      expect(seen.url.pathname).toMatch(/\/home\/error$/)
      expect(seen.html).toContain('invalid_request')
      expect(refusals(scene)).toEqual(['merchant-vat-format'])
    })
  }

  test('is reported after the recorded rules', async () => {
    await using scene = await startScene()
    const { url } = await scene.attempt({ merchantVat: 'DK-1', scope: 'openid nonsense' })
    expect((await new Visitor().visit(url)).html).toContain('invalid_scope')
  })
})

test("an unknown number and another's are refused alike, after the login", async () => {
  await using scene = await startScene()
  const pages = []
  for (const merchantVat of ['DK99999999', shops.boBakery.vat]) {
    const visitor = new Visitor()
    const login = await visitor.visit((await scene.attempt({ merchantVat })).url)
    expect(login.url.pathname).toMatch(/\/account\/login$/)
    const [form] = login.forms
    if (!form) throw new Error('The login page has no form.')
    const seen = await visitor.submit(form, Object.entries(people.anna))
    expect(seen.url.pathname).toMatch(/\/home\/error$/)
    pages.push(seen.html.replace(/id="request-id">[^<]*/, ''))
  }
  expect(pages[0]).toBe(pages[1])
  expect(pages[0]).toContain('invalid_request')
  expect(refusals(scene)).toEqual(['merchant-vat-unknown', 'merchant-vat-unknown'])
  expect(scene.integrator.callbacks).toEqual([])
})

test("a user's own merchant is in the access token, and stays there at refresh", async () => {
  await using scene = await startScene()
  const attempt = await scene.attempt({ merchantVat: shops.boBicycles.vat })
  const fields = await new Visitor().grant(attempt, people.bo)
  const tokens = await redeem(scene, attempt, fields.get('code') ?? '')
  const refreshed = await refresh(scene, attempt, tokens.text('refresh_token'))
  for (const answer of [tokens, refreshed]) {
    expect(claimsOf(answer.text('access_token'))).toMatchObject({
      merchant_id: shops.boBicycles.merchantId,
      merchant_vat: shops.boBicycles.vat,
    })
  }
})

test('a merchant of the other country may be named at either front site', async () => {
  await using scene = await startScene()
  const attempt = await scene.attempt({ environment: 'sandbox-dk', merchantVat: shops.aino.vat })
  const fields = await new Visitor().grant(attempt, people.aino)
  const tokens = await redeem(scene, attempt, fields.get('code') ?? '')
  expect(claimsOf(tokens.text('access_token')).merchant_vat).toBe(shops.aino.vat)
})

describe('merchant_vat missing', () => {
  test('chooses the only merchant of a user', async () => {
    await using scene = await startScene()
    const attempt = await scene.attempt()
    const fields = await new Visitor().grant(attempt, people.anna)
    const tokens = await redeem(scene, attempt, fields.get('code') ?? '')
    expect(claimsOf(tokens.text('access_token')).merchant_id).toBe(shops.anna.merchantId)
  })

  test('asks a user with several, and refuses a choice that was not offered', async () => {
    await using scene = await startScene()
    const visitor = new Visitor()
    const attempt = await scene.attempt()
    const [form] = (await visitor.visit(attempt.url)).forms
    if (!form) throw new Error('The login page has no form.')
    const picker = await visitor.submit(form, Object.entries(people.bo))
    const [choice] = picker.forms
    if (!choice) throw new Error('The picker has no form.')
    const again = await visitor.submit(choice, [
      ['merchantId', shops.anna.merchantId],
      ['decision', 'continue'],
    ])
    expect(again.url.pathname).toMatch(/\/merchant$/)
    const fields = await visitor.grant(attempt, { ...people.bo, merchantId: shops.boBakery.merchantId })
    const tokens = await redeem(scene, attempt, fields.get('code') ?? '')
    expect(claimsOf(tokens.text('access_token')).merchant_id).toBe(shops.boBakery.merchantId)
  })

  test('with prompt=none tells the client interaction_required where it would ask', async () => {
    await using scene = await startScene()
    const visitor = new Visitor()
    await visitor.grant(await scene.attempt({ merchantVat: shops.boBakery.vat }), people.bo)
    const silent = await scene.attempt({ parameters: { prompt: 'none' } })
    expect(Object.fromEntries(await visitor.fetchAnswer(silent))).toEqual({
      error: 'interaction_required',
      state: silent.state,
    })
  })

  test('with the switch `none` gives a token without merchant, which the API forbids', async () => {
    await using scene = await startScene({ switches: { missingMerchantVat: 'none' } })
    const attempt = await scene.attempt()
    const fields = await new Visitor().grant(attempt, people.bo)
    const tokens = await redeem(scene, attempt, fields.get('code') ?? '')
    const claims = claimsOf(tokens.text('access_token'))
    expect(claims).not.toHaveProperty('merchant_id')
    expect(claims).not.toHaveProperty('merchant_vat')
    const me = await merchantsMe(scene, 'sandbox-dk', tokens.text('access_token'))
    expect(me.status).toBe(403)
    expect(refusals(scene)).toEqual(['api-403-without-merchant'])
  })
})
