import { describe, expect, it } from 'vitest'
import { problemsOfErrorFields } from '../src/checks/authorize/error-fields.ts'
import { authorize } from '../src/checks/authorize/index.ts'
import { disguises } from '../src/checks/authorize/redirect-uri-variants.ts'
import type { AuthorizationRequest } from '../src/flow/authorization-request.ts'
import { jwt, login, response, answer as tokens } from './support/told.ts'
import {
  type Answering,
  consentPage,
  errorPage,
  found,
  granted,
  judgedOf,
  loginPage,
  mobilePay,
  page,
  refusedWith,
  type ToldProvider,
} from './support/told-provider.ts'

const of = (id: string, answer: Answering, more: Omit<ToldProvider, 'answer'> = {}) =>
  found(judgedOf(authorize, id, { answer, ...more }))

/** Refuses what differs from a right request in one parameter, unless it is let pass. */
const strict =
  (name: string, isTaken: (value: string | undefined) => boolean, right: string | undefined): Answering =>
  (request) => {
    const values = request.parameters.filter(([candidate]) => candidate === name).map(([, value]) => value)
    const isRight = values.length === (right === undefined ? 0 : 1) && values[0] === right
    return isRight || isTaken(values[0]) ? granted(request) : errorPage()
  }
const foreign = { target: {} }
const environment = { context: mobilePay, target: mobilePay }

describe('a login that is to be made anew', () => {
  it('says nothing where the first one fails, and why', async () => {
    expect((await judgedOf(authorize, 'A-38', { answer: () => errorPage() })).kind).toBe('skip')
    const nobody = { answer: () => errorPage(), flow: { login: () => login } }
    expect((await judgedOf(authorize, 'A-38', nobody)).kind).toBe('untested')
  })

  it('is missing where the second request is refused', async () => {
    const refusing: Answering = (request) => (request.get('prompt') === 'login' ? errorPage() : granted(request))
    expect(await of('A-38', refusing)).toEqual(['prompt=login: error page (invalid_request, status 200)'])
  })
})

describe('clients', () => {
  it('are told apart by letter case, however theirs is written', async () => {
    const careless = strict('client_id', (id) => id?.toLowerCase() === 'client', 'CLIENT')
    expect(await of('A-10', careless, { login: { clientId: 'CLIENT' } })).toEqual({
      accepted: ['client_id in other letter case'],
    })
    const digits = strict('client_id', () => false, '1234')
    expect(await of('A-10', digits, { login: { clientId: '1234' } })).toBe('pass')
  })

  it('that are switched off are tried where one is known', async () => {
    const answer = strict('client_id', (id) => id === undefined || id === 'off', 'Client')
    expect(await of('A-10', answer)).toBe('pass')
    const lab = { disabledClientId: 'off' }
    expect(await of('A-10', answer, { target: { lab } })).toEqual({
      accepted: ['client_id of a client that is switched off'],
    })
  })
})

describe('fields of an error', () => {
  const fields = (pairs: Readonly<Record<string, string>>) =>
    problemsOfErrorFields({ fields: Object.entries(pairs) } as unknown as Parameters<typeof problemsOfErrorFields>[0])

  it.each([
    [{ error: 'access_denied' }, []],
    [{ error: 'access_denied', error_uri: 'https://a.example/e' }, []],
    [{ error: 'access_denied', error_uri: 'https://a.example/ e' }, ['error_uri has illegal characters']],
    [{ error: 'access_denied', error_description: 'It says "no"' }, ['error_description has illegal characters']],
    [{ error_description: 'No.' }, ['error is missing']],
    [{ error: 'odd' }, ['error is not registered']],
    [{ error: 'a"b' }, ['error has illegal characters']],
    [{ error: 'access_denied', id_token: 'x' }, ['error beside a code or ID token']],
  ])('%j: %j', (pairs, problems) => {
    expect(fields(pairs)).toEqual(problems)
  })
})

describe('errors', () => {
  it('are judged by both: those on a page and those in the wrong place', async () => {
    const answer: Answering = (request) => {
      if (request.get('nonce') === undefined) return errorPage()
      if (request.get('response_type') === 'unknown')
        return { ...refusedWith(request, 'unsupported_response_type'), where: 'query' }
      return request.get('prompt') === 'none' ? refusedWith(request, 'login_required') : granted(request)
    }
    expect(await of('A-49', answer)).toEqual({
      onPage: ['no nonce'],
      elsewhere: ['unknown response_type: told in the query'],
    })
  })

  it('have the code that is asked for', async () => {
    const answer =
      (error: string): Answering =>
      (request) =>
        request.get('response_type') ? granted(request) : refusedWith(request, error)
    expect(await of('A-05', answer('unsupported_response_type'))).toBe('pass')
    expect(await of('A-05', answer('invalid_scope'))).toEqual({
      accepted: [],
      otherwise: ['no response_type: refused with invalid_scope', 'response_type empty: refused with invalid_scope'],
    })
  })

  it('stay here: what is taken and what is led away both count', async () => {
    const answer: Answering = (request) => {
      const id = request.get('client_id')
      return id === '' ? refusedWith(request, 'invalid_request') : granted(request)
    }
    expect(await of('A-09', answer)).toEqual({
      accepted: ['no client_id'],
      otherwise: ['client_id empty: the error is sent to redirect_uri'],
    })
  })

  it.each([
    [{ kind: 'elsewhere', url: 'https://attacker.example/x' } as const, 'redirect to attacker.example'],
    [{ kind: 'elsewhere', url: '' } as const, 'redirect to no address'],
    [page(`<h1>invalid_request</h1><a href="${login.redirectUri}">on</a>`), 'the page leads to redirect_uri (a)'],
    [
      page(`<h1>invalid_request</h1><script>'${login.redirectUri}'</script>`),
      'the page leads to redirect_uri (script)',
    ],
    [
      page('<h1>invalid_request</h1>', 200, { refresh: `1; url=${login.redirectUri}` }),
      'the page leads to redirect_uri (Refresh header)',
    ],
    [page(`<h1>invalid_request</h1> <p title="${login.redirectUri}"> ${login.redirectUri}`), undefined],
  ])('lead nowhere: %#', async (arrival, problem) => {
    const answer: Answering = (request) => (request.get('client_id') ? granted(request) : arrival)
    const otherwise = ['no client_id', 'client_id empty'].map((what) => `${what}: ${problem}`)
    expect(await of('A-09', answer)).toEqual(problem === undefined ? 'pass' : { accepted: [], otherwise })
  })
})

describe('id_token_hint', () => {
  const own = `${jwt({ sub: 'anna' }).split('.').slice(0, 2).join('.')}.Asignature`
  const looking =
    (...taken: readonly (string | undefined)[]): Answering =>
    (request, { visits }) => {
      if (request.get('prompt') === 'none' && visits !== false) return errorPage()
      if (request.get('prompt') === 'none' && !taken.includes(request.get('id_token_hint'))) return errorPage()
      return granted(request, { id_token: own })
    }

  it('is taken for who is signed in, and for nobody else', async () => {
    expect(await of('A-41', looking(own))).toBe('pass')
    expect(await of('A-41', looking())).toEqual({
      id_token_hint: 'error page (invalid_request, status 200)',
      accepted: [],
    })
    expect(await of('A-41', looking(own, 'garbage'))).toMatchObject({ accepted: ['id_token_hint that is no token'] })
    const forged = own.replace('.Asignature', '.Bsignature')
    expect(await of('A-41', looking(own, forged))).toMatchObject({ accepted: ['id_token_hint that is signed wrongly'] })
  })

  it('of another user is tried where that user can log in', async () => {
    const lab = { other: { ...login, clientId: 'Other' } }
    const answer: Answering = (request, options) =>
      request.get('client_id') === 'Other' ? errorPage() : looking(own, undefined)(request, options)
    expect(await of('A-41', answer, { target: { lab } })).toBe('pass')
  })

  it('cannot be tried without an ID token', async () => {
    expect(await of('A-41', (request) => granted(request, { id_token: undefined }))).toBe('skip')
  })
})

describe('requests that differ', () => {
  it('by POST may be too large for a provider as well', async () => {
    const answer: Answering = (request, { method }) =>
      method === 'POST'
        ? { arrival: errorPage(), hops: [{ request: { method, url: 'https://p.example/' }, response: response(502) }] }
        : granted(request)
    const problems = [8, 64].flatMap((size) =>
      ['padding', 'login_hint'].map((name) => `POST with ${name} of ${size} kB: status 502`),
    )
    expect(await of('A-55', answer)).toEqual(problems)
  })

  it('by merchant_vat are none for a client without a merchant', async () => {
    const once: Answering = (request) => {
      const names = request.parameters.map(([name]) => name).filter((name) => name !== 'merchant_vat')
      return new Set(names).size === names.length ? granted(request) : errorPage()
    }
    expect(await of('A-22', once)).toBe('pass')
    expect(await of('A-22', once, { login: { merchantVat: 'DK12345674' } })).toMatchObject({
      accepted: ['alike', 'the right one first', 'the right one last'].map((how) => `merchant_vat twice, ${how}`),
    })
  })

  it.each([0, -1])('each bring a nonce of their own, whichever of two counts: %i', async (which) => {
    const seen = new Set<string | undefined>()
    const answer: Answering = (request) => {
      const nonces = request.parameters.filter(([name]) => name === 'nonce').map(([, value]) => value)
      const nonce = nonces.at(which)
      const isRight = request.get('response_type') === 'code id_token' && !seen.has(nonce)
      seen.add(nonce)
      return isRight ? granted(request) : errorPage()
    }
    expect(await of('A-22', answer)).toMatchObject({
      accepted: expect.arrayContaining(
        ['alike', 'the right one first', 'the right one last'].map((order) => `nonce twice, ${order}`),
      ),
    })
  })
})

describe('a plain request', () => {
  it('that fails leaves nothing to say', async () => {
    expect(await of('A-21', () => errorPage(), { flow: { login: () => login } })).toBe('skip')
    expect(await of('A-21', () => loginPage, { flow: { login: () => login } })).toBe('untested')
  })

  it('that is taken, and others ask for consent again', async () => {
    const answer: Answering = (request) => (request.get('extra') === undefined ? granted(request) : consentPage)
    expect(await of('A-21', answer)).toBe('skip')
  })
})

describe('redirect URIs', () => {
  const uri = (isTaken: (uri: string) => boolean) =>
    strict('redirect_uri', (given) => given !== undefined && isTaken(given), login.redirectUri)

  it('on this machine are tried where one is registered', async () => {
    expect(await of('A-18', (request) => granted(request), environment)).toBe('inapplicable')
    expect(await of('A-18', (request) => granted(request), foreign)).toBe('inapplicable')
    const local = { login: { moreRedirectUris: ['http://127.0.0.1:7890/'] } }
    expect(await of('A-18', (request) => granted(request), { ...environment, ...local })).toBe('pass')
    const refusing: Answering = (request) =>
      request.get('redirect_uri')?.startsWith('http:') ? errorPage() : granted(request)
    expect(await of('A-18', refusing, { ...environment, ...local })).toContain('error page')
    expect(await of('A-18', () => errorPage(), { ...environment, ...local })).toBe('skip')
  })

  it('are numbered where several are registered', async () => {
    const more = { login: { moreRedirectUris: ['https://client.example/second'] } }
    const suffix: Answering = (request) =>
      /suffix$/.test(request.get('redirect_uri') ?? '') || request.get('redirect_uri') === login.redirectUri
        ? granted(request)
        : errorPage()
    expect(await of('A-12', suffix, more)).toEqual({
      accepted: ['a path', 'letters'].flatMap((what) => [
        `redirect_uri with ${what} behind it`,
        `redirect_uri with ${what} behind it (2)`,
      ]),
    })
  })

  it('are written with the digits that encoders write', () => {
    const encoded = disguises(new URL('https://shop.example/ok')).find(({ what }) => what === 'path percent-encoded')
    expect(encoded?.uri).toBe('https://shop.example/o%6B')
  })

  it('of another client are tried where one is known', async () => {
    const theirs = 'https://theirs.example/'
    expect(
      await of(
        'A-11',
        uri((given) => given === theirs),
      ),
    ).toBe('pass')
    const lab = { redirectUriOfAnother: theirs }
    const seen = { accepted: ['redirect_uri of another client'] }
    expect(
      await of(
        'A-11',
        uri((given) => given === theirs),
        { target: { lab } },
      ),
    ).toEqual(seen)
    const other = { ...login, redirectUri: theirs }
    expect(
      await of(
        'A-11',
        uri((given) => given === theirs),
        { target: { other } },
      ),
    ).toEqual(seen)
    const shared = { target: { other, login: { ...login, moreRedirectUris: [theirs] } } }
    expect(
      await of(
        'A-11',
        uri((given) => given === theirs),
        shared,
      ),
    ).toBe('pass')
  })

  it('with a query of their own are tried with other queries', async () => {
    const redirectUri = 'https://client.example/cb?a=1&b=2'
    const others = {
      'with an empty query': `${redirectUri}&`,
      'with a query': `${redirectUri}&x=1`,
      'with other values in its query': 'https://client.example/cb?a=1x&b=2x',
      'without its query': 'https://client.example/cb',
      'with its query in another order': 'https://client.example/cb?b=2&a=1',
    }
    for (const [what, taken] of Object.entries(others)) {
      const answer = strict('redirect_uri', (given) => given === taken, redirectUri)
      expect(await of('A-13', answer, { login: { redirectUri } })).toEqual({ accepted: [`redirect_uri ${what}`] })
    }
  })
})

describe('response modes', () => {
  it('ask of a fragment what a form post has', async () => {
    const poor: Answering = (request) => granted(request, { state: undefined })
    expect(await of('A-29', poor)).toBe('pass')
    const poorer: Answering = (request) =>
      granted(request, request.get('response_mode') === 'form_post' ? {} : { state: undefined })
    expect(await of('A-29', poorer)).toEqual(
      ['response_mode=fragment', 'no response_mode', 'response_mode empty'].map((what) => `${what}: state is missing`),
    )
  })

  it('may be refused, which is no answer in the fragment', async () => {
    const answer: Answering = (request) =>
      request.get('response_mode') === 'fragment' ? errorPage() : granted(request)
    expect(await of('A-29', answer)).toEqual(['response_mode=fragment: error page (invalid_request, status 200)'])
  })
})

describe('scopes', () => {
  const hasOpenid = (request: AuthorizationRequest) => request.get('scope')?.split(' ').includes('openid') === true

  it('without openid are plain OAuth elsewhere, and refused by MobilePay', async () => {
    const plain: Answering = (request) => granted(request, hasOpenid(request) ? {} : { id_token: undefined })
    expect(await of('A-08', plain)).toBe('pass')
    expect(await of('A-08', plain, environment)).toContain('no scope: a code is issued')
    const asking: Answering = (request) => (hasOpenid(request) ? granted(request) : loginPage)
    expect(await of('A-08', asking)).toBe('pass')
    expect(await of('A-08', asking, environment)).toContain('scope empty: not refused')
    expect(await of('A-08', (request) => granted(request))).toContain('no scope: an ID token is issued')
  })

  it('that nobody knows may be passed over by others, who say so', async () => {
    const answer: Answering = (request) => granted(request)
    const telling = (scope?: string) => ({ flow: { redeem: async () => tokens(200, { scope }) } })
    expect(await of('A-19', answer, telling('openid invoice'))).toBe('pass')
    expect(await of('A-19', answer, telling('openid scope-that-nobody-knows'))).toEqual([
      'scope with an unknown value: granted',
    ])
    expect(await of('A-19', answer, telling())).toEqual([
      'scope with an unknown value: the token response does not say that less was granted',
    ])
  })

  it('are refused with the error for scopes', async () => {
    const refusing =
      (error: string, commas = error): Answering =>
      (request) => {
        if (request.get('scope')?.includes(','))
          return commas === 'taken' ? granted(request) : refusedWith(request, commas)
        return request.get('scope') === login.scopes.join(' ') ? granted(request) : refusedWith(request, error)
      }
    expect(await of('A-19', refusing('invalid_scope', 'invalid_request'), environment)).toBe('pass')
    expect(await of('A-19', refusing('invalid_request'), environment)).toMatchObject({ accepted: [] })
    expect(await of('A-19', refusing('invalid_scope', 'taken'), environment)).toEqual({
      accepted: ['scope parted by commas'],
    })
  })

  it('are the same in any order', async () => {
    const answer: Answering = (request) =>
      granted(request, { scope: request.get('scope')?.replace(/^offline_access /, '') })
    expect(await of('A-20', answer)).toEqual(['scope reversed: other scopes are granted'])
    expect(await of('A-20', (request) => granted(request, { scope: request.get('scope') }))).toBe('pass')
  })
})

describe('a code_challenge', () => {
  it('of 43 characters is what S256 makes', async () => {
    const answer: Answering = (request) =>
      request.get('code_challenge')?.startsWith('aaa') ? errorPage() : granted(request)
    expect(await of('A-26', answer)).toEqual(['code_challenge of 43: error page (invalid_request, status 200)'])
  })
})

describe('state and nonce', () => {
  const nonceOf =
    (isTaken: (length: number) => boolean): Answering =>
    (request) =>
      isTaken(request.get('nonce')?.length ?? 0)
        ? granted(request, { id_token: jwt({ nonce: request.get('nonce') }) })
        : errorPage()

  it('a nonce of 64 characters is taken by everybody, one of 301 refused by MobilePay', async () => {
    expect(
      await of(
        'A-35',
        nonceOf(() => true),
      ),
    ).toBe('pass')
    expect(
      await of(
        'A-35',
        nonceOf((length) => length !== 64),
      ),
    ).toEqual(['nonce of 64: error page (invalid_request, status 200)'])
    expect(
      await of(
        'A-35',
        nonceOf((length) => length <= 300),
        environment,
      ),
    ).toBe('pass')
    expect(
      await of(
        'A-35',
        nonceOf((length) => length <= 301),
        environment,
      ),
    ).toEqual(['nonce of 301: taken'])
  })

  it.each([
    [(state: string) => state.slice(0, 10), '.*came back otherwise from character 11 on, 10 characters for 2000'],
    [(state: string) => `${state}x`, '.*came back otherwise from character 2001 on, 2001 characters for 2000'],
    [(state: string) => state.replace('state-state', 'state+state'), '.*came back otherwise from character 6 on$'],
  ])('a state that comes back otherwise: %#', async (change, problem) => {
    const answer: Answering = (request) => {
      const state = request.get('state') ?? ''
      return granted(request, { state: state.length === 2000 ? change(state) : state })
    }
    const problems = await of('A-32', answer)
    expect(problems).toEqual([expect.stringMatching(problem), expect.stringMatching(problem)])
  })
})
