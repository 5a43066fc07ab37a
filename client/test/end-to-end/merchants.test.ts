import { describe, expect, it } from 'vitest'
import { callback, connect, me, Scene } from './support/scene.ts'
import { type Person, Visitor } from './support/visitor.ts'

const [bakery, bicycles] = ['aaaaaaaa-0000-4000-8000-000000000002', 'aaaaaaaa-0000-4000-8000-000000000003']
/** Acts for two merchants. */
const bo: Person = { email: 'bo@butikker.example', password: 'mock-bo' }
const anna: Person = { email: 'anna@klippe.example', password: 'mock-anna' }

describe('a user with several merchants', () => {
  it('is not asked for whom where merchant_vat says it', async () => {
    await using scene = await Scene.start({ consent: 'page' })
    const client = await scene.client()
    const consent = await client.startConsent({ scopes: ['invoice'], merchantVat: 'DK99024690' })
    expect((await new Visitor().walk(consent.url, bo)).pages).toEqual(['login', 'consent'])
    expect(await connect(client, { merchantVat: 'DK99024690' }, bo)).toMatchObject({
      merchantId: bicycles,
      warnings: [],
    })
  })

  it('picks one where merchant_vat is missing, and the token names it', async () => {
    await using scene = await Scene.start({ consent: 'page' })
    const client = await scene.client()
    const consent = await client.startConsent({ scopes: ['invoice'] })
    expect(consent.warnings).toMatchObject([{ code: 'merchant-vat-missing' }])
    const picked = await callback(consent, { ...bo, merchantId: bicycles })
    expect(await client.completeConsent(picked, consent)).toMatchObject({
      merchantId: bicycles,
      merchantVat: 'DK99024690',
    })
    expect(await me(client, bicycles)).toEqual({ MerchantId: bicycles })
  })

  it('has one connection for each merchant, of the same subject', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const first = await connect(client, { merchantVat: 'DK99000007' })
    const second = await connect(client, { merchantVat: 'DK99024690' })
    expect(first.subject).toBe(second.subject)
    await first.refresh()
    expect(await Promise.all([bakery, bicycles].map((id) => me(client, id)))).toEqual([
      { MerchantId: bakery },
      { MerchantId: bicycles },
    ])
  })

  it('may end with tokens of no merchant: a warning, the API’s 403 explained, and no such merchant to call', async () => {
    await using scene = await Scene.start({ switches: { missingMerchantVat: 'none' } })
    const client = await scene.client()
    const consent = await client.startConsent({ scopes: ['invoice'], loginHint: bo.email })
    const connection = await client.completeConsent(await callback(consent), consent)
    expect(connection).toMatchObject({ merchantId: undefined, id: `subject:${connection.subject}` })
    expect(connection.warnings).toMatchObject([{ code: 'merchant-missing' }])
    expect(() => client.merchant(connection.merchantId)).toThrow(expect.objectContaining({ code: 'merchant-missing' }))
    await expect(me(client, connection.id)).rejects.toMatchObject({ code: 'merchant-missing' })
    expect((await connection.refresh()).merchantId).toBeUndefined()
  })
})

describe('a user with one merchant', () => {
  it('gets it without merchant_vat', async () => {
    await using scene = await Scene.start({ consent: 'page' })
    const client = await scene.client()
    const consent = await client.startConsent({ scopes: ['invoice'] })
    const connection = await client.completeConsent(await callback(consent, anna), consent)
    expect(connection.merchantVat).toBe('DK12345674')
  })

  it('never gets back to the integrator with the number of another’s merchant', async () => {
    await using scene = await Scene.start({ consent: 'page' })
    const consent = await (await scene.client()).startConsent({ scopes: ['invoice'], merchantVat: 'DK99000007' })
    const { url } = await new Visitor().walk(consent.url, anna)
    expect(url.pathname).toMatch(/\/account\/home\/error$/)
  })
})

describe('what the merchant decides', () => {
  it.each(['form_post', 'fragment'] as const)('no, by %s', async (responseMode) => {
    await using scene = await Scene.start({ consent: 'page' })
    const client = await scene.client()
    const denied = connect(client, { responseMode }, { ...anna, decision: 'deny' })
    await expect(denied).rejects.toMatchObject({ name: 'ProtocolError', code: 'access-denied' })
    expect(scene.count('/token')).toBe(0)
    expect(await client.connections()).toEqual([])
  })

  it.each(['2024', '2018'] as const)(
    'some products only, generation %s: the connection says so, after a refresh as well',
    async (generation) => {
      await using scene = await Scene.start({ consent: 'page', generation })
      const client = await scene.client()
      const request = { scopes: ['invoice', 'subscriptions'] as const }
      const connection = await connect(client, request, { ...anna, scopes: ['invoice'] })
      expect(connection.scopes.toSorted()).toEqual(['invoice', 'offline_access', 'openid'])
      expect(connection.warnings).toMatchObject([{ code: 'scopes-narrowed' }])
      expect((await connection.refresh()).scopes).toEqual(connection.scopes)
    },
  )

  it('not the product that is called: the API’s 403 is handed on, and nothing is refreshed', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const { id } = await connect(client, { scopes: ['subscriptions'] })
    expect(await me(client, id)).toBe(403)
    expect(scene.count('/token')).toBe(1)
  })
})
