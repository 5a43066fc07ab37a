import { describe, expect, it } from 'vitest'
import type { CheckContext } from '../src/checks/check-context.ts'
import { canariesOf } from '../src/checks/security/canaries.ts'
import { security } from '../src/checks/security/index.ts'
import { firstOfEach } from '../src/checks/security/places.ts'
import type { Attempt } from '../src/flow/arrival.ts'
import type { Changes } from '../src/flow/authorization-request.ts'
import type { Flow } from '../src/flow/flow.ts'
import type { HttpRequest, HttpResponse } from '../src/subjects/http.ts'
import { trafficLimits } from '../src/subjects/traffic-meter.ts'
import { answer, contextOf, login, outcomeOf, page, provider, refusal, response } from './support/fake-context.ts'

const html = { 'content-type': 'text/html' }
const code = answer({ code: 'a code' })
const hop = (headers: Readonly<Record<string, string>>, body = '', url = `${provider}/account/login`) => ({
  request: { method: 'GET', url },
  response: response(200, body, headers),
})
const seen =
  (...exchanges: readonly (readonly [Partial<HttpRequest>, HttpResponse])[]) =>
  () =>
    exchanges.map(([request, answered], index) => ({
      id: String(index),
      request: { method: 'POST', url: `${provider}/token`, ...request },
      response: answered,
    }))
const outcome = (id: string, context: CheckContext) => outcomeOf(security, id, context)

describe('cookies', () => {
  const judged = (...cookies: readonly string[]) => {
    const answers = cookies.map((cookie) => [{}, response(200, '', { 'set-cookie': cookie })] as const)
    const target = { discoveryUrl: `${provider}/.well-known/openid-configuration` }
    return outcome('S-06', contextOf({ target, flow: { attempt: async () => code }, seen: seen(...answers) }))
  }
  const good = 'session=abc; path=/; secure; HttpOnly; SameSite=Lax'

  it.each([
    ['a session', 'session=abc; Path=/', ['Secure', 'HttpOnly', 'SameSite']],
    ['a session for https', 'session=a=b; Secure', ['HttpOnly', 'SameSite']],
    ['a session that scripts read', 'session=abc; Secure; SameSite=None', ['HttpOnly']],
    ['a language', 'Language=da; Path=/', ['Secure']],
    ['a session that begins with =', '=abc; Secure; SameSite=Lax', ['HttpOnly']],
  ])('of %s lack what they need', async (_what, cookie, names) => {
    const name = cookie.replace(/=.*/, '')
    expect(await judged(good, cookie, cookie)).toMatchObject({
      kind: 'violation',
      actual: names.map((attribute) => `the cookie ${name} has no ${attribute}`),
    })
  })

  it.each([
    ['set right', good],
    ['of a language', 'lang=da; Secure'],
    ['taken back by an empty value', 'session=; Path=/'],
    ['taken back by their age', 'session=abc; Max-Age=0'],
    ['taken back long ago', 'session=abc; max-age=-1'],
  ])('%s are right', async (_what, cookie) => {
    expect(await judged(cookie)).toMatchObject({ kind: 'pass' })
  })

  it('are none', async () => {
    expect(await judged()).toMatchObject({ kind: 'inapplicable' })
  })
})

describe('what pages load', () => {
  const judged = (...hops: Attempt['hops']) =>
    outcome(
      'S-18',
      contextOf({
        flow: { browser: () => ({}) as never, attempt: async () => ({ ...code, hops }) },
        target: { discoveryUrl: `${provider}/x` },
        servedDocument: async () => ({ token_endpoint: 'https://api.example/token', jwks_uri: 5 }),
      }),
    )

  it.each([
    [
      'a policy of the page',
      hop(html, '<meta name="Referrer" content="unsafe-url">'),
      'has Referrer-Policy unsafe-url',
    ],
    ['a header', hop({ ...html, 'referrer-policy': 'no-referrer-when-downgrade' }), 'no-referrer-when-downgrade'],
    [
      'a style',
      hop(html, '<link rel="stylesheet" href="https://cdn.example/a.css">'),
      'loads something from cdn.example',
    ],
    [
      'one of two images',
      hop(html, '<img srcset="/a 1x, https://cdn.example/a 2x">'),
      'loads something from cdn.example',
    ],
  ])('tells strangers: %s', async (_what, shown, problem) => {
    expect(await judged(hop(html), shown)).toMatchObject({ actual: [expect.stringContaining(problem)] })
  })

  it.each([
    ['own hosts', hop(html, `<img src="${provider}/a"><img src="https://api.example/a"><img src="/a">`)],
    [
      'a page elsewhere',
      hop(html, '<a href="https://other.example/">x</a><link rel="Canonical" href="https://other.example/">'),
    ],
    ['what is no page', hop({ 'content-type': 'text/css' }, '@import "https://cdn.example/a.css"')],
    ['a word that is no policy', hop(html, '<meta name="description" content="unsafe-url">')],
    ['a policy without a value', hop(html, '<meta name="referrer">')],
    ['a link that loads nothing', hop({ ...html, link: '<https://other.example/>; rel="canonical"' })],
    ['data', hop(html, '<img src="data:image/png;base64,AAAA">')],
  ])('tells nobody: %s', async (_what, shown) => {
    expect(await judged(shown)).toMatchObject({ kind: 'pass' })
  })
})

describe('what was sent in secret', () => {
  const quiet: Partial<Flow> = { send: async () => response(400), api: async () => response(401) }
  const judged = (request: Partial<HttpRequest>, answered: HttpResponse) =>
    outcome('S-09', contextOf({ flow: quiet, servedDocument: async () => ({}), seen: seen([request, answered]) }))
  const secret = 'Zw0lf_Zeichen'
  const basic = Buffer.from(`shop:${secret}`).toString('base64')
  const form = (name: string) => ({ form: { [name]: secret } })

  it.each<[string, Partial<HttpRequest>, HttpResponse]>([
    ['the answer contains a client_secret', form('client_secret'), response(200, secret)],
    ['the answer contains a client_secret', { headers: { authorization: `Basic ${basic}` } }, response(400, secret)],
    ['the answer contains a client_secret', { headers: { authorization: `Basic ${basic}` } }, response(400, basic)],
    [
      'the answer contains a client_secret',
      { url: `${provider}/token?client_secret=${secret}` },
      response(302, '', { location: `/x?y=${secret}` }),
    ],
    ['the answer gives code back', form('code'), response(400, secret)],
    [
      'the answer gives access_token back',
      { headers: { authorization: `Bearer ${secret}` } },
      response(401, '', { 'www-authenticate': secret }),
    ],
    ['the answer gives refresh_token back', form('refresh_token'), response(500, secret)],
    ['the answer gives password back', form('password'), response(200, `<input value="${secret}">`)],
  ])('%s: %#', async (problem, request, answered) => {
    expect(await judged(request, answered)).toMatchObject({ actual: [`POST /token: ${problem}`] })
  })

  it.each<[string, Partial<HttpRequest>, HttpResponse]>([
    ['a refresh token that is good again', form('refresh_token'), response(399, secret)],
    ['what is no secret', form('state'), response(400, secret)],
    ['a short word', { form: { client_secret: 'elfZeichen1' } }, response(400, 'elfZeichen1')],
    ['a plain word', { form: { client_secret: 'invalidclient' } }, response(400, 'invalidclient')],
    ['nothing', form('client_secret'), response(400, 'invalid_client')],
  ])('may be %s', async (_what, request, answered) => {
    expect(await judged(request, answered)).toMatchObject({ kind: 'pass' })
  })

  it('is told of from twelve characters on', async () => {
    expect((await judged({ form: { code: 'zwoelf_zeich' } }, response(400, 'zwoelf_zeich'))).kind).toBe('violation')
    expect((await judged({ form: { code: 'elf_zeichen' } }, response(400, 'elf_zeichen'))).kind).toBe('pass')
  })

  it('is tried at every endpoint that there is', async () => {
    const asked: string[] = []
    const send: Flow['send'] = async (member) => {
      asked.push(member)
      return response(400)
    }
    const document = { introspection_endpoint: `${provider}/introspect` }
    await outcome('S-09', contextOf({ flow: { ...quiet, send }, servedDocument: async () => document, seen: seen() }))
    expect(asked).toEqual(['token_endpoint', 'token_endpoint', 'token_endpoint', 'introspection_endpoint'])
  })

  it('is known by where it passed', () => {
    const long = 'abcdefghij0123456789'
    const form = `<form><input type="hidden" name="code" value="${long}"></form>`
    const found = canariesOf({ login } as never, seen([{}, response(200, form, html)])())
    expect(found.get(long)).toBe('code')
    expect(canariesOf({} as never, seen([{}, response(200, `code ${long}`, html)])()).has(long)).toBe(false)
  })
})

describe('problems that many answers have', () => {
  it.each([
    [0, 0],
    [10, 10],
    [11, 11],
    [15, 11],
  ])('%i are told in %i', (count, told) => {
    const problems = Array.from({ length: count }, (_, index) => `problem ${index}`)
    expect(firstOfEach([...problems, ...problems])).toHaveLength(told)
    expect(firstOfEach(problems).at(-1)).toBe(
      count === 0 ? undefined : count > 10 ? `and ${count - 10} more` : `problem ${count - 1}`,
    )
  })
})

describe('odd methods', () => {
  const judged = (answers: Readonly<Record<string, HttpResponse>>) =>
    outcome(
      'S-13',
      contextOf({
        flow: { endpoint: async (member) => `${provider}/${member}` },
        target: { discoveryUrl: `${provider}/x` },
        send: async ({ method }) => answers[method] ?? response(405),
      }),
    )

  it.each<[string, Readonly<Record<string, HttpResponse>>, boolean]>([
    ['an answer to OPTIONS', { OPTIONS: response(200, '', { allow: 'GET' }) }, true],
    ['an answer to TRACE', { TRACE: response(200) }, false],
    ['a redirect for TRACE', { TRACE: response(300) }, true],
    ['TRACE allowed', { OPTIONS: response(405, '', { allow: 'GET, trace' }) }, false],
    ['another method that is allowed', { OPTIONS: response(204, '', { allow: 'GET, RETRACE' }) }, true],
  ])('%s', async (_what, answers, isRight) => {
    expect((await judged(answers)).kind).toBe(isRight ? 'pass' : 'violation')
  })
})

describe('the pace of the suite', () => {
  it.each([
    [trafficLimits.intervalMs - 20, 'pass'],
    [trafficLimits.intervalMs - 21, 'violation'],
  ])('%i ms between two requests: %s', async (shortestIntervalMs, kind) => {
    const traffic = { requests: trafficLimits.requests, shortestIntervalMs, largestBytes: trafficLimits.bytes }
    const send = Object.assign(async () => response(200), { traffic })
    expect((await outcome('S-21', contextOf({ target: { send } }))).kind).toBe(kind)
  })
})

describe('pages of refusals', () => {
  const judged = (attemptOf: (changes: Changes) => Attempt) =>
    outcome('S-14', contextOf({ flow: { attempt: async (changes = {}) => attemptOf(changes) } }))

  it('are one and the same but for codes and numbers', async () => {
    expect((await judged(() => refusal)).kind).toBe('pass')
    let count = 0
    const numbered = () =>
      page(`<h1>Argh</h1> <p>${count % 2 === 0 ? 'invalid_request' : 'invalid_scope'} </p> <p>Id 0H${count++}</p>`)
    expect((await judged(numbered)).kind).toBe('pass')
  })

  it.each([
    ['another page', page('<h1>Oh</h1><p>invalid_request</p>')],
    ['another status', page('<h1>Argh</h1><p>invalid_request</p>', { status: 400 })],
    ['another element', page('<h1>Argh</h1><b>invalid_request</b>')],
    ['an answer to the client', answer({ error: 'invalid_request' })],
    ['a page of login', page('<form method="post"><input type="password"></form>', { path: '/login' })],
  ])('differ by %s', async (_what, other) => {
    expect(await judged(({ nonce }) => (nonce === undefined ? refusal : other))).toMatchObject({
      actual: expect.arrayContaining(['a nonce that is too long gives another page']),
    })
  })
})

describe('keys of two stages', () => {
  it('are not asked for where there is one', async () => {
    expect(
      (await outcome('S-20', contextOf({ environment: undefined, flow: { lab: () => ({}) as never } }))).kind,
    ).toBe('inapplicable')
  })
})
