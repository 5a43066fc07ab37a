import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { MobilePayClientOptions } from '../src/index.ts'
import { connect, useSimulator } from './support/harness.ts'
import { mePath, merchantId, type Reply } from './support/simulator.ts'

const held = useSimulator()
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function merchantWith(reply: Reply | undefined, changes: Partial<MobilePayClientOptions> = {}) {
  const { client, connection } = await connect(held.mobilepay, { apiAttempts: 1, ...changes })
  held.mobilepay.faults.apiReply = () => reply
  return { client, connection, merchant: client.merchant(merchantId) }
}

describe('merchants/me', () => {
  it('says whose token it is', async () => {
    const { merchant } = await merchantWith(undefined)
    expect(await merchant.merchantsMe()).toEqual({ merchantId })
  })

  it('takes letters of another case, and members that it does not know', async () => {
    const { merchant } = await merchantWith([200, { MerchantId: merchantId.toUpperCase(), Name: 'New' }])
    expect(await merchant.merchantsMe()).toEqual({ merchantId: merchantId.toUpperCase() })
  })

  it.each<[string, string, Reply]>([
    ['another merchant', 'merchant-mismatch', [200, { MerchantId: 'bbbbbbbb-0000-4000-8000-000000000002' }]],
    ['no merchant', 'api-answer-unexpected', [200, {}]],
    ['a number', 'api-answer-unexpected', [200, { MerchantId: 7 }]],
    ['a list', 'api-answer-unexpected', [200, '[]']],
    ['a page', 'api-answer-unexpected', [200, '<html>']],
    ['nothing', 'api-answer-unexpected', [200, '']],
    ['over 64 KiB', 'api-answer-unexpected', [200, `{"MerchantId":"${'x'.repeat(70_000)}"}`]],
    ['two merchants', 'api-answer-unexpected', [200, `{"MerchantId":"x","Merchant\\u0049d":"${merchantId}"}`]],
    ['no UTF-8', 'api-answer-unexpected', [200, Buffer.from(`{"MerchantId":"${merchantId}","Name":"\xe9"}`, 'latin1')]],
    ['404', 'api-answer-unexpected', [404, '']],
    ['409', 'api-answer-unexpected', [409, '']],
    ['403', 'api-forbidden', [403, '']],
    ['429', 'service-unavailable', [429, '']],
    ['503', 'service-unavailable', [503, '']],
  ])('refuses %s', async (_, code, reply) => {
    const { merchant } = await merchantWith(reply)
    const error = await merchant.merchantsMe().catch((thrown) => thrown)
    expect(error).toMatchObject({
      code,
      details: { connection: merchantId, correlationId: expect.stringMatching(guid) },
    })
  })
})

describe('403', () => {
  it('names the scope where the challenge says so', async () => {
    const challenge = { 'www-authenticate': 'Bearer error="insufficient_scope", scope="subscriptions"' }
    const { merchant } = await merchantWith([403, '', challenge])
    await expect(merchant.fetch(mePath)).rejects.toMatchObject({
      name: 'ProtocolError',
      code: 'api-scope-insufficient',
      details: { scope: 'subscriptions' },
    })
  })

  it('repeats no scope that does not look like one', async () => {
    const challenge = { 'www-authenticate': 'Bearer error="insufficient_scope", scope="eyJcanary.<b>"' }
    const { merchant } = await merchantWith([403, '', challenge])
    const error = await merchant.fetch(mePath).catch((thrown) => thrown)
    expect([error.code, inspect(error)]).toEqual(['api-scope-insufficient', expect.not.stringContaining('canary')])
  })

  it('names the merchant where the connection has none', async () => {
    held.mobilepay.faults.access = ({ merchant_id, merchant_vat, ...claims }) => claims
    const { client, connection } = await connect(held.mobilepay)
    held.mobilepay.faults.apiReply = () => [403, '']
    const call = client.merchant(connection.id).fetch(mePath)
    await expect(call).rejects.toMatchObject({ code: 'merchant-missing' })
  })
})

describe('the CorrelationId', () => {
  const mine = '3F2504E0-4F89-41D3-9A0C-0305E82C3301'

  it('is a new GUID for every call', async () => {
    const { merchant } = await merchantWith(undefined)
    await merchant.fetch(mePath)
    await merchant.fetch(mePath)
    const sent = held.mobilepay.seen.filter(({ url }) => url.pathname === mePath)
    const ids = sent.map(({ headers }) => headers.get('correlationid'))
    expect(ids).toEqual([expect.stringMatching(guid), expect.stringMatching(guid)])
    expect(ids[0]).not.toBe(ids[1])
  })

  it('is the caller’s own where there is one, and errors name it', async () => {
    const { merchant } = await merchantWith([401, ''])
    const error = await merchant.fetch(mePath, { headers: { CorrelationId: mine } }).catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'api-unauthorized', details: { correlationId: mine } })
    expect(held.mobilepay.seen.at(-1)?.headers.get('correlationid')).toBe(mine)
  })

  it('is refused where it is no GUID: it would end in logs', async () => {
    const { merchant } = await merchantWith(undefined)
    const call = merchant.fetch(mePath, { headers: { CorrelationId: 'customer 7' } })
    await expect(call).rejects.toMatchObject({ name: 'ConfigurationError', code: 'option-invalid' })
    expect(held.mobilepay.count('/me')).toBe(0)
  })
})

describe('credentials', () => {
  it('are in their headers alone, and no others are taken', async () => {
    const { merchant } = await merchantWith(undefined, {
      apiCredentials: { clientId: 'ibm', clientSecret: 'ibm-secret' },
    })
    await merchant.fetch(mePath, { headers: { authorization: 'Bearer mine', 'x-ibm-client-id': 'mine' } })
    const sent = held.mobilepay.seen.at(-1)
    expect(sent?.headers.get('authorization')).toMatch(/^Bearer eyJ/)
    expect(sent?.headers.get('x-ibm-client-id')).toBe('ibm')
    expect(sent?.headers.get('x-ibm-client-secret')).toBe('ibm-secret')
    expect([sent?.url.search, sent?.body]).toEqual(['', ''])
  })
})

describe('the body of an answer', () => {
  it('is read to the limit, and ends with a typed error past it', async () => {
    const { merchant } = await merchantWith([200, 'x'.repeat(1_000)], { apiBodyLimitBytes: 1_000 })
    expect(await (await merchant.fetch(mePath)).text()).toHaveLength(1_000)
    const small = await merchantWith([200, 'x'.repeat(1_001)], { apiBodyLimitBytes: 1_000 })
    const response = await small.merchant.fetch(mePath)
    await expect(response.text()).rejects.toMatchObject({
      code: 'response-unexpected',
      details: { reason: 'too large' },
    })
  })

  it('breaks with a typed error too', async () => {
    const broken = new ReadableStream({
      pull(controller) {
        controller.error(new TypeError('terminated: canary'))
      },
    })
    const { merchant } = await merchantWith(undefined, {
      fetch: async (input, init) => (String(input).endsWith('/me') ? new Response(broken) : fetch(input, init)),
    })
    const error = await (await merchant.fetch(mePath)).text().catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'NetworkError', code: 'request-failed' })
    expect(inspect(error)).not.toContain('canary')
  })

  it.each([204, 304])('may be none: %i', async (status) => {
    const { merchant } = await merchantWith([status, ''])
    const response = await merchant.fetch(mePath)
    expect([response.status, await response.text()]).toEqual([status, ''])
  })

  it('keeps the address and the headers of its answer', async () => {
    const { merchant } = await merchantWith([200, '{}', { etag: '"1"' }])
    const response = await merchant.fetch(mePath)
    expect(response.headers.get('etag')).toBe('"1"')
    expect(response.ok).toBe(true)
  })
})
