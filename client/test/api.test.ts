import { describe, expect, it, vi } from 'vitest'
import { apiAddress } from '../src/api/api-address.ts'
import { MemoryStore } from '../src/index.ts'
import { connect, discover, useSimulator } from './support/harness.ts'
import { mePath, merchantId, type Reply } from './support/simulator.ts'
import { storedIn, tokensOf } from './support/stored.ts'

const held = useSimulator()
const unauthorized: Reply = [401, '', { 'www-authenticate': 'Bearer error="invalid_token"' }]

describe('a call to the API', () => {
  it('refreshes and repeats once after 401', async () => {
    const { client } = await connect(held.mobilepay)
    const answers = [unauthorized]
    held.mobilepay.faults.apiReply = () => answers.pop()
    const response = await client.merchant(merchantId).fetch(mePath, { method: 'POST', body: '{"a":1}' })
    expect(response.status).toBe(200)
    expect(held.mobilepay.count('/connect/token')).toBe(2)
    const calls = held.mobilepay.seen.filter(({ url }) => url.pathname === mePath)
    expect(calls.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}'])
    expect(calls[0]?.headers.get('authorization')).not.toBe(calls[1]?.headers.get('authorization'))
  })

  it('stops at the second 401', async () => {
    const { client } = await connect(held.mobilepay)
    held.mobilepay.faults.apiReply = () => unauthorized
    await expect(client.merchant(merchantId).fetch(mePath)).rejects.toMatchObject({ code: 'api-unauthorized' })
    expect(held.mobilepay.count('/connect/token')).toBe(2)
    expect(held.mobilepay.count('/me')).toBe(2)
  })

  it('refreshes once when eight calls meet 401 together', async () => {
    const { client } = await connect(held.mobilepay)
    let refused: string | null = null
    held.mobilepay.faults.apiReply = (authorization) => {
      refused ??= authorization
      return authorization === refused ? unauthorized : undefined
    }
    const merchant = client.merchant(merchantId)
    const answers = await Promise.all(Array.from({ length: 8 }, () => merchant.fetch(mePath)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(held.mobilepay.count('/connect/token')).toBe(2)
  })

  it('does not refresh again for a 401 to the token before the last refresh', async () => {
    const { client } = await connect(held.mobilepay)
    const merchant = client.merchant(merchantId)
    const old = held.mobilepay.seen.length
    let late: (reply: Reply) => void = () => {}
    const replies = [new Promise<Reply>((resolve) => (late = resolve)), unauthorized]
    held.mobilepay.faults.apiReply = () => replies.shift()
    const slow = merchant.fetch(mePath)
    await vi.waitUntil(() => held.mobilepay.seen.length > old, { interval: 1 })
    expect((await merchant.fetch(mePath)).status).toBe(200)
    late(unauthorized)
    expect((await slow).status).toBe(200)
    expect(held.mobilepay.count('/connect/token')).toBe(2)
  })

  it.each([400, 403, 404, 409, 501])('hands %i on as it is', async (status) => {
    const { client } = await connect(held.mobilepay)
    held.mobilepay.faults.apiReply = () => [status, { error: 'x' }]
    await expect(client.merchant(merchantId).fetch(mePath)).resolves.toHaveProperty('status', status)
    expect(held.mobilepay.count('/me')).toBe(1)
  })

  it.each([301, 302, 303, 307, 308])('refuses the redirect %i, also when asked to follow', async (status) => {
    const { client } = await connect(held.mobilepay)
    held.mobilepay.faults.apiReply = () => [status, '', { location: 'https://evil.example/' }]
    const call = client.merchant(merchantId).fetch(mePath, { redirect: 'follow' })
    await expect(call).rejects.toMatchObject({ code: 'redirect-refused' })
    expect(held.mobilepay.count('/me')).toBe(1)
  })

  it('refuses another host before anything is sent', async () => {
    const { client } = await connect(held.mobilepay)
    const before = held.mobilepay.seen.length
    const call = client.merchant(merchantId).fetch('https://evil.example/me')
    await expect(call).rejects.toMatchObject({ name: 'ConfigurationError', code: 'api-address-refused' })
    expect(held.mobilepay.seen).toHaveLength(before)
  })

  it('tells the caller’s abort from a failure', async () => {
    const { client } = await connect(held.mobilepay)
    const call = client.merchant(merchantId).fetch(mePath, { signal: AbortSignal.abort() })
    await expect(call).rejects.toMatchObject({ name: 'NetworkError', code: 'request-aborted' })
  })

  it('needs a connection of this client and environment', async () => {
    const store = new MemoryStore()
    const client = await discover({ store })
    await expect(client.merchant(merchantId).fetch(mePath)).rejects.toMatchObject({ code: 'connection-unknown' })
    await connect(held.mobilepay, { store })
    held.mobilepay.listen('fi')
    const finnish = await discover({ store, environment: 'sandbox-fi' })
    await expect(finnish.merchant(merchantId).fetch(mePath)).rejects.toMatchObject({ code: 'connection-unknown' })
    expect(held.mobilepay.count('/me')).toBe(0)
  })

  it('and so does the client id', async () => {
    const store = new MemoryStore()
    await connect(held.mobilepay, { store })
    const other = await discover({ store, clientId: 'other' })
    const call = other.merchant(merchantId).fetch(mePath)
    await expect(call).rejects.toMatchObject({ code: 'connection-unknown' })
  })

  it('uses the tokens of its own merchant only', async () => {
    const store = new MemoryStore()
    const { client } = await connect(held.mobilepay, { store })
    held.mobilepay.faults.access = (c) => ({ ...c, merchant_id: 'second' })
    await connect(held.mobilepay, { store })
    const sent: (string | null)[] = []
    held.mobilepay.faults.apiReply = (authorization) => void sent.push(authorization)
    await client.merchant(merchantId).fetch(mePath)
    await client.merchant('second').fetch(mePath)
    const stored = await Promise.all([merchantId, 'second'].map((id) => storedIn(store, id)))
    expect(sent).toEqual(stored.map((connection) => `Bearer ${tokensOf(connection).accessToken}`))
  })

  it('does not repeat a stream, which the first attempt has used up', async () => {
    const { client } = await connect(held.mobilepay)
    held.mobilepay.faults.apiReply = () => unauthorized
    const body = new Blob(['x']).stream()
    const call = client.merchant(merchantId).fetch(mePath, { method: 'POST', body, duplex: 'half' } as RequestInit)
    await expect(call).rejects.toMatchObject({ code: 'api-unauthorized' })
    expect(held.mobilepay.count('/me')).toBe(1)
  })
})

describe('the address of a call', () => {
  const real = new URL('https://api.sandbox.mobilepay.dk')
  const mock = new URL('http://localhost:4010/api.sandbox.mobilepay.dk')

  it.each([
    [real, '/invoice-restapi/x?a=1', 'https://api.sandbox.mobilepay.dk/invoice-restapi/x?a=1'],
    [real, 'https://api.sandbox.mobilepay.dk/x', 'https://api.sandbox.mobilepay.dk/x'],
    [real, 'https://API.sandbox.mobilepay.dk:443/x', 'https://api.sandbox.mobilepay.dk/x'],
    [mock, '/invoice-restapi/x', 'http://localhost:4010/api.sandbox.mobilepay.dk/invoice-restapi/x'],
    [
      mock,
      new URL('http://localhost:4010/api.sandbox.mobilepay.dk/x'),
      'http://localhost:4010/api.sandbox.mobilepay.dk/x',
    ],
  ])('below %s: %s', (base, address, expected) => {
    expect(apiAddress(address, base).href).toBe(expected)
  })

  it.each([
    [real, 'invoice-restapi/x'],
    [real, '//evil.example/x'],
    [real, '/\\evil.example/x'],
    [real, '\\\\evil.example/x'],
    [real, '@evil.example/x'],
    [real, 'https:/evil.example'],
    [real, 'http://api.sandbox.mobilepay.dk/x'],
    [real, 'https://api.sandbox.mobilepay.dk:8443/x'],
    [real, 'https://api.sandbox.mobilepay.dk.evil.example/x'],
    [real, 'https://user:pass@api.sandbox.mobilepay.dk/x'],
    [real, 'javascript:alert(1)'],
    [mock, '/../sandprod-admin.mobilepay.dk/x'],
    [mock, '/%2e%2e/sandprod-admin.mobilepay.dk/x'],
    [mock, 'http://localhost:4010/api.sandbox.mobilepay.dkx/y'],
    [mock, 'http://localhost:4010/other/x'],
    [mock, ''],
  ])('refused below %s: %s', (base, address) => {
    expect(() => apiAddress(address, base)).toThrow(expect.objectContaining({ code: 'api-address-refused' }))
  })
})
