import { request as undiciRequest } from 'undici'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startMockServer } from '../../../src/index.ts'
import { type Interception, interceptMobilePay } from '../../../src/testing/intercept.ts'
import { makeAttempt } from '../../support/attempt.ts'
import { askByNode } from './ask.ts'

const admin = 'https://sandprod-admin.mobilepay.dk/account'
const discovery = `${admin}/.well-known/openid-configuration`
const tokenUrl = 'https://api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token'
const form = { 'content-type': 'application/x-www-form-urlencoded' }

let mobilepay: Interception
beforeEach(async () => {
  mobilepay = await interceptMobilePay()
})
afterEach(() => mobilepay.restore())

const attempt = () => makeAttempt(`${admin}/connect/authorize`, 'http://127.0.0.1:7890/', {}).url

describe('what comes back', () => {
  test('by node:https has the headers of a port, in their order and letters', async () => {
    await using mock = await startMockServer({ consent: 'auto' })
    const served = makeAttempt(
      mock.environments['sandbox-dk'].discoveryUrl.replace('.well-known/openid-configuration', 'connect/authorize'),
      'http://127.0.0.1:7890/',
      {},
    )
    const [here, there] = [await askByNode(attempt()), await askByNode(served.url)]
    const names = ({ rawHeaders }: typeof here) => rawHeaders.filter((_, index) => index % 2 === 0)
    expect(here.status).toBe(200)
    expect(names(here)).toEqual(names(there))
    expect(here.headers['set-cookie']?.length).toBeGreaterThan(0)
    expect(here.headers['set-cookie']).toHaveLength(there.headers['set-cookie']?.length ?? 0)
    expect(String(here.headers['set-cookie'])).toContain('Secure')
  })

  test('by fetch has its status, redirect and cookies', async () => {
    const answer = await fetch(attempt(), { redirect: 'manual' })
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie().length).toBeGreaterThan(0)
    const refused = await fetch(`${admin}/connect/authorize?client_id=nobody`)
    expect(refused.redirected).toBe(true)
    expect(refused.url).toMatch(/^https:\/\/sandprod-admin\.mobilepay\.dk\/account\/home\/error\?errorId=/)
    expect(await refused.text()).toContain('unauthorized_client')
  })

  test("is the same by undici's own request", async () => {
    const { statusCode, body } = await undiciRequest(discovery)
    expect(statusCode).toBe(200)
    expect(await body.json()).toMatchObject({ issuer: 'https://api.mobilepay.dk/merchant' })
  })

  test('has no body for HEAD', async () => {
    const answer = await fetch(`${admin}/nothing`, { method: 'HEAD' })
    expect(answer.status).toBe(404)
    expect(await answer.text()).toBe('')
  })
})

describe('what goes in', () => {
  test('is the body as it was sent: forms, bytes and more than the mock takes', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
    await askByNode(tokenUrl, { method: 'POST', headers: form }, bytes)
    await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams({ grant_type: 'æøå €' }) })
    const bodies = mobilepay.world.journal.find().map(({ request }) => request.body)
    expect(bodies.map((body) => body?.bytes)).toEqual([
      256,
      Buffer.byteLength('grant_type=%C3%A6%C3%B8%C3%A5+%E2%82%AC'),
    ])
    expect(bodies[1]?.text).toContain('%C3%A6%C3%B8%C3%A5')
    const large = await askByNode(tokenUrl, { method: 'POST', headers: form }, Buffer.alloc(3_000_000, 'x'))
    expect(large.status).toBe(413)
  })

  test('may come in chunks, and with GET', async () => {
    const chunked = { ...form, 'transfer-encoding': 'chunked' }
    await askByNode(tokenUrl, { method: 'POST', headers: chunked }, 'grant_type=refresh_token')
    const [exchange] = mobilepay.world.journal.find()
    expect(exchange?.request.body).toEqual({ text: 'grant_type=refresh_token', bytes: 24 })
    expect((await askByNode(discovery, { method: 'GET', headers: { 'content-length': '4' } }, 'body')).status).toBe(200)
  })

  test('may be many requests at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        if (index % 2 === 0) return (await fetch(discovery)).status
        return (await askByNode(`${admin}/nothing/${index}`)).status
      }),
    )
    expect(all).toEqual(Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? 200 : 404)))
    expect(mobilepay.world.journal.count()).toBe(50)
  })

  test('ends when it is aborted', async () => {
    await mobilepay.control.world().faults.add({ fault: 'hold' })
    const aborting = new AbortController()
    const asked = fetch(discovery, { signal: aborting.signal })
    const timed = expect(asked).rejects.toMatchObject({ name: 'AbortError' })
    await expect.poll(() => mobilepay.world.usage.isHeld).toBe(true)
    aborting.abort()
    await timed
    await mobilepay.control.world().faults.clear()
    expect((await fetch(discovery)).status).toBe(200)
  })
})

describe('faults on the wire fail as on a real one', () => {
  test.each([
    ['connection-reset', 'ECONNRESET'],
    ['connection-reset-after', 'ECONNRESET'],
    ['empty-reply', 'ECONNRESET'],
    ['not-http', 'HPE_INVALID_CONSTANT'],
    ['status-line-malformed', 'HPE_INVALID_STATUS'],
    ['content-length-contradictory', 'HPE_UNEXPECTED_CONTENT_LENGTH'],
    ['headers-truncated', 'ECONNRESET'],
    ['headers-oversized', 'HPE_HEADER_OVERFLOW'],
    ['body-truncated', 'ECONNRESET'],
    ['chunk-unfinished', 'ECONNRESET'],
    ['chunk-malformed', 'ECONNRESET'],
    ['content-length-too-long', 'ECONNRESET'],
  ])('%s', async (fault, code) => {
    await mobilepay.control.world().faults.add({ fault, times: 2 })
    await expect(askByNode(discovery)).rejects.toMatchObject({ code })
    await expect(fetch(discovery).then((answer) => answer.text())).rejects.toThrow(TypeError)
    expect((await askByNode(discovery)).status).toBe(200)
  })

  test('a body that is held is held after its head, until the fault is released', async () => {
    const { id } = await mobilepay.control.world().faults.add({ fault: 'body-held' })
    const answer = await fetch(discovery)
    expect(answer.status).toBe(200)
    const text = answer.text()
    await mobilepay.control.world().faults.release({ id })
    expect(JSON.parse(await text)).toHaveProperty('issuer')
  })

  test('gzip that is none, and bytes that are no UTF-8, come as they are', async () => {
    await mobilepay.control.world().faults.add({ fault: 'gzip-invalid' })
    await expect(fetch(discovery).then((answer) => answer.text())).rejects.toThrow(TypeError)
    await mobilepay.control.world().faults.add({ fault: 'body-invalid-utf8' })
    expect((await askByNode(discovery)).body.includes(Buffer.from([0xff, 0xfe]))).toBe(true)
  })
})
