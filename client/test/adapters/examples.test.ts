import { startMockServer } from '@mobilepay-oidc/mock-server'
import { describe, expect, it } from 'vitest'
import { startExample } from '../browser/support/example-server.ts'
import { answerIn, Visitor } from '../end-to-end/support/visitor.ts'

/** As the README of the examples says: the mock of this machine, and nothing configured but where it is. */
describe('the examples', () => {
  it.each(['express', 'koa', 'fastify', 'hono', 'fetch'])('%s connects a merchant of the mock', async (name) => {
    await using mock = await startMockServer({ consent: 'auto' })
    await using server = await startExample(name, { MOCK_URL: mock.url })
    const origin = `http://localhost:${server.port}`
    expect(await (await fetch(origin)).text()).toContain('<form action="/mobilepay/start">')
    const start = await fetch(`${origin}/mobilepay/start?merchant_vat=DK12345674`, { redirect: 'manual' })
    const answer = answerIn(await new Visitor().walk(start.headers.get('location') ?? ''), 'form_post')
    const cookie = (start.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
    const callback = { method: 'POST', body: answer, headers: { cookie }, redirect: 'manual' } as const
    const connected = await fetch(`${origin}/callback`, callback)
    expect(connected.headers.get('location')).toBe('http://localhost:3000/connected')
    expect(await (await fetch(`${origin}/connected`)).text()).toContain(
      'DK12345674: merchant aaaaaaaa-0000-4000-8000-000000000001',
    )
  })
})
