import { describe, expect, it } from 'vitest'
import { halfHash } from '../src/checks/id-token/half-hash.ts'
import { inspectJwt } from '../src/flow/tokens.ts'
import { answer, judgedAs, jwt, type Told } from './support/told.ts'

const header = { alg: 'HS256' }
const original = { iss: 'https://a.example', sub: 'anna', aud: 'Client', iat: 1000, exp: 1300, auth_time: 900 }
const accessClaims = { iss: 'https://a.example', sub: 'anna', aud: 'api', client_id: 'Client', auth_time: 900 }
const one = { ...original, iat: 1002, exp: 1302 }
const two = { ...original, iat: 1004, exp: 1304 }

interface Made {
  readonly original?: object
  readonly first?: object | undefined
  readonly second?: object | undefined
  readonly firstHeader?: object
  readonly access?: readonly (object | string)[]
  readonly answers?: readonly object[]
  readonly api?: object
  readonly headers?: Record<string, string>
}

/** What the family finds where two refreshes came to this. */
function found(id: string, made: Made, context: Told['context'] = {}) {
  const access = (made.access ?? [0, 1, 2].map((jti) => ({ ...accessClaims, jti }))).map((claims) => {
    return typeof claims === 'string' ? claims : jwt(claims)
  })
  const idTokens = [made.original ?? original, 'first' in made ? made.first : one, 'second' in made ? made.second : two]
  const [before, first, second] = idTokens.map((claims, index) =>
    answer(
      200,
      {
        access_token: access[index],
        token_type: 'Bearer',
        expires_in: 300,
        refresh_token: `r${index}`,
        ...(claims && { id_token: jwt(claims, index === 1 ? (made.firstHeader ?? header) : header) }),
        ...made.answers?.[index],
      },
      made.headers,
    ),
  )
  const flow = { tokens: before, back: inspectJwt(jwt(idTokens[0] ?? {}, header)), accessToken: access[0] }
  const refreshes = { before: flow, refreshToken: 'r0', first, second, seconds: [2, 2], api: made.api }
  return judgedAs(id, { once: { 'two refreshes': refreshes, 'refresh tokens of more logins': [] }, context })
}

const known = { environment: { issuer: { url: 'https://a.example' } } }
const actual = async (outcome: ReturnType<typeof found>) => {
  const { kind, actual: told } = (await outcome) as { readonly kind: string; readonly actual?: unknown }
  return kind === 'violation' ? told : kind
}

describe('the ID token of a refresh', () => {
  it.each<[string, Made, unknown]>([
    ['R-04', {}, 'pass'],
    ['R-04', { second: { ...two, iss: 'https://b.example' } }, ['iss has changed']],
    ['R-04', { first: { ...one, iss: undefined } }, ['iss is missing']],
    ['R-04', { firstHeader: { alg: 'HS512' } }, ['alg is HS512, that of the first ID token was HS256']],
    ['R-04', { firstHeader: { alg: 'HS256', jku: 'https://a.example' } }, ['jku is in the header']],
    ['R-05', { second: { ...two, sub: 'bo' } }, ['sub has changed']],
    [
      'R-05',
      { access: [accessClaims, { ...accessClaims, sub: 'bo' }, accessClaims] },
      ['sub of the access token has changed'],
    ],
    ['R-05', { access: [accessClaims, { aud: 'api' }, accessClaims] }, ['sub of the access token is missing']],
    ['R-05', { access: [{ aud: 'api' }, accessClaims, accessClaims] }, 'pass'],
    ['R-05', { access: [accessClaims, 'opaque', accessClaims] }, 'pass'],
    ['R-05', { first: undefined, second: { ...two, sub: 'bo' } }, ['sub has changed']],
    ['R-06', { second: { ...two, aud: ['Client'] } }, 'pass'],
    ['R-06', { second: { ...two, aud: 'another' } }, ['aud lacks what it had', 'aud has what it lacked']],
    ['R-06', { second: { ...two, aud: ['Client', 'another'] } }, ['aud has what it lacked']],
    ['R-06', { second: { ...two, aud: undefined } }, ['aud is missing']],
    ['R-06', { original: { ...original, aud: undefined } }, 'pass'],
    ['R-08', { second: { ...two, auth_time: 1003 } }, ['auth_time has changed']],
    ['R-08', { second: { ...two, auth_time: undefined } }, ['auth_time is missing']],
    ['R-08', { original: { ...original, amr: ['pwd'] }, second: { ...two, amr: ['otp'] } }, ['amr has changed']],
    ['R-08', { original: { ...original, amr: ['pwd'] } }, 'pass'],
    ['R-08', { second: { ...two, idp: 'another' } }, ['idp is new']],
    ['R-09', { second: { ...two, nonce: 'n' } }, ['nonce is not that of the request']],
    ['R-09', { original: { ...original, nonce: 'n' }, second: { ...two, nonce: 'n' } }, 'pass'],
    ['R-10', { second: { ...two, azp: 'Client' } }, ['azp is new']],
    ['R-10', { original: { ...original, azp: 'Client' } }, ['azp is missing']],
  ])('%s: %j: %j', async (id, made, problems) => {
    expect(await actual(found(id, made))).toEqual(problems)
  })

  it('tells of the access token’s audience where that is known', async () => {
    const access = [accessClaims, { ...accessClaims, aud: 'another', client_id: 'other' }, accessClaims]
    expect(await actual(found('R-06', { access }))).toBe('pass')
    expect(await actual(found('R-06', { access }, known))).toEqual([
      'aud of the access token has changed',
      'client_id of the access token has changed',
    ])
  })

  it('may tell when the user logged in where the first one did not, and not of a later login', async () => {
    const without = { ...original, auth_time: undefined }
    const bare = Object.fromEntries(Object.entries(without).filter(([, value]) => value !== undefined))
    const telling = (time: number) =>
      found('R-08', {
        original: bare,
        first: { ...one, auth_time: time },
        second: { ...two, auth_time: time },
        access: ['a', 'b', 'c'],
      })
    expect(await actual(telling(1000))).toBe('pass')
    expect(await actual(telling(1001))).toEqual(['auth_time is after the first ID token was issued'])
  })

  it.each<[object, unknown]>([
    [{ iat: 1001, exp: 1301 }, 'pass'],
    [{ iat: 1000, exp: 1300 }, [expect.stringMatching(/^iat is 0 seconds after/)]],
    [{ iat: 1004, exp: 1304 }, 'pass'],
    [{ iat: 1005, exp: 1305 }, [expect.stringMatching(/^iat is 5 seconds after.*at most 2 before$/)]],
    [{ iat: '1002' }, ['iat is no number']],
    [{ exp: 1304 }, 'pass'],
    [{ exp: 1305 }, ['exp has not moved with iat']],
    [{ exp: 1300 }, 'pass'],
    [{ exp: 1299 }, ['exp has not moved with iat']],
    [{ exp: 1002 }, ['exp is not after iat', 'exp has not moved with iat']],
    [{ exp: '1302' }, ['exp is not after iat']],
    [{ nbf: 1004 }, 'pass'],
    [{ nbf: 1005 }, ['nbf is after iat']],
    [{ nbf: '1000' }, ['nbf is after iat']],
  ])('R-07: with %j: %j', async (times, problems) => {
    expect(await actual(found('R-07', { first: { ...one, ...times }, second: undefined }, known))).toEqual(problems)
  })

  it('is held against the ID token before it, which the first refresh brought where it brought one', async () => {
    const second = { ...two, iat: 1006, exp: 1306 }
    expect(await actual(found('R-07', { second }, known))).toBe('pass')
    expect(await actual(found('R-07', { first: undefined, second }, known))).toEqual([
      expect.stringMatching(/^iat is 6 seconds after/),
    ])
  })

  it('may live for less at another provider, and must not end earlier than before', async () => {
    const ending = (exp: number) => found('R-07', { first: { ...one, exp }, second: undefined })
    expect(await actual(ending(1301))).toBe('pass')
    expect(await actual(ending(1300))).toEqual(['exp has not moved with iat'])
  })

  it.each<[Made, unknown]>([
    [{}, 'inapplicable'],
    [{ second: { ...two, at_hash: 'wrong' } }, ['at_hash is not that of the access token in the same answer']],
    [{ original: { ...original, at_hash: 'wrong' }, second: { ...two, at_hash: 'wrong' } }, 'pass'],
    [{ access: ['a', 'b', 'c'], second: { ...two, at_hash: halfHash('c', 'sha256') } }, 'pass'],
    [
      { access: ['a', 'b', 'c'], second: { ...two, at_hash: halfHash('b', 'sha256') } },
      ['at_hash is not that of the access token in the same answer'],
    ],
  ])('R-11: %j: %j', async (made, problems) => {
    expect(await actual(found('R-11', made))).toEqual(problems)
  })

  it('is optional, and compared with one that can be read', async () => {
    expect((await found('R-05', { first: undefined, second: undefined })).kind).toBe('inapplicable')
    const flow = { tokens: answer(200, {}), back: inspectJwt('none') }
    const first = answer(200, { access_token: 'a', id_token: jwt(one) })
    const once = { 'two refreshes': { before: flow, refreshToken: 'r', first, second: first, seconds: [2, 2] } }
    expect((await judgedAs('R-05', { once })).kind).toBe('skip')
  })
})

describe('the answers to two refreshes', () => {
  const cached = { 'content-type': 'text/json', 'cache-control': 'private' }

  it.each<[string, Made, unknown]>([
    ['R-01', {}, 'pass'],
    ['R-01', { answers: [{}, { token_type: 'mac' }] }, ['first refresh: token_type is not Bearer']],
    ['R-01', { answers: [{}, {}, { scope: 'more' }] }, ['second refresh: scope has more, which was not granted']],
    ['R-02', {}, 'pass'],
    ['R-02', { headers: cached }, ['the Content-Type is text/json', 'Cache-Control is private', 'Pragma is absent']],
    ['R-02', { headers: {} }, ['the Content-Type is absent', 'Cache-Control is absent', 'Pragma is absent']],
    ['R-03', { api: { before: 200, after: 200 } }, 'pass'],
    ['R-03', { api: { before: 401, after: 401 } }, 'pass'],
    ['R-03', { api: { before: 200, after: 401 } }, { differentAccessTokens: 3, statusOfApi: 401 }],
    ['R-03', { access: ['a', 'b', 'a'] }, { differentAccessTokens: 2, statusOfApi: expect.stringContaining('no API') }],
    ['R-12', {}, 'pass'],
    ['R-12', { answers: [{}, { refresh_token: undefined }] }, ['first refresh: refresh_token is absent']],
    [
      'R-12',
      { answers: [{}, { refresh_token: 7 }] },
      ['first refresh: refresh_token is no string with something in it'],
    ],
    [
      'R-12',
      { answers: [{}, { refresh_token: '' }] },
      ['first refresh: refresh_token is no string with something in it'],
    ],
    ['R-12', { answers: [{}, {}, { refresh_token: 'r0' }] }, ['second refresh: refresh_token is one that came before']],
    ['R-12', { answers: [{}, {}, { refresh_token: 'r1' }] }, ['second refresh: refresh_token is one that came before']],
  ])('%s: %j: %j', async (id, made, problems) => {
    expect(await actual(found(id, made))).toEqual(problems)
  })

  it('live as before at MobilePay’s, and elsewhere as they like', async () => {
    const times = { iat: 1000, exp: 1300 }
    const longer = {
      access: [times, { ...times, exp: 1301 }, times],
      answers: [0, 1, 2].map(() => ({ expires_in: undefined })),
    }
    expect(await actual(found('R-01', longer))).toBe('pass')
    expect(await actual(found('R-01', longer, known))).toEqual([
      'first refresh: exp of the access token is 301 seconds after nbf or iat',
    ])
  })

  it('are not judged where a refresh brought none', async () => {
    for (const [first, second] of [
      [answer(400, { error: 'invalid_grant' }), undefined],
      [answer(200, { access_token: 'a' }), answer(400)],
    ]) {
      const before = { tokens: answer(200, { access_token: 'a' }) }
      const once = { 'two refreshes': { before, refreshToken: 'r', first, second, seconds: [2, 2] } }
      expect((await judgedAs('R-03', { once })).kind).toBe('skip')
    }
  })

  it('are to be replaced at MobilePay’s, and better replaced elsewhere', async () => {
    const kept = { answers: [{}, { refresh_token: 'r0' }, { refresh_token: 'r0' }] }
    expect(await found('R-12', kept)).toMatchObject({ kind: 'violation', severity: 'info' })
    expect(await found('R-12', kept, known)).not.toHaveProperty('severity')
  })
})

describe('refresh tokens', () => {
  const form = (tokens: readonly string[], context: Told['context'] = {}) =>
    found(
      'R-23',
      { answers: tokens.map((token) => ({ refresh_token: token })) },
      { recall: () => 0, answers: () => [], ...context },
    )
  const hex = (first: string, length: number) =>
    [...'0123456789abcdef']
      .map((digit) => digit + first)
      .join('')
      .slice(0, length)

  it.each([
    [hex('0', 32), 'pass'],
    [hex('0', 31), 'violation'],
  ])('%s, again and again: %s', async (token, kind) => {
    const once = { refreshToken: token }
    const outcome = await judgedAs('R-23', {
      once: {
        'two refreshes': {
          ...once,
          first: answer(200, { access_token: 'a', refresh_token: token }),
          second: answer(200, { access_token: 'a', refresh_token: token }),
        },
        'refresh tokens of more logins': [token],
      },
      context: { recall: () => 0, answers: () => [] },
    })
    expect(outcome.kind).toBe(kind)
  })

  it('have characters that can be seen, are no codes, and come once', async () => {
    const good = ['r0', 'a'.repeat(43), `${'b'.repeat(43)}`]
    expect(await form(good)).toMatchObject({ actual: expect.not.stringContaining('visible') })
    expect(await form(['r0', `${'a'.repeat(43)}æ`, 'b'.repeat(44)])).toMatchObject({
      actual: expect.stringContaining('with 1 characters that are not visible'),
    })
    expect(await form(good, { recall: () => 2 })).toMatchObject({
      actual: expect.stringContaining('2 came in an earlier run'),
    })
    const code = { attempt: { arrival: { kind: 'callback', fields: [['code', 'b'.repeat(43)]] } } }
    expect(await form(good, { answers: () => [code] })).toMatchObject({
      actual: expect.stringContaining('1 are codes'),
    })
  })
})

describe('what is asked of a refresh', () => {
  const tokens = answer(200, { access_token: 'a', refresh_token: 'r', scope: 'openid invoice offline_access' })
  const flow = (refresh: unknown, happy: object = {}) => ({
    happyAnew: async () => ({ tokens, accessToken: 'a', attempt: { request: { codeVerifier: 'v' } }, ...happy }),
    refresh: async () => refresh,
    tokenRequest: async () => refresh,
  })
  const fewer = answer(200, { access_token: 'b', scope: 'openid offline_access' })

  it.each<[string, unknown, unknown]>([
    ['R-19', fewer, 'pass'],
    [
      'R-19',
      answer(200, { access_token: 'b', scope: 'openid invoice' }),
      { answer: '200 with an access token', added: [], lost: ['offline_access'] },
    ],
    ['R-19', tokens, { answer: '200 with an access token', added: [], lost: [] }],
    ['R-20', answer(400, { error: 'invalid_scope' }), 'skip'],
    ['R-20', tokens, { answer: '200 with an access token', added: [], lost: [] }],
    ['R-18', answer(400, { error: 'invalid_request' }), 'pass'],
    [
      'R-18',
      answer(401, { error: 'invalid_request' }),
      ['no refresh_token: 401 invalid_request', 'refresh_token empty: 401 invalid_request'],
    ],
    ['R-22', answer(400, { error: 'invalid_grant' }), 'skip'],
    ['R-22', fewer, 'pass'],
  ])('%s answered with %o: %j', async (id, refresh, problems) => {
    expect(await actual(judgedAs(id, { flow: flow(refresh) }) as never)).toEqual(problems)
  })

  it('is nothing where the login has no product', async () => {
    const bare = { login: { scopes: ['openid', 'offline_access'] }, flow: flow(fewer) }
    expect((await judgedAs('R-19', bare)).kind).toBe('inapplicable')
    const granted = answer(200, { access_token: 'a', refresh_token: 'r', scope: 'offline_access openid' })
    expect((await judgedAs('R-19', { flow: flow(fewer, { tokens: granted }) })).kind).toBe('skip')
  })

  it('needs a refresh token, and an access token beside it', async () => {
    const without = { tokens: answer(200, { access_token: 'a' }) }
    expect(await judgedAs('R-22', { flow: flow(fewer, without) })).toEqual({
      kind: 'skip',
      reason: expect.stringContaining('T-09'),
    })
    expect(await judgedAs('R-22', { flow: flow(fewer, { accessToken: '' }) })).toEqual({
      kind: 'skip',
      reason: expect.stringContaining('T-05'),
    })
  })

  it('is a scope of MobilePay’s that the login lacks, and elsewhere one that nobody has', async () => {
    const asked: unknown[] = []
    const refresh = async (_token: string, { scope }: { scope?: string } = {}) => {
      asked.push(scope)
      return tokens
    }
    await judgedAs('R-20', { flow: { ...flow(tokens), refresh }, context: known })
    await judgedAs('R-20', { flow: { ...flow(tokens), refresh } })
    expect(asked[0]).toBe('openid invoice offline_access subscriptions')
    expect(asked[1]).toMatch(/^openid invoice offline_access [\w-]{43}$/)
  })
})

describe('endpoints that a document does not name', () => {
  it.each(['R-27', 'R-28'])('%s asks nothing of them', async (id) => {
    expect((await judgedAs(id, { context: { servedDocument: async () => ({}) } })).kind).toBe('inapplicable')
  })
})
