import { afterEach, describe, expect, it, vi } from 'vitest'
import { strengthOf } from '../src/checks/callback/code-entropy.ts'
import { allowsAnyScript, policiesOf } from '../src/checks/callback/content-security-policy.ts'
import { callback } from '../src/checks/callback/index.ts'
import type { AuthorizationRequest } from '../src/flow/authorization-request.ts'
import { login, response, answer as tokens } from './support/told.ts'
import {
  type Answering,
  errorPage,
  found,
  granted,
  hop,
  judgedOf,
  mobilePay,
  page,
  posted,
  refusedWith,
  type ToldProvider,
} from './support/told-provider.ts'

const of = (id: string, answer: Answering, more: Omit<ToldProvider, 'answer'> = {}) =>
  found(judgedOf(callback, id, { answer, ...more }))
const isSilent = (request: AuthorizationRequest) => request.get('prompt') === 'none'
const right: Answering = (request) => (isSilent(request) ? refusedWith(request, 'login_required') : granted(request))

/** The page of a form post. @param more behind the form */
function formPage(request: AuthorizationRequest, more = '', headers: Readonly<Record<string, string>> = {}) {
  const { fields } = isSilent(request) ? refusedWith(request, 'login_required') : granted(request)
  const inputs = fields.map(
    ([name, value]) =>
      `<input type=hidden name=${name} value="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`,
  )
  const action = (request.get('redirect_uri') ?? '').replaceAll('&', '&amp;')
  const form = `<form method=post action="${action}">${inputs.join('')}<button>Go</button></form>`
  return posted(`<body>${form}<script>document.forms[0].submit()</script>${more}`, 200, headers)
}
const byPage =
  (more = '', headers = {}): Answering =>
  (request) =>
    request.get('response_mode') === 'fragment' ? right(request, {}) : formPage(request, more, headers)

afterEach(() => vi.restoreAllMocks())

describe('where answers stand', () => {
  const passing =
    (path: string, fields = {}): Answering =>
    (request) => ({
      arrival: isSilent(request) ? refusedWith(request, 'login_required') : granted(request, fields),
      hops: [hop(path)],
    })

  it('no address on the way holds a code or token', async () => {
    expect(await of('C-04', passing('/connect/authorize'))).toBe('pass')
    expect(await of('C-04', passing('/step?code=a+b', { code: 'a+b' }))).toEqual([
      'code stands in the address of /step',
    ])
    expect(await of('C-04', passing('/step?code=a%2Bb', { code: 'a+b' }))).toEqual([
      'code stands in the address of /step',
    ])
    expect(await of('C-04', passing('/step', { code: '', id_token: undefined }))).toBe('pass')
  })

  it('no page says a value twice, and no header has it', async () => {
    expect(await of('C-04', byPage())).toBe('pass')
    const twice: Answering = (request) => formPage(request, `<p>code-${request.get('nonce')}</p>`)
    expect(await of('C-04', twice)).toContain('code stands in the page beside its field')
    const cookie: Answering = (request) => ({
      arrival: granted(request),
      hops: [
        hop('/answer', 302, {
          'x-trace': `at code-${request.get('nonce')}`,
          location: `#code-${request.get('nonce')}`,
        }),
      ],
    })
    expect(await of('C-04', cookie)).toEqual([expect.stringMatching(/code stands in the header x-trace$/)])
  })

  it('an answer that went elsewhere, or is no answer, ends what looks at it', async () => {
    expect(await of('C-05', () => ({ kind: 'elsewhere', url: 'https://other.example/' }))).toBe('skip')
    expect(await of('C-05', () => errorPage())).toBe('inconclusive')
    expect(await of('C-05', (request) => refusedWith(request, 'server_error'))).toBe('inconclusive')
    expect(await of('C-06', (request) => granted(request, { id_token: undefined, error: 'odd' }))).toEqual([
      'no id_token',
    ])
    expect(await of('C-05', (request) => granted(request, { code: undefined, error: 'odd' }))).toEqual(['no code'])
    expect(await of('C-05', (request) => granted(request, { code: undefined, id_token: undefined }))).toEqual([
      'no code',
    ])
  })
})

describe('codes', () => {
  const coded = (make: (index: number) => string): Answering => {
    let index = 0
    return (request) => granted(request, { code: make(index++) })
  }
  const digest = (length: number) => (index: number) =>
    Array.from({ length }, (_, place) => ((index * 7 + place * 5 + index * place) % 16).toString(16)).join('')

  it('are as long as the shortest', () => {
    expect(strengthOf(['abcd', 'efghij', 'klmnopq']).shortest).toBe(4)
  })

  it('hold fewer bits where some characters prevail', () => {
    const prevailing = ['aaaa', 'aaab', 'aaba', 'abaa'].map((code) => code.replaceAll('a', '0').replaceAll('b', '9'))
    expect(strengthOf(prevailing)).toEqual({ shortest: 4, changing: 3, bits: 2 })
  })

  it.each([
    [20, 'violation', 'fail'],
    [36, 'violation', 'warn'],
    [48, 'pass', undefined],
  ])('of %i hexadecimal digits: %s, %s', async (length, kind, severity) => {
    const outcome = await judgedOf(callback, 'C-17', { answer: coded(digest(length)) })
    expect(outcome).toMatchObject({ kind, ...(severity && { severity }) })
  })

  it('are all different, in this run and in those that are remembered', async () => {
    expect(await of('C-19', right)).toBe('pass')
    expect(await of('C-19', right, { context: { recall: () => 2 } })).toMatch(
      /^7 different codes of 7, 2 of an earlier run$/,
    )
    expect(
      await of(
        'C-19',
        coded((index) => `code-${index % 5}`),
      ),
    ).toBe('5 different codes of 7')
    expect(
      await of(
        'C-19',
        coded((index) => (index === 3 ? '' : `code-${index}`)),
      ),
    ).toBe('skip')
  })

  it('take a time that is told by its middle and its upper end', async () => {
    const times = [60, 10, 50, 20, 40, 30].flatMap((milliseconds) => [1000, 1000 + milliseconds])
    vi.spyOn(performance, 'now').mockImplementation(() => times.shift() ?? 0)
    const outcome = await judgedOf(callback, 'C-24', { answer: right })
    expect(outcome).toMatchObject({ kind: 'info', actual: { answers: 6, p50Milliseconds: 30, p95Milliseconds: 60 } })
  })

  describe('live as long as they should', () => {
    const living = (seconds: number, error = 'invalid_grant') => {
      let age = 0
      return {
        code: async () => {
          age = 0
          return { attempt: {} }
        },
        pass: async (more: number) => {
          age += more
        },
        redeem: async () =>
          age <= seconds ? tokens(200, { access_token: 'a', id_token: 'b' }) : tokens(400, { error }),
      }
    }
    const mock = { context: mobilePay, target: { lab: {} } }

    it.each([
      [5, 'after 10 s the code was answered with 400 invalid_grant'],
      [100, 'after 290 s the code was answered with 400 invalid_grant'],
      [300, 'pass'],
      [309, 'pass'],
      [310, 'after 310 s the code was answered with 200'],
    ])('%i seconds: %s', async (seconds, result) => {
      const outcome = await of('C-20', right, { ...mock, flow: living(seconds) })
      expect(outcome).toEqual(result.startsWith('after 310') ? expect.stringContaining('after 310 s') : result)
    })

    it('ten minutes where nobody promised less, and no longer', async () => {
      expect(await of('C-20', right, { flow: living(600) })).toBe('pass')
      expect(await of('C-20', right, { flow: living(30) })).toBe('pass')
      expect(await of('C-20', right, { flow: living(700) })).toContain('after 610 s')
      expect(await of('C-20', right, { flow: living(5, 'invalid_client') })).toBe('inconclusive')
    })
  })
})

describe('fields', () => {
  it.each([
    [{ state: 'other' }, ['another state']],
    [{ state: undefined }, ['no state']],
    [{ id_token: '' }, 'pass'],
  ])('%j: the state is judged %j', async (fields, result) => {
    expect(await of('C-07', (request) => granted(request, fields))).toEqual(result)
  })

  it('tell how a state was changed', async () => {
    const changed =
      (change: (state: string) => string): Answering =>
      (request) =>
        granted(request, { state: change(request.get('state') ?? '') })
    expect(
      await of(
        'C-07',
        changed((state) => state.slice(0, 20)),
      ),
    ).toEqual(['state cut off after 20 characters'])
    expect(
      await of(
        'C-07',
        changed((state) => state.toUpperCase()),
      ),
    ).toEqual(['state in other letter case'])
  })

  it.each(['code', 'id_token'])('%s is not empty', async (name) => {
    const id = name === 'code' ? 'C-05' : 'C-06'
    expect(await of(id, (request) => granted(request, { [name]: '' }))).toEqual([`an empty ${name}`])
    expect(await of(id, right)).toBe('pass')
  })

  it('that nobody defined are told, and faults where they tell of people', async () => {
    const known = { login: { merchantVat: 'DK12345674', loginHint: 'anna' } }
    expect(await of('C-03', (request) => granted(request, { region: 'dk' }), known)).toBe('info')
    expect(await of('C-03', (request) => granted(request, { access_token: 'a' }), known)).toBe('pass')
    expect(await of('C-03', (request) => granted(request, { vat: 'of DK12345674' }), known)).toEqual([
      'vat carries what belongs to the request or to the user',
    ])
    // A short name may be part of anything.
    expect(await of('C-03', (request) => granted(request, { region: 'susanna' }), known)).toBe('info')
    expect(await of('C-03', (request) => granted(request, { region: 'x'.repeat(4097) }), known)).toEqual([
      'region has 4097 characters',
    ])
  })

  it('are there once, in errors too', async () => {
    const twice: Answering = (request) => {
      const answer = isSilent(request) ? refusedWith(request, 'login_required') : granted(request)
      return isSilent(request) ? { ...answer, fields: [...answer.fields, ['error', 'x']] } : answer
    }
    expect(await of('C-16', twice)).toEqual(['error is there more than once'])
    expect(await of('C-16', right)).toBe('pass')
  })
})

describe('iss', () => {
  const named =
    (iss: string | undefined, error = iss): Answering =>
    (request) => {
      const answer = isSilent(request) ? refusedWith(request, 'login_required') : granted(request)
      const told = isSilent(request) ? error : iss
      return told === undefined ? answer : { ...answer, fields: [...answer.fields, ['iss', told]] }
    }
  const issuer = mobilePay.environment.issuer.url
  const own = {
    context: {
      document: async () => ({ issuer: 'https://own.example', authorization_response_iss_parameter_supported: true }),
    },
  }

  it('is the issuer of the environment, or that of the document', async () => {
    expect(await of('C-09', named(issuer), { context: mobilePay })).toBe('pass')
    expect(await of('C-09', named('https://own.example'), own)).toBe('pass')
    expect(await of('C-09', named(issuer), own)).toEqual([`iss is ${issuer}`])
    expect(await of('C-09', named(undefined, `${issuer}/`), { context: mobilePay })).toEqual([`iss is ${issuer}/`])
    expect(await of('C-09', right, own)).toBe('inapplicable')
  })

  it('is in every answer where the document says so', async () => {
    expect(await of('C-10', named('x'), own)).toBe('pass')
    expect(await of('C-10', named('x', undefined), own)).toBe('pass')
    expect(await of('C-10', right, own)).toMatchObject({ received: null, errorsWithoutIss: ['form_post', 'fragment'] })
    expect(await of('C-10', right)).toBe('inapplicable')
  })
})

describe('the form page', () => {
  it('is one form that a script submits, which the policy allows', async () => {
    expect(await of('C-11', byPage())).toBe('pass')
    expect(await of('C-11', byPage('<form></form>'))).toContain('the page has 2 forms')
    expect(await of('C-11', byPage('', { 'content-security-policy': "script-src 'self'" }))).toContain(
      'the Content-Security-Policy forbids the script that submits the form',
    )
    // Another script is none of its business.
    expect(await of('C-11', byPage('<script src=/own.js></script><script>1</script>'))).toBe('pass')
  })

  it('has a policy that restrains scripts', () => {
    const policies = (text: string) => policiesOf(response(200, '', { 'content-security-policy': text }))
    expect(policies("script-src 'self'; , img-src *")).toHaveLength(2)
    expect(policies('')).toEqual([])
    expect(allowsAnyScript(['https:'])).toBe(true)
    expect(allowsAnyScript(['https:', "'strict-dynamic'", "'nonce-x'"])).toBe(false)
    expect(allowsAnyScript(["'unsafe-inline'"])).toBe(true)
    expect(allowsAnyScript(["'unsafe-inline'", "'sha256-x'"])).toBe(false)
    expect(allowsAnyScript(['https://a.example'])).toBe(false)
  })

  it.each([
    [{}, ['Content-Security-Policy is absent', 'Referrer-Policy is absent']],
    [
      { 'content-security-policy': "img-src 'none'", 'referrer-policy': 'no-referrer' },
      ['Content-Security-Policy allows any script'],
    ],
    [
      { 'content-security-policy': "img-src 'none', default-src 'none'", 'referrer-policy': 'unsafe-url, origin' },
      'pass',
    ],
    [
      { 'content-security-policy': "default-src 'none'", 'referrer-policy': 'origin, unsafe-url' },
      ['Referrer-Policy is unsafe-url'],
    ],
  ])('%j: %j', async (headers, result) => {
    expect(await of('C-14', byPage('', headers))).toEqual(result)
  })

  it.each([
    ['no-store, no-cache', 'no-cache', 'pass', undefined],
    ['no-store', 'no-cache', 'violation', 'info'],
    ['no-store, no-cache', '', 'violation', 'info'],
    ['no-cache', 'no-cache', 'violation', 'warn'],
  ])('kept by %s and %s: %s, %s', async (cacheControl, pragma, kind, severity) => {
    const headers = { 'cache-control': cacheControl, pragma }
    const outcome = await judgedOf(callback, 'C-13', { answer: byPage('', headers) })
    expect(outcome).toMatchObject({ kind, ...(severity && { severity }) })
  })

  it('brings no element that a state has brought', async () => {
    expect(await of('C-12', byPage())).toBe('pass')
    const commented: Answering = (request) => formPage(request, `<!-- ${request.get('state')} -->`)
    expect(await of('C-12', commented)).toEqual([
      'state brought the element b id into the page',
      'state brought the element script into the page',
    ])
  })

  it('leads to the redirect URI, buttons too', async () => {
    expect(await of('C-15', byPage())).toBe('pass')
    expect(await of('C-15', right)).toBe('skip')
    expect(await of('C-15', byPage('<button formaction="https://other.example/?code=1">x</button>'))).toEqual([
      `the answer for ${login.redirectUri} goes to https://other.example/?code=…`,
    ])
    expect(await of('C-15', () => ({ kind: 'elsewhere', url: 'https://other.example/#code=1' }))).toEqual([
      `the answer for ${login.redirectUri} goes to https://other.example/#code=…`,
    ])
  })
})

describe('a form that carries the answer to somebody else', () => {
  it.each(['code', 'id_token'])('is found by its %s', async (name) => {
    const form = `<form></form><form method=post action="https://other.example/"><input name=state><input name=${name}></form>`
    expect(await of('C-15', () => page(form))).toEqual([
      `the answer for ${login.redirectUri} goes to https://other.example/`,
    ])
    expect(await of('C-05', () => page(form))).toBe('skip')
  })
})

describe('a fragment', () => {
  const at =
    (url: string, error = url): Answering =>
    (request) => ({
      ...(isSilent(request) ? refusedWith(request, 'login_required') : granted(request)),
      url: isSilent(request) ? error : url,
    })

  it('has everything, and the query nothing but what is its own', async () => {
    expect(await of('C-23', right)).toBe('pass')
    expect(await of('C-23', at(`${login.redirectUri}?code=1`, login.redirectUri))).toEqual(['code is in the query'])
    expect(await of('C-23', at(login.redirectUri, `${login.redirectUri}?error=1`))).toEqual([
      'error answer: error is in the query',
    ])
    const redirectUri = `${login.redirectUri}?tenant=1`
    expect(await of('C-23', at(redirectUri), { login: { redirectUri } })).toBe('pass')
    expect(await of('C-23', (request) => granted(request, { state: 'x' }))).toEqual(['state is another one'])
    expect(await of('C-23', (request) => granted(request, { state: '' }))).toEqual(['state is not in the fragment'])
    expect(await of('C-23', (request) => granted(request, {}, 'query'))).toEqual(['the answer is in the query'])
  })

  it('may be refused by others, and MobilePay’s refusal is for A-29 to judge', async () => {
    const answer: Answering = (request) =>
      request.get('response_mode') === 'fragment' ? errorPage() : granted(request)
    expect(await of('C-23', answer)).toBe('inapplicable')
    expect(await of('C-23', answer, { context: mobilePay })).toBe('skip')
  })
})

describe('errors', () => {
  it('bring state, and nothing that grants', async () => {
    expect(await of('C-21', right)).toBe('pass')
    expect(await of('C-22', right)).toBe('pass')
    const odd: Answering = (request) => {
      const { fields, ...answer } = refusedWith(request, 'login_required')
      if (!isSilent(request)) return granted(request)
      return { ...answer, fields: [...fields.filter(([name]) => name === 'error'), ['refresh_token', 'r']] }
    }
    const modes = ['form_post', 'fragment']
    expect(await of('C-21', odd)).toEqual(modes.map((mode) => `the error by ${mode} carries refresh_token`))
    expect(await of('C-22', odd)).toEqual(modes.map((mode) => `the error by ${mode} has no state`))
    expect(await of('C-22', () => errorPage())).toBe('skip')
  })

  it('do not stand beside a code', async () => {
    const both: Answering = (request) =>
      isSilent(request) ? refusedWith(request, 'login_required') : granted(request, { error: 'odd' })
    expect(await of('C-21', both)).toContain('code comes beside an error')
  })
})
