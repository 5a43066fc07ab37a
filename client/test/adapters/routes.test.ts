import { describe, expect, it } from 'vitest'
import { newSealingKey } from '../../src/index.ts'
import { discover, useSimulator } from '../support/harness.ts'
import { merchantId } from '../support/simulator.ts'
import { CookieJar, type Rest, useOwnServers } from './support/browser-like.ts'
import { type AnyOptions, type Framework, frameworks, withParsers } from './support/frameworks.ts'

const held = useSimulator()
useOwnServers()

const callbackPath = '/mobilepay/callback'
const redirectUri = `https://integrator.example${callbackPath}`

async function serve(framework: Framework, changes: Partial<AnyOptions> = {}, parsed = false) {
  const client = await discover({ redirectUri, sealingKeys: [newSealingKey()] })
  return framework.serve({ client, consent: { scopes: ['invoice'] }, returnTo: '/done', ...changes }, parsed)
}

/** From the start to the answer that a merchant who consents brings back. */
async function answerFor(jar: CookieJar, query = 'merchant_vat=DK12345674'): Promise<URLSearchParams> {
  const { status, headers } = await jar.request(`/mobilepay/start?${query}`)
  expect(status).toBe(303)
  return held.mobilepay.authorize(headers.get('location') ?? '')
}

function expectRefusal({ status, text }: Rest, expected: number, code: string) {
  expect({ status, code: /code: ([\w-]+)/.exec(text)?.[1] }).toEqual({ status: expected, code })
  expect(held.mobilepay.count('/connect/token')).toBe(0)
}

describe.each(frameworks)('the routes on $name', (framework) => {
  it('lead from the start over the callback to the page after it', async () => {
    const seen: unknown[] = []
    await using server = await serve(framework, {
      onConnected: ({ id }, { appState, returnTo }) => void seen.push(id, appState, returnTo),
      consent: () => ({ merchantVat: 'DK12345674', scopes: ['invoice'], appState: { user: 7 } }),
    })
    const jar = new CookieJar(server)
    const answer = await answerFor(jar)
    expect(jar.setCookies).toEqual([
      expect.stringMatching(
        /^__Host-mobilepay-consent-[\w-]{16}=\d+~[\w.-]+; Path=\/; Max-Age=1800; Secure; HttpOnly; SameSite=None$/,
      ),
    ])
    const { status, headers } = await jar.post(callbackPath, answer)
    expect([status, headers.get('location')]).toEqual([303, 'https://integrator.example/done'])
    expect(headers.get('cache-control')).toBe('no-store')
    expect(seen).toEqual([merchantId, { user: 7 }, 'https://integrator.example/done'])
    expect(jar.cookies.size).toBe(0)
  })

  it('leave other paths alone', async () => {
    await using server = await serve(framework)
    const jar = new CookieJar(server)
    expect((await jar.request('/other')).text).toBe('other')
    expect((await jar.request(`${callbackPath}/more`)).status).toBe(404)
  })

  it('refuse the callback of another browser, and then take it from the right one', async () => {
    await using server = await serve(framework)
    const [jar, other] = [new CookieJar(server), new CookieJar(server)]
    const [answer] = [await answerFor(jar), await answerFor(other)]
    expectRefusal(await other.post(callbackPath, answer), 400, 'consent-unknown')
    expect((await jar.post(callbackPath, answer)).status).toBe(303)
  })

  it('take a callback once, even if the cookie comes again', async () => {
    await using server = await serve(framework)
    const jar = new CookieJar(server)
    const answer = await answerFor(jar)
    const cookies = [...jar.cookies]
    expect((await jar.post(callbackPath, answer)).status).toBe(303)
    expect((await jar.post(callbackPath, answer)).text).toContain('consent-unknown')
    for (const [name, value] of cookies) jar.cookies.set(name, value)
    expect((await jar.post(callbackPath, answer)).text).toContain('state-already-used')
    expect(held.mobilepay.count('/connect/token')).toBe(1)
  })

  it.each([
    ['GET', 405, 'callback-method', undefined, { method: 'GET' }],
    ['PUT', 405, 'callback-method', undefined, { method: 'PUT', body: 'x=1' }],
    ['JSON', 415, 'callback-content-type', undefined, { headers: { 'content-type': 'application/json' } }],
    [
      'multipart',
      415,
      'callback-content-type',
      undefined,
      { headers: { 'content-type': 'multipart/form-data; boundary=x' } },
    ],
    [
      'another charset',
      415,
      'callback-content-type',
      undefined,
      { headers: { 'content-type': 'application/x-www-form-urlencoded; charset=latin1' } },
    ],
    ['5 MB', 413, 'callback-unreadable', 'x'.repeat(5_000_000), {}],
    ['bytes that are no UTF-8', 400, 'callback-unreadable', Buffer.from([0x61, 0x3d, 0xff]), {}],
    ['encoded bytes that are no UTF-8', 400, 'callback-unreadable', 'state=%FF', {}],
    ['broken encoding', 400, 'callback-unreadable', 'state=%zz', {}],
    ['a NUL', 400, 'callback-unreadable', 'state=a%00b', {}],
    ['no state', 400, 'callback-parameter-missing', 'code=1', {}],
    ['nothing', 400, 'callback-parameter-missing', '', {}],
    ['state twice', 400, 'callback-parameter-repeated', 'state=a&state=a', {}],
    ['an unknown state', 400, 'consent-unknown', 'state=a', {}],
  ] as const)('refuse %s with %i', async (_, status, code, body, init) => {
    await using server = await serve(framework)
    const jar = new CookieJar(server)
    const answer = await answerFor(jar)
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...('headers' in init ? init.headers : {}) }
    const given = body ?? ('method' in init && init.method === 'GET' ? undefined : answer.toString())
    expectRefusal(
      await jar.request(callbackPath, { method: 'POST', body: given ?? null, ...init, headers }),
      status,
      code,
    )
    expect((await jar.post(callbackPath, answer)).status).toBe(303)
  })

  it('refuse an answer in the query, by GET and beside a form', async () => {
    await using server = await serve(framework)
    const jar = new CookieJar(server)
    const answer = await answerFor(jar)
    expectRefusal(await jar.request(`${callbackPath}?${answer}`), 400, 'callback-parameter-unexpected')
    expectRefusal(await jar.post(`${callbackPath}?code=1`, answer), 400, 'callback-parameter-unexpected')
  })

  it('tell the person when the merchant said no, and nothing that came along', async () => {
    await using server = await serve(framework)
    const jar = new CookieJar(server)
    const answer = await answerFor(jar)
    const denial = new URLSearchParams({ state: answer.get('state') ?? '', error: 'access_denied' })
    denial.set('error_description', '<script>alert(1)</script>')
    const refusal = await jar.post(callbackPath, denial)
    expectRefusal(refusal, 403, 'access-denied')
    expect(refusal.text).not.toContain('script')
    expect(refusal.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(jar.cookies.size).toBe(0)
  })

  it('send what the hooks return', async () => {
    await using server = await serve(framework, {
      onConnected: () => Response.redirect('https://app.example/welcome', 302),
      onError: ({ code }, { route }) => new Response(`${route}: ${code}`, { status: 418 }),
    })
    const jar = new CookieJar(server)
    const connected = await jar.post(callbackPath, await answerFor(jar))
    expect([connected.status, connected.headers.get('location')]).toEqual([302, 'https://app.example/welcome'])
    expect(jar.cookies.size).toBe(0)
    const refused = await jar.request('/mobilepay/start?merchant_vat=1')
    expect([refused.status, refused.text]).toEqual([418, 'start: merchant-vat-format'])
  })

  it('leave what the integrator’s code throws to the framework', async () => {
    await using server = await serve(framework, {
      onConnected: () => {
        throw new Error('the database is down')
      },
    })
    const jar = new CookieJar(server)
    const { status, text } = await jar.post(callbackPath, await answerFor(jar))
    expect([status, text]).toEqual([500, 'handled'])
  })

  it('serve the relay page in fragment mode, and take what it posts', async () => {
    await using server = await serve(framework, { responseMode: 'fragment' })
    const jar = new CookieJar(server)
    const answer = await answerFor(jar)
    expect(jar.setCookies.at(-1)).toContain('SameSite=Lax')
    const page = await jar.request(callbackPath)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expectRefusal(await jar.request(`${callbackPath}?code=1`), 400, 'callback-parameter-unexpected')
    expect((await jar.post(callbackPath, answer)).status).toBe(303)
  })
})

describe.each(withParsers)('behind a body parser, $name', (framework) => {
  it('takes the parsed form', async () => {
    await using server = await serve(framework, {}, true)
    const jar = new CookieJar(server)
    expect((await jar.post(callbackPath, await answerFor(jar))).status).toBe(303)
  })

  it.each(['code', 'id_token', 'state'])('sees that %s was repeated', async (name) => {
    await using server = await serve(framework, {}, true)
    const jar = new CookieJar(server)
    const answer = await answerFor(jar)
    answer.append(name, answer.get(name) ?? '')
    expectRefusal(await jar.post(callbackPath, answer), 400, 'callback-parameter-repeated')
  })
})
