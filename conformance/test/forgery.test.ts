import { describe, expect, it } from 'vitest'
import { security } from '../src/checks/security/index.ts'
import type { Attempt } from '../src/flow/arrival.ts'
import type { Browser } from '../src/flow/browser.ts'
import type { Flow } from '../src/flow/flow.ts'
import { type HttpRequest, pairsOf } from '../src/subjects/http.ts'
import type { TlsProbe } from '../src/subjects/tls-probe.ts'
import { answer, contextOf, login, outcomeOf, page, provider, refusal, response } from './support/fake-context.ts'

const code = answer({ code: 'a code' })
const names = (form: HttpRequest['form'] = []) => pairsOf(form).map(([name]) => name)

interface Forms {
  /** What stands on the n-th login or consent page. */
  readonly page: (nth: number) => Attempt
  /** What becomes of a form that is sent. */
  readonly sent?: (request: HttpRequest) => Attempt
  readonly password?: boolean
}

/** A provider that shows the page for every request, the client's first one of S-17 excepted. */
function judged(id: string, { page: shown, sent = () => refusal, password = true }: Forms) {
  let pages = 0
  const browser = { visit: async (request: HttpRequest) => sent(request) } as unknown as Browser
  const { password: _password, ...unattended } = login
  const flow: Partial<Flow> = {
    browser: () => browser,
    attempt: async (_changes, options) => (options?.visits ? code : shown(pages++)),
    login: () => (password ? login : unattended),
  }
  return outcomeOf(security, id, contextOf({ flow }))
}

const loginPage = (token: string, action = '') =>
  page(
    `<form method="post" action="${action}">${token}<input name="email" type="email"><input name="password" type="password"><button>Log in</button></form>`,
    { path: '/account/login' },
  )
const consentPage = (token: string, action = '') =>
  page(
    `<form method="post" action="${action}">${token}<button name="b" value="yes">Yes</button><button name="b" value="no">No</button></form>`,
    { path: '/consent' },
  )
const hidden = (value: string, name = 'csrf') => `<input type="hidden" name="${name}" value="${value}">`
const random = (nth: number) => `Q1w2e3r4t5z6u7i8o9p0${nth}`
const secretPath = (nth: number) => `/login/${random(nth)}`

describe('a login form', () => {
  it('without a value that differs from browser to browser can be forged', async () => {
    const actual = ['the login form has no field whose value differs from browser to browser']
    for (const shown of [() => loginPage(''), () => loginPage(hidden('same')), () => loginPage('', '/login/ever')]) {
      expect(await judged('S-16', { page: shown })).toMatchObject({ kind: 'violation', actual })
    }
    expect(await judged('S-16', { page: (nth) => loginPage('', `/login?x=${nth}`) })).toMatchObject({ actual })
    expect(await judged('S-16', { page: () => loginPage('', secretPath(0)) })).toMatchObject({ actual })
  })

  it('may be bound by its address', async () => {
    expect(await judged('S-16', { page: (nth) => loginPage('', secretPath(nth)) })).toMatchObject({ kind: 'info' })
  })

  it.each<[string, (request: HttpRequest) => boolean, string]>([
    ['without its value', ({ form }) => !names(form).includes('csrf'), 'without csrf'],
    [
      'with the value of another',
      ({ form = [] }) => new Map(pairsOf(form)).get('csrf') === random(1),
      'with the csrf of another browser',
    ],
  ])('is taken %s', async (_how, isTaken, how) => {
    const sent = (request: HttpRequest) => (isTaken(request) ? code : refusal)
    expect(await judged('S-16', { page: (nth) => loginPage(hidden(random(nth))), sent })).toMatchObject({
      kind: 'violation',
      actual: [`the login form is taken ${how}`],
    })
  })

  it.each<[string, Attempt, boolean]>([
    ['a code', code, true],
    ['the next page', consentPage(''), true],
    ['an error to the client', answer({ error: 'access_denied' }), false],
    ['the same page', loginPage(''), false],
    ['a refusal', refusal, false],
  ])('that leads to %s was taken: %j', async (_what, led, isTaken) => {
    const outcome = await judged('S-16', { page: (nth) => loginPage(hidden(random(nth))), sent: () => led })
    expect(outcome.kind).toBe(isTaken ? 'violation' : 'pass')
  })

  it('is sent to its own address, or to that of the page', async () => {
    const urls: string[] = []
    const sent = ({ url }: HttpRequest) => {
      urls.push(url)
      return refusal
    }
    await judged('S-16', { page: (nth) => loginPage(hidden(random(nth)), '/in'), sent })
    await judged('S-16', { page: (nth) => loginPage(hidden(random(nth))), sent })
    expect([...new Set(urls)]).toEqual([`${provider}/in`, `${provider}/account/login`])
  })

  it('is not sent where nobody knows a password, and not judged where none is shown', async () => {
    const shown = (nth: number) => loginPage(hidden(random(nth)))
    expect((await judged('S-16', { page: shown, sent: () => code, password: false })).kind).toBe('pass')
    expect((await judged('S-16', { page: () => code })).kind).toBe('inconclusive')
  })
})

describe('a consent form', () => {
  it('without a value that nobody guesses can be forged', async () => {
    const actual = ['the consent form has no field that another site could not guess']
    for (const token of [
      '',
      hidden('short'),
      hidden('/connect/authorize/callback'),
      hidden('a sentence with spaces'),
    ]) {
      expect(await judged('S-17', { page: () => consentPage(token) })).toMatchObject({ kind: 'violation', actual })
    }
    expect(await judged('S-17', { page: () => consentPage('', '/consent/ever') })).toMatchObject({ actual })
  })

  it('may be bound by its address, and is not judged where none is shown', async () => {
    expect((await judged('S-17', { page: (nth) => consentPage('', secretPath(nth)) })).kind).toBe('info')
    expect((await judged('S-17', { page: () => code })).kind).toBe('inapplicable')
  })

  it.each<[string, (request: HttpRequest) => boolean]>([
    ['without csrf', ({ method, form }) => method === 'POST' && !names(form).includes('csrf')],
    ['by GET', ({ method, url }) => method === 'GET' && url.includes('csrf=')],
  ])('is taken %s', async (how, isTaken) => {
    const sent = (request: HttpRequest) => (isTaken(request) ? code : refusal)
    expect(await judged('S-17', { page: (nth) => consentPage(hidden(random(nth))), sent })).toMatchObject({
      actual: [`the consent form is taken ${how}`],
    })
    expect((await judged('S-17', { page: (nth) => consentPage(hidden(random(nth))) })).kind).toBe('pass')
  })
})

describe('a handshake', () => {
  const judgedBy = (id: string, probeTls: TlsProbe) =>
    outcomeOf(
      security,
      id,
      contextOf({ target: { discoveryUrl: `${provider}/x`, probeTls }, servedDocument: async () => ({}) }),
    )
  const made = { protocol: 'TLSv1.3', certificateProblem: undefined, error: undefined }
  const failed = { protocol: undefined, certificateProblem: undefined, error: 'no' }

  it.each<[string, TlsProbe, readonly string[]]>([
    [
      'of old',
      async (_host, _port, version) => (version.startsWith('TLSv1.2') || version === 'TLSv1' ? made : failed),
      ['provider.example accepts TLSv1'],
    ],
    [
      'without encryption',
      async (_host, _port, _version, ciphers) => (ciphers === undefined || ciphers === 'eNULL' ? made : failed),
      ['provider.example accepts ciphers without encryption'],
    ],
  ])('%s is refused', async (_what, probe, actual) => {
    expect(await judgedBy('S-11', probe)).toMatchObject({ actual: expect.arrayContaining([...actual]) })
  })

  it('of today will do, and says nothing of a certificate that nobody showed', async () => {
    const today: TlsProbe = async (_host, _port, version, ciphers) =>
      ciphers === undefined && version === 'TLSv1.3' ? made : failed
    expect((await judgedBy('S-11', today)).kind).toBe('pass')
    expect((await judgedBy('S-12', today)).kind).toBe('pass')
  })
})

describe('pages that lead on', () => {
  it.each([
    ['no address of sign-out', {}, 'pass'],
    ['a sign-out that goes away', { end_session_endpoint: `${provider}/out` }, 'violation'],
  ])('with %s: %s', async (_what, document, kind) => {
    const away = { hops: [], arrival: { kind: 'elsewhere', url: 'https://conformance.example/' } }
    const browser = {
      visit: async ({ url }: HttpRequest) => (url.includes('/out') ? away : refusal),
    } as unknown as Browser
    const flow: Partial<Flow> = {
      browser: () => browser,
      attempt: async () => refusal,
      send: async () => response(302, '', { location: '/account/login' }),
      endpoint: async () => `${provider}/out`,
    }
    expect((await outcomeOf(security, 'S-03', contextOf({ flow, servedDocument: async () => document }))).kind).toBe(
      kind,
    )
  })

  it('are asked for each address of theirs, and for nothing else', async () => {
    const asked: string[] = []
    const browser = {
      visit: async ({ url }: HttpRequest) => {
        asked.push(url)
        return refusal
      },
    } as unknown as Browser
    const path = '/account/login?ReturnUrl=%2Fcallback&lang=da&next=https%3A%2F%2Fprovider.example%2F'
    const flow: Partial<Flow> = {
      browser: () => browser,
      attempt: async (changes = {}) =>
        Object.keys(changes).length === 0 ? { ...loginPage(''), arrival: loginAt(path) } : refusal,
      send: async () => response(302, '', { location: '/account/login' }),
    }
    expect((await outcomeOf(security, 'S-03', contextOf({ flow, servedDocument: async () => ({}) }))).kind).toBe('pass')
    expect(
      asked.map((url) => [...new URL(url).searchParams].filter(([, value]) => value.includes('conformance.example'))),
    ).toEqual([[['ReturnUrl', 'https://conformance.example/']], [['next', 'https://conformance.example/']]])
  })
})

function loginAt(path: string): Attempt['arrival'] {
  return page('<form method="post"><input name="p" type="password"></form>', { path }).arrival
}
