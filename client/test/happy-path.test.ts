import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { discover, formPost, redirectUri, startInvoice, useSimulator } from './support/harness.ts'
import { mePath, merchantId, subject } from './support/simulator.ts'

const held = useSimulator()

describe('the whole path', () => {
  it('goes from discovery to merchants/me by form_post', async () => {
    const { mobilepay } = held
    const client = await discover()
    const consent = await startInvoice(client)
    const connection = await client.completeConsent(formPost(await mobilepay.authorize(consent.url)), consent)
    expect(connection).toMatchObject({ merchantId, merchantVat: 'DK12345674', subject, warnings: [] })
    expect(connection.scopes).toEqual(['openid', 'offline_access', 'invoice'])
    const response = await client.merchant(connection.merchantId).fetch(mePath)
    expect(await response.json()).toEqual({ MerchantId: merchantId })
    expect(mobilepay.count('/connect/token')).toBe(1)
  })

  it('takes the raw body, and what to remember through JSON', async () => {
    const client = await discover()
    const consent = await startInvoice(client)
    const remembered = JSON.parse(JSON.stringify(consent))
    const connection = await client.completeConsent(
      (await held.mobilepay.authorize(consent.url)).toString(),
      remembered,
    )
    expect(connection.merchantId).toBe(merchantId)
  })

  it.each([
    ['a URL', (raw: string) => new URL(`${redirectUri}#${raw}`)],
    ['a GET request', (raw: string) => new Request(`${redirectUri}#${raw}`)],
    ['the raw fragment', (raw: string) => `#${raw}`],
  ])('goes by fragment, from %s', async (_, toInput) => {
    const client = await discover()
    const consent = await client.startConsent({
      merchantVat: 'DK12345674',
      scopes: ['invoice'],
      responseMode: 'fragment',
    })
    const raw = (await held.mobilepay.authorize(consent.url)).toString()
    expect((await client.completeConsent(toInput(raw), consent)).merchantId).toBe(merchantId)
  })

  it('goes through Finland, whose token endpoint is Danish', async () => {
    held.mobilepay.listen('fi')
    const client = await discover({ environment: 'sandbox-fi' })
    const consent = await client.startConsent({ merchantVat: 'FI99000114', scopes: ['invoice'] })
    expect(new URL(consent.url).host).toBe('sandprod-admin.mobilepay.fi')
    const connection = await client.completeConsent(formPost(await held.mobilepay.authorize(consent.url)), consent)
    expect(connection.merchantVat).toBe('FI99000114')
  })
})

describe('a mock on one’s own machine', () => {
  const origin = 'http://localhost:4010'
  const environment = {
    discoveryUrl: `${origin}/sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration`,
    issuer: 'https://api.mobilepay.dk/merchant',
    apiUrl: `${origin}/api.sandbox.mobilepay.dk`,
  }

  it('is reached over http by the explicit option, with the real issuer', async () => {
    held.mobilepay.listenAt(origin)
    const client = await discover({ environment: { ...environment, allowHttpOnLoopback: true } })
    const consent = await startInvoice(client)
    const connection = await client.completeConsent(formPost(await held.mobilepay.authorize(consent.url)), consent)
    const response = await client.merchant(connection.merchantId).fetch(mePath)
    expect(await response.json()).toEqual({ MerchantId: merchantId })
    expect(held.mobilepay.seen.every(({ url }) => url.origin === origin)).toBe(true)
  })

  it('is not reached without it', async () => {
    await expect(discover({ environment })).rejects.toMatchObject({ code: 'address-refused' })
  })
})

describe('what is sent', () => {
  it('asks for code id_token with state, nonce and PKCE S256', async () => {
    const consent = await startInvoice(await discover())
    const sent = Object.fromEntries(new URL(consent.url).searchParams)
    expect(sent).toEqual({
      response_type: 'code id_token',
      response_mode: 'form_post',
      client_id: 'integrator.testclient',
      redirect_uri: redirectUri,
      scope: 'openid offline_access invoice',
      state: consent.state,
      nonce: consent.nonce,
      code_challenge: createHash('sha256').update(consent.codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
      merchant_vat: 'DK12345674',
    })
    for (const random of [consent.state, consent.nonce, consent.codeVerifier]) expect(random).toMatch(/^[\w-]{43}$/)
  })

  it('redeems with verifier and client_secret_post, and sends the redirect URI to the letter', async () => {
    // A parsed URL would put a slash after the port, which is not what MobilePay has registered.
    const client = await discover({ redirectUri: 'http://127.0.0.1:7890' })
    const consent = await startInvoice(client)
    await client.completeConsent((await held.mobilepay.authorize(consent.url)).toString(), consent)
    const request = held.mobilepay.seen.find(({ url }) => url.pathname.endsWith('/token'))
    expect(request?.headers.has('authorization')).toBe(false)
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'authorization_code',
      code: expect.stringMatching(/^[0-9a-f]{64}$/),
      redirect_uri: 'http://127.0.0.1:7890',
      code_verifier: consent.codeVerifier,
      client_id: 'integrator.testclient',
      client_secret: 'canary-secret-a+b/c==',
    })
  })

  it('sends the bearer token in the header alone, with the x-ibm pair where it is configured', async () => {
    const client = await discover({ apiCredentials: { clientId: 'ibm-id', clientSecret: 'ibm-secret' } })
    const consent = await startInvoice(client)
    await client.completeConsent(formPost(await held.mobilepay.authorize(consent.url)), consent)
    await client.merchant(merchantId).fetch(mePath, { headers: { authorization: 'Bearer other', 'x-mine': '1' } })
    const call = held.mobilepay.seen.at(-1)
    expect(call?.headers.get('authorization')).toMatch(/^Bearer eyJ/)
    expect(call?.headers.get('x-ibm-client-id')).toBe('ibm-id')
    expect(call?.headers.get('x-ibm-client-secret')).toBe('ibm-secret')
    expect(call?.headers.get('x-mine')).toBe('1')
    expect(call?.url.search).toBe('')
  })
})
