import type { Request as ExpressRequest } from 'express'
import type { FastifyRequest } from 'fastify'
import type { Context as HonoContext } from 'hono'
import type { Context as KoaContext } from 'koa'
import { describe, expect, it } from 'vitest'
import type { ConsentRoutesOptions } from '../../src/adapters/consent-routes-options.ts'
import { mobilePayConsent as forExpress } from '../../src/adapters/express.ts'
import { mobilePayConsent as forFastify } from '../../src/adapters/fastify.ts'
import { mobilePayConsent } from '../../src/adapters/fetch.ts'
import { mobilePayConsent as forHono } from '../../src/adapters/hono.ts'
import { mobilePayConsent as forKoa } from '../../src/adapters/koa.ts'
import { type MobilePayClientOptions, newSealingKey } from '../../src/index.ts'
import { discover, useSimulator } from '../support/harness.ts'
import { type Faults, subject } from '../support/simulator.ts'

const held = useSimulator()
const sealingKeys = [newSealingKey()]

type Options = Partial<ConsentRoutesOptions<Request>>

async function routes(options: Options = {}, changes: Partial<MobilePayClientOptions> = {}) {
  const client = await discover({ sealingKeys, ...changes })
  return mobilePayConsent({ client, consent: { scopes: ['invoice'] }, ...options })
}

type Routes = Awaited<ReturnType<typeof routes>>

/** As the application sees requests behind a proxy: under a host of its own. */
function start({ GET }: Routes, query = 'merchant_vat=DK12345674', path = '/mobilepay/start'): Promise<Response> {
  return GET(new Request(`http://10.0.0.7:8080${path}?${query}`))
}

/** The whole way, to the answer of the callback. */
async function connect(handlers: Routes, query?: string, change = (answer: URLSearchParams) => answer) {
  const started = await start(handlers, query)
  const location = started.headers.get('location') ?? ''
  const body = change(await held.mobilepay.authorize(location))
  const cookie = (started.headers.getSetCookie().at(-1) ?? '').split(';')[0] ?? ''
  return handlers.POST(new Request('http://10.0.0.7:8080/callback', { method: 'POST', body, headers: { cookie } }))
}

describe('where the browser goes', () => {
  it('is never what a Host or Forwarded header says', async () => {
    const handlers = await routes({ returnTo: '/done' })
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
    const { GET } = handlers
    const started = await GET(new Request('http://evil.example/mobilepay/start?merchant_vat=DK12345674', { headers }))
    const target = new URL(started.headers.get('location') ?? '')
    expect(target.searchParams.get('redirect_uri')).toBe('https://integrator.example/callback')
    expect((await connect(handlers)).headers.get('location')).toBe('https://integrator.example/done')
  })

  it('afterwards is return_to, if it is allowed', async () => {
    const handlers = await routes({ returnTo: '/done', allowReturnTo: ['/shops/'] })
    const query = 'merchant_vat=DK12345674&return_to='
    expect((await connect(handlers, `${query}/shops/7?tab=1`)).headers.get('location')).toBe(
      'https://integrator.example/shops/7?tab=1',
    )
    for (const elsewhere of [
      '//evil.example',
      '/other',
      'https://evil.example/shops/',
      '%2F%2Fevil.example',
      '/shops/&return_to=/x',
    ]) {
      const refusal = await start(handlers, `${query}${elsewhere}`)
      expect([refusal.status, refusal.headers.get('location')]).toEqual([400, null])
      expect(await refusal.text()).toContain('return-to-refused')
    }
  })

  it('is a page that says so where nothing else was named', async () => {
    const connected = await connect(await routes())
    expect(connected.status).toBe(200)
    expect(await connected.text()).toContain('Connected to MobilePay')
  })

  it('may be another site only by the integrator’s own code', async () => {
    const handlers = await routes({ returnTo: 'https://app.example/welcome' })
    expect((await connect(handlers)).headers.get('location')).toBe('https://app.example/welcome')
  })
})

describe('the start', () => {
  it('asks what a function says, or sends the Response that it gives', async () => {
    const handlers = await routes({
      consent: async (request) =>
        request.headers.has('authorization')
          ? { merchantVat: 'DK99000007', scopes: ['invoice', 'webhooks'], uiLocales: ['da'] }
          : Response.redirect('https://integrator.example/login', 302),
    })
    expect((await start(handlers)).headers.get('location')).toBe('https://integrator.example/login')
    const headers = { authorization: 'x' }
    const started = await handlers.GET(new Request('http://app/mobilepay/start?merchant_vat=DK12345674', { headers }))
    const asked = new URL(started.headers.get('location') ?? '').searchParams
    expect(asked.get('merchant_vat')).toBe('DK99000007')
    expect(asked.get('scope')).toBe('openid offline_access invoice webhooks')
  })

  it.each([
    ['merchant_vat=DK-1', 400, 'merchant-vat-format'],
    ['merchant_vat=DK12345674&merchant_vat=DK99000007', 400, 'merchant-vat-format'],
  ])('refuses %s', async (query, status, code) => {
    const refusal = await start(await routes(), query)
    expect([refusal.status, refusal.headers.getSetCookie()]).toEqual([status, []])
    expect(await refusal.text()).toContain(`code: ${code}`)
  })

  it('passes warnings on', async () => {
    const seen: string[] = []
    const handlers = await routes({ onWarning: ({ code }) => seen.push(code) })
    await start(handlers, '')
    await start(handlers, 'merchant_vat=DK12345678')
    expect(seen).toEqual(['merchant-vat-missing', 'merchant-vat-check-digit'])
  })

  it('is by GET', async () => {
    const handlers = await routes()
    const refusal = await handlers.POST(new Request('http://app/mobilepay/start', { method: 'POST' }))
    expect([refusal.status, refusal.headers.get('allow')]).toEqual([405, 'GET'])
  })

  it('says when MobilePay can not be reached, and the callback too', async () => {
    const handlers = await routes({}, { sealingKeys })
    const refusal = await connect(handlers, undefined, (answer) => {
      held.mobilepay.faults = { tokenReply: [503, ''] }
      return answer
    })
    expect(refusal.status).toBe(503)
    expect(await refusal.text()).toContain('MobilePay does not answer right now')
  })
})

describe('the status of a refusal', () => {
  it.each<[string, number, Faults]>([
    ['a front ID token that is not right', 400, { front: (claims) => ({ ...claims, nonce: 'other' }) }],
    ['a back ID token that is not right', 502, { back: (claims) => ({ ...claims, sub: `${subject}x` }) }],
    ['a token response that is none', 502, { tokenReply: [200, '<html>'] }],
    ['a refused code', 400, { tokenReply: [400, { error: 'invalid_grant' }] }],
    ['refused credentials', 500, { tokenReply: [400, { error: 'invalid_client' }] }],
  ])('after %s is %i, and the page shows no secret', async (_, status, faults) => {
    const handlers = await routes()
    held.mobilepay.faults = faults
    let code = ''
    const refusal = await connect(handlers, undefined, (answer) => {
      code = answer.get('code') ?? ''
      return answer
    })
    const text = await refusal.text()
    expect(refusal.status).toBe(status)
    for (const secret of [code, 'eyJ', 'DK12345674', 'canary', subject]) expect(text).not.toContain(secret)
  })
})

describe('the paths', () => {
  it('may be others, as behind a proxy that takes a part away', async () => {
    const handlers = await routes({ startPath: '/go', callbackPath: '/inner/callback' })
    expect((await start(handlers, undefined, '/go')).status).toBe(303)
    expect((await start(handlers)).status).toBe(404)
    const empty = { method: 'POST', body: new URLSearchParams() }
    expect((await handlers.POST(new Request('http://app/inner/callback', empty))).status).toBe(400)
    expect(await handlers.answer(new Request('http://app/callback', empty))).toBeUndefined()
  })

  it.each<Options>([
    { startPath: '/callback' },
    { startPath: 'go' },
    { callbackPath: 'x' },
    { returnTo: 'javascript:alert(1)' },
    { returnTo: 'http://[' },
  ])('are refused when they can not be: %o', async (options) => {
    await expect(routes(options)).rejects.toMatchObject({ name: 'ConfigurationError', code: 'option-invalid' })
  })
})

describe('where consents are remembered', () => {
  it('is the store without sealing keys, or when asked for', async () => {
    for (const handlers of [await routes({}, { sealingKeys: [] }), await routes({ remember: 'store' })]) {
      const started = await start(handlers)
      expect(started.headers.getSetCookie()[0]).toMatch(/=\d+~[\w-]{43}; Path/)
      expect((await connect(handlers)).status).toBe(200)
    }
  })
})

describe('the types', () => {
  it('are the framework’s own in the hooks, without a dependency on it', async () => {
    const client = await discover()
    const scopes = ['invoice'] as const
    const all = [
      forExpress<ExpressRequest>({ client, consent: ({ query }) => ({ scopes, merchantVat: String(query.vat) }) }),
      forKoa<KoaContext>({ client, consent: ({ query }) => ({ scopes, merchantVat: String(query.vat) }) }),
      forFastify<FastifyRequest>({ client, consent: ({ id }) => ({ scopes, appState: { id } }) }),
      forHono<HonoContext>({ client, consent: ({ req }) => ({ scopes, merchantVat: req.query('vat') ?? '' }) }),
    ]
    expect(all.every((adapter) => typeof adapter === 'function')).toBe(true)
  })
})
