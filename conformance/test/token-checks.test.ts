import { describe, expect, it } from 'vitest'
import { tokenAnswer } from '../src/flow/tokens.ts'
import { TransportError } from '../src/subjects/http.ts'
import { answer, judgedAs, jwt, login, redemption, response, type Told } from './support/told.ts'

const times = { nbf: 1000, iat: 1000, exp: 1300 }
const usual = {
  access_token: jwt({ ...times, scope: ['openid', 'invoice', 'offline_access'] }),
  id_token: jwt({ aud: 'Client', at_hash: 'h' }),
  token_type: 'Bearer',
  expires_in: 300,
  refresh_token: 'r',
  scope: 'openid invoice offline_access',
}
const known = { environment: { issuer: { url: 'https://a.example' } } }

/** What a check says where the code was redeemed so. */
function found(id: string, members: object, told: Told = {}, status = 200, headers?: Record<string, string>) {
  const tokens = answer(status, { ...usual, ...members }, headers)
  return judgedAs(id, {
    ...told,
    flow: { redeemed: async () => redemption(tokens), ...told.flow },
    once: {
      'redeemed without offline_access': redemption(answer(200, { access_token: 'another' }), 'openid invoice'),
      ...told.once,
    },
  })
}

const actual = async (outcome: ReturnType<typeof found>) => {
  const { kind, actual: told } = (await outcome) as { readonly kind: string; readonly actual?: unknown }
  return kind === 'violation' ? told : kind
}

describe('the answer to a code', () => {
  const opaque = 'f00d'.repeat(16)

  it.each<[string, object, unknown]>([
    ['T-01', {}, 'pass'],
    ['T-01', { error: 'odd' }, ['error stands beside the tokens']],
    ['T-02', {}, 'pass'],
    ['T-03', {}, 'pass'],
    ['T-04', { token_type: 'BEARER' }, 'pass'],
    ['T-04', { token_type: 'mac' }, ['token_type is "mac"']],
    ['T-04', { token_type: undefined }, ['token_type is absent']],
    ['T-04', { token_type: ['Bearer'] }, ['token_type is ["Bearer"]']],
    ['T-05', { access_token: opaque }, 'pass'],
    ['T-05', { access_token: undefined }, ['access_token is absent']],
    ['T-05', { access_token: null }, ['access_token is null']],
    ['T-05', { access_token: ['a'] }, ['access_token is an object']],
    ['T-05', { access_token: 7 }, ['access_token is a number']],
    ['T-05', { access_token: jwt({ aud: ['Client', 'x'], nonce: 'n' }) }, ['access_token is an ID token']],
    ['T-05', { access_token: jwt({ aud: 'Client' }) }, 'pass'],
    ['T-05', { access_token: jwt({ aud: 'api', nonce: 'n' }) }, 'pass'],
    ['T-05', { access_token: jwt({ aud: 'api' }, { alg: 'NONE' }) }, ['alg of the access token is "NONE"']],
    ['T-06', {}, 'pass'],
    ['T-06', { expires_in: 1 }, 'pass'],
    ['T-06', { expires_in: 0 }, [{ expires_in: 0 }]],
    ['T-06', { expires_in: undefined }, [{ expires_in: null }]],
    ['T-07', {}, 'pass'],
    ['T-07', { access_token: opaque }, 'inapplicable'],
    ['T-07', { expires_in: '300' }, 'skip'],
    ['T-07', { expires_in: 302 }, 'pass'],
    ['T-07', { expires_in: 298 }, 'pass'],
    ['T-07', { expires_in: 303 }, ['the access token lives 300 seconds by exp, expires_in says 303']],
    ['T-07', { access_token: jwt({ nbf: 1000, exp: 1300 }) }, 'pass'],
    ['T-07', { access_token: jwt({ iat: 1000, exp: 1300 }) }, 'pass'],
    ['T-07', { access_token: jwt({ exp: 1300 }) }, ['the access token has neither iat nor nbf, as a number']],
    ['T-07', { access_token: jwt({ iat: 1000 }) }, ['exp of the access token is absent']],
    ['T-07', { access_token: jwt({ iat: 1000, exp: '1300' }) }, ['exp of the access token is no number']],
    ['T-07', { access_token: jwt({ ...times, nbf: 1002 }) }, 'pass'],
    ['T-07', { access_token: jwt({ ...times, nbf: 1003 }) }, ['nbf of the access token is 3 seconds after iat']],
    ['T-08', {}, 'pass'],
    ['T-08', { id_token: undefined }, ['id_token is absent']],
    ['T-08', { id_token: '' }, ['id_token is empty']],
    ['T-08', { id_token: 'a.b' }, ['id_token is no compact JWT']],
    ['T-08', { id_token: 'a.b.c.d.e' }, 'pass'],
    ['T-08', { id_token: usual.access_token }, ['id_token is the access token']],
    ['T-08', { access_token: undefined, id_token: undefined }, 'skip'],
    ['T-08', { access_token: undefined }, 'pass'],
    ['T-09', {}, 'pass'],
    ['T-09', { refresh_token: undefined }, ['offline_access was granted: refresh_token is absent']],
    ['T-09', { refresh_token: undefined, scope: undefined }, ['offline_access was granted: refresh_token is absent']],
    ['T-09', { refresh_token: '' }, ['offline_access was granted: refresh_token is empty']],
    ['T-09', { refresh_token: undefined, scope: 'openid invoice' }, 'pass'],
    ['T-11', {}, 'pass'],
  ])('%s: %j: %j', async (id, members, problems) => {
    expect(await actual(found(id, members))).toEqual(problems)
  })

  it.each<[number, string, unknown]>([
    [201, 'T-01', ['the status is 201']],
    [201, 'T-03', 'skip'],
    [400, 'T-05', 'skip'],
    [200, 'T-05', ['access_token is absent']],
  ])('with status %i, to %s: %j', async (status, id, problems) => {
    expect(await actual(found(id, id === 'T-05' ? { access_token: undefined } : {}, {}, status))).toEqual(problems)
  })

  it('says how long tokens live: three hundred seconds at MobilePay’s', async () => {
    expect((await found('T-06', {}, { context: known })).kind).toBe('pass')
    expect(await found('T-06', { expires_in: 299 }, { context: known })).toEqual(
      expect.not.objectContaining({ severity: 'fail' }),
    )
    expect(await found('T-06', { expires_in: '300' }, { context: known })).toMatchObject({ severity: 'fail' })
    expect(await found('T-06', { expires_in: 1.5 })).toMatchObject({ severity: 'fail' })
    expect(await found('T-06', { expires_in: undefined })).not.toHaveProperty('severity')
  })

  it('has no refresh token where none was asked for', async () => {
    const once = { 'redeemed without offline_access': redemption(answer(200, { refresh_token: 'r' }), 'openid') }
    expect(await actual(found('T-09', {}, { once }))).toEqual([
      'offline_access was not requested: refresh_token is there',
    ])
  })

  it('is opaque and hard to guess, beside that to another code', async () => {
    const once = {
      'redeemed without offline_access': redemption(answer(200, { access_token: `${'a'.repeat(40)}1` }), 'openid'),
    }
    const told = await actual(found('T-05', { access_token: `${'a'.repeat(40)}2` }, { once }))
    expect(told).toEqual(['access_token has at most 4 bits that differ from token to token'])
  })

  it('is the same however the code came, and for whom', async () => {
    const lab = { reuse: login }
    const once = {
      'a second redemption': redemption(answer(200, { ...usual, token_type: 'mac' })),
      'a redemption by HTTP Basic': redemption(answer(400, { error: 'invalid_client' })),
      'a redemption after an answer by fragment': redemption(answer(200, { ...usual, token_type: 'mac' })),
      'a redemption of another client': redemption(answer(200, usual)),
    }
    expect(await actual(found('T-04', {}, { once, target: { lab } }))).toEqual([
      'a second redemption: token_type is "mac"',
      'a redemption after an answer by fragment: token_type is "mac"',
    ])
    expect(await actual(found('T-04', { token_type: 'mac' }, { once, target: { lab } }))).toEqual([
      'token_type is "mac"',
    ])
  })
})

describe('an access token of MobilePay’s', () => {
  const claims = {
    iss: 'https://a.example',
    aud: 'https://a.example/resources',
    client_id: 'Client',
    sub: 'anna',
    auth_time: 900,
    scope: ['openid'],
    jti: 'j',
    merchant_id: 'm',
    merchant_vat: 'DK12345674',
    ...times,
  }
  const told = { context: known, target: { generation: '2024' } }
  const header = { alg: 'RS256', typ: 'at+jwt' }
  const scopes = 'RFC 9068 2.2.3: scope is an array, not a string'
  const problemsOf = async (changes: object, id = 'T-44') => {
    const idToken = jwt({ sub: 'anna', auth_time: 900, aud: 'Client' })
    return actual(found(id, { access_token: jwt({ ...claims, ...changes }, header), id_token: idToken }, told))
  }

  it.each<[object, readonly string[]]>([
    [{}, []],
    [{ iss: 'https://b.example' }, ['iss is not https://a.example']],
    [{ sub: 'bo' }, ['sub is not that of the ID token']],
    [{ auth_time: 901 }, ['auth_time is not that of the ID token']],
    [{ aud: ['https://a.example/resources', 'more'] }, []],
    [{ aud: 'https://b.example' }, ['aud is not https://a.example/resources']],
    [{ nbf: undefined }, ['nbf is no time']],
    [{ exp: 1300.5 }, ['exp is no time']],
    [{ exp: '1300' }, ['exp is no time']],
    [{ exp: 1000 }, ['exp is not after nbf']],
    [{ exp: 1001 }, []],
    [{ iat: 999 }, ['nbf is after iat']],
    [{ iat: 1001 }, []],
    [{ iat: '999' }, []],
  ])('%j: %j', async (changes, problems) => {
    expect(await problemsOf(changes)).toEqual([...problems, scopes])
  })

  it('that differs from the profile alone is no failure', async () => {
    const access_token = jwt(claims, header)
    const idToken = jwt({ sub: 'anna', auth_time: 900, aud: 'Client' })
    expect(await found('T-44', { access_token, id_token: idToken }, told)).not.toHaveProperty('severity')
  })

  it('keeps its scopes as texts do where nothing is wrong', async () => {
    expect(await problemsOf({ scope: 'openid' })).toBe('pass')
    expect(await found('T-44', { access_token: 'opaque' }, told)).toMatchObject({
      actual: ['the access token is no JWT'],
      severity: 'fail',
    })
  })

  it.each<[object, unknown]>([
    [{}, 'pass'],
    [{ merchant_id: undefined }, ['merchant_id is absent']],
    [{ merchant_id: 7 }, ['merchant_id is no text']],
    [{ merchant_id: '' }, ['merchant_id is no text']],
    [{ merchant_vat: undefined }, ['merchant_vat is absent']],
  ])('names the merchant: %j: %j', async (changes, problems) => {
    expect(await problemsOf(changes, 'T-45')).toEqual(problems)
  })

  it('resolves to a merchant at the API where it is opaque', async () => {
    const flow = (status: number) => ({
      happyAnew: async () => ({ accessToken: 'fresh' }),
      api: async () => response(status),
    })
    expect((await found('T-45', { access_token: 'opaque' }, { ...told, flow: flow(200) })).kind).toBe('pass')
    expect(await actual(found('T-45', { access_token: 'opaque' }, { ...told, flow: flow(403) }))).toEqual({
      merchantsMe: 403,
    })
  })

  it('is nobody else’s business', async () => {
    expect((await found('T-44', {})).kind).toBe('inapplicable')
    expect((await found('T-45', {})).kind).toBe('inapplicable')
  })
})

describe('client authentication', () => {
  const refused = answer(401, { error: 'invalid_client' })
  const byBasic = (tokens: ReturnType<typeof answer>, misread = 'invalid_grant'): Told => ({
    once: { 'redeemed by HTTP Basic': redemption(tokens) },
    flow: { tokenRequest: async () => answer(400, { error: misread }) },
  })

  it.each<[string, Told, string]>([
    ['T-12', { flow: { redeemed: async () => redemption(refused) } }, 'inapplicable'],
    ['T-12', { flow: { redeemed: async () => redemption(refused) }, context: known }, 'violation'],
    ['T-12', { flow: { redeemed: async () => redemption(answer(400, { error: 'invalid_grant' })) } }, 'skip'],
    ['T-12', { flow: { redeemed: async () => redemption(answer(200, usual)) } }, 'pass'],
    ['T-12', { login: { authentication: 'client_secret_basic' } }, 'inapplicable'],
    ['T-13', byBasic(refused), 'inapplicable'],
    ['T-13', { ...byBasic(refused), context: known }, 'violation'],
    ['T-13', byBasic(answer(200, usual)), 'pass'],
    ['T-13', byBasic(answer(200, usual), 'invalid_client'), 'violation'],
  ])('%s %j: %s', async (id, told, kind) => {
    expect((await judgedAs(id, told)).kind).toBe(kind)
  })

  it.each<[number, object, Record<string, string>, unknown]>([
    [401, { error: 'invalid_client' }, { 'www-authenticate': 'basic realm="x"' }, 'pass'],
    [401, { error: 'invalid_client' }, { 'www-authenticate': 'Bearer' }, ['WWW-Authenticate is Bearer']],
    [
      401,
      { error: 'invalid_grant' },
      { 'www-authenticate': 'Basic' },
      ['a wrong secret by HTTP Basic: 401 invalid_grant'],
    ],
    [
      400,
      { error: 'invalid_client' },
      {},
      ['a wrong secret by HTTP Basic: 400 invalid_client', 'WWW-Authenticate is absent'],
    ],
  ])('a failed HTTP Basic: %i %j %j', async (status, body, headers, problems) => {
    const tokenRequest = async () => answer(status, body, headers)
    expect(await actual(judgedAs('T-16', { flow: { tokenRequest } }))).toEqual(problems)
  })
})

describe('what nobody sends', () => {
  const sending = (answerTo: () => ReturnType<typeof response>) =>
    judgedAs('T-42', { flow: { send: async () => answerTo() } })

  it.each<[string, () => ReturnType<typeof response>, unknown]>([
    ['refusals', () => response(400), 'pass'],
    ['499', () => response(499), 'pass'],
    ['399', () => response(399), [expect.stringMatching(/: 399$/)]],
    ['500', () => response(500), [expect.stringMatching(/: 500$/)]],
    ['200', () => response(200), [expect.stringMatching(/: 200$/)]],
    [
      'a stack trace',
      () => response(400, 'at Store.Find() in Store.cs:line 3'),
      [expect.stringMatching(/: 400 with a stack trace$/)],
    ],
  ])('is answered with %s', async (_what, answerTo, problems) => {
    const told = await actual(sending(answerTo))
    expect(Array.isArray(told) ? [told[0]] : told).toEqual(problems)
    if (Array.isArray(told)) expect(told).toHaveLength(40)
  })

  it('is answered, and what else goes wrong is told as it is', async () => {
    const broken = sending(() => {
      throw new TransportError('closed')
    })
    expect(await actual(broken)).toContain('NUL in code: no answer')
    await expect(
      sending(() => {
        throw new RangeError('a mistake of the suite')
      }),
    ).rejects.toThrow(RangeError)
  })
})

describe('answers to a page of a stranger', () => {
  const allowing = (
    allowed: (method: string, origin: string) => Record<string, string>,
    context: Told['context'] = {},
  ) =>
    judgedAs('T-43', {
      flow: {
        send: async (_member: string, request: { method: string; headers: { origin: string } }) =>
          response(400, '', allowed(request.method, request.headers.origin)),
      },
      context: { servedDocument: async () => ({ token_endpoint: 'x', revocation_endpoint: 'y' }), ...context },
    })
  const credentials = { 'access-control-allow-credentials': 'true' }

  it.each<[string, Parameters<typeof allowing>[0], unknown]>([
    ['none', () => ({}), 'pass'],
    ['its own', () => ({ 'access-control-allow-origin': 'https://own.example' }), 'pass'],
    ['everybody', () => ({ 'access-control-allow-origin': '*' }), 'pass'],
    ['everybody, with credentials', () => ({ 'access-control-allow-origin': '*', ...credentials }), 'fail'],
    ['whoever asks', (_method, origin) => ({ 'access-control-allow-origin': origin }), 'warn'],
    [
      'whoever asks before a POST',
      (method, origin) => (method === 'OPTIONS' ? { 'access-control-allow-origin': origin } : {}),
      'warn',
    ],
    [
      'whoever asks, with credentials in one answer',
      (method, origin) => ({ 'access-control-allow-origin': origin, ...(method === 'POST' && credentials) }),
      'fail',
    ],
    [
      'whoever asks, with credentials',
      (_method, origin) => ({ 'access-control-allow-origin': origin, ...credentials }),
      'fail',
    ],
  ])('may be read by %s', async (_who, allowed, severity) => {
    const outcome = await allowing(allowed)
    expect(outcome.kind === 'violation' ? outcome.severity : outcome.kind).toBe(severity)
  })

  it('may be read by nobody at MobilePay’s, and are asked for at each endpoint, from each origin', async () => {
    const told = await actual(allowing(() => ({ 'access-control-allow-origin': '*' }), known))
    expect(told).toHaveLength(8)
    expect(told).toContain('revocation_endpoint: OPTIONS from origin null: Access-Control-Allow-Origin *')
  })
})

describe('tokens of a code that is used again', () => {
  const again = (refresh: ReturnType<typeof answer>, api: readonly number[], access = 'opaque') => {
    const statuses = [...api]
    const answers = [answer(200, { access_token: access, refresh_token: 'r' }), answer(400, { error: 'invalid_grant' })]
    return judgedAs('T-25', {
      target: api.length > 0 ? { apiUrl: 'https://api.example' } : {},
      flow: {
        code: async () => ({ attempt: {} }),
        redeem: async () => answers.shift() ?? tokenAnswer(response(500)),
        refresh: async () => refresh,
        api: async () => response(statuses.shift() ?? 500),
      },
    })
  }
  const refused = answer(400, { error: 'invalid_grant' })

  it.each<[Parameters<typeof again>, string]>([
    [[refused, [200, 401]], 'pass'],
    [[refused, [200, 200]], 'violation'],
    [[refused, [200, 200], jwt({ a: 1 })], 'pass'],
    [[refused, [401, 200]], 'pass'],
    [[refused, []], 'pass'],
    [[answer(200, { access_token: 'b' }), [200, 401]], 'violation'],
  ])('%#: %s', async (given, kind) => {
    expect((await again(...given)).kind).toBe(kind)
  })
})

describe('a code that is used again', () => {
  const refused = answer(400, { error: 'invalid_grant' })
  const noBasic = answer(401, { error: 'invalid_client' })
  const good = answer(200, usual)

  /** Every second redemption by POST is refused; those by Basic come to what is given. */
  const using = (
    id: string,
    byBasic: readonly ReturnType<typeof answer>[],
    later: readonly ReturnType<typeof answer>[],
  ) => {
    const [basic, post] = [[...byBasic], [good, ...later]]
    const redeem = async (_attempt: unknown, _changes: unknown, options: { authentication?: string } = {}) =>
      (options.authentication === 'client_secret_basic' ? basic : post).shift() ?? refused
    return judgedAs(id, { target: { lab: {} }, flow: { code: async () => ({ attempt: {} }), redeem } })
  }

  it.each<[string, readonly ReturnType<typeof answer>[], readonly ReturnType<typeof answer>[], unknown]>([
    ['T-23', [noBasic, noBasic], [], 'pass'],
    ['T-23', [refused, good, refused], [], 'pass'],
    ['T-23', [], [good], ['a code for the second time: 200 with an access token']],
    ['T-23', [good], [], ['a redeemed code, now by HTTP Basic: 200 with an access token']],
    ['T-23', [refused, good, good], [], ['a code that was redeemed by HTTP Basic: 200 with an access token']],
    [
      'T-23',
      [refused, good],
      [refused, good],
      ['a code that was redeemed by HTTP Basic, now by POST: 200 with an access token'],
    ],
    ['T-24', [], [], 'pass'],
    ['T-24', [], [good], ['a code for the second time, 31 seconds later: 200 with an access token']],
    ['T-24', [], [refused, refused, good], ['a code for the second time, 271 seconds later: 200 with an access token']],
  ])('%s with %o by Basic and %o by POST: %j', async (id, byBasic, later, problems) => {
    expect(await actual(using(id, byBasic, later))).toEqual(problems)
  })

  it('is not judged where it was never good, or where the refusal cannot be read', async () => {
    const bad = { code: async () => ({ attempt: {} }), redeem: async () => answer(400, { error: 'invalid_grant' }) }
    expect((await judgedAs('T-23', { flow: bad })).kind).toBe('skip')
    expect((await using('T-24', [], [answer(400)])).kind).toBe('skip')
  })

  it('ends nothing where it was good twice, or brought no refresh token', async () => {
    const redeem = (...answers: ReturnType<typeof answer>[]) =>
      judgedAs('T-25', {
        flow: {
          code: async () => ({ attempt: {} }),
          redeem: async () => answers.shift() ?? refused,
          refresh: async () => refused,
        },
      })
    expect((await redeem(good, good)).kind).toBe('skip')
    expect((await redeem(answer(200, { access_token: 'a' }), refused)).kind).toBe('skip')
    expect((await redeem(good, refused)).kind).toBe('pass')
  })
})

describe('a code of another client', () => {
  const trying = (answers: readonly ReturnType<typeof answer>[], target: Readonly<Record<string, unknown>> = {}) => {
    const given = [...answers]
    const flow = {
      other: () => ({ ...login, clientId: 'other' }),
      browser: () => ({}),
      code: async () => ({ attempt: {} }),
      redeem: async () => given.shift() ?? answer(500),
    }
    return actual(judgedAs('T-33', { flow, target }))
  }
  const refused = answer(400, { error: 'invalid_grant' })
  const noBasic = answer(401, { error: 'invalid_client' })
  const good = answer(200, usual)

  it.each<[readonly ReturnType<typeof answer>[], Readonly<Record<string, unknown>>, unknown]>([
    [[refused, refused], {}, 'pass'],
    [[refused, noBasic], {}, 'pass'],
    [[noBasic], {}, ['a code of another client: invalid_client']],
    [[good], {}, ['a code of another client: 200 with an access token']],
    [[refused, good], {}, ['a code of another client, by HTTP Basic: 200 with an access token']],
    [[refused, refused, good], { lab: { reuse: login } }, ['a code of the other client: 200 with an access token']],
    [[refused, refused, refused], { lab: { reuse: login } }, 'pass'],
  ])('%#', async (answers, target, problems) => {
    expect(await trying(answers, target)).toEqual(problems)
  })
})

describe('a refusal whose error cannot be read', () => {
  const refusing = (...answers: ReturnType<typeof answer>[]) =>
    judgedAs('T-18', { flow: { tokenRequest: async () => answers.shift() ?? answer(400) } })
  const right = answer(400, { error: 'invalid_request' })

  it.each<[readonly ReturnType<typeof answer>[], string]>([
    [[right, right], 'pass'],
    [[right, answer(400)], 'skip'],
    [[answer(400, { error: 'invalid_grant' }), answer(400)], 'violation'],
  ])('%#: %s', async (answers, kind) => {
    expect((await refusing(...answers)).kind).toBe(kind)
  })
})

describe('members of an answer', () => {
  it('are named once, which is T-11’s matter, in JSON, which is T-02’s', async () => {
    const twice = tokenAnswer(
      response(200, '{"access_token":"a","access_token":"b"}', { 'content-type': 'application/json' }),
    )
    const flow = { redeemed: async () => redemption(twice) }
    expect((await judgedAs('T-02', { flow })).kind).toBe('pass')
    expect(await actual(judgedAs('T-11', { flow }))).toEqual(['access_token is named twice'])
    const broken = tokenAnswer(response(200, '{"access_token":"a",}', { 'content-type': 'application/json' }))
    expect(await actual(judgedAs('T-02', { flow: { redeemed: async () => redemption(broken) } }))).toEqual([
      'the body is not JSON',
    ])
  })
})

describe('what a page of a stranger sends', () => {
  const sent: Record<string, unknown>[] = []
  const take = async (request: Record<string, unknown>) => {
    sent.push(request)
    return response(400)
  }

  it('is a right request, and what a browser asks before', async () => {
    await judgedAs('T-43', {
      target: { apiUrl: 'https://api.example' },
      flow: { send: (_member: string, request: Record<string, unknown>) => take(request) },
      context: { servedDocument: async () => ({}), send: take },
    })
    const headers = { origin: 'https://attacker.example' }
    expect(sent).toHaveLength(8)
    expect(sent[0]).toMatchObject({ method: 'POST', headers })
    expect(JSON.stringify(sent[0]?.form)).toContain('["client_id","Client"],["client_secret","Secret"]')
    const asking = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }
    expect(sent[1]).toEqual({ method: 'OPTIONS', headers: { ...headers, ...asking } })
    expect(sent[4]).toEqual({ method: 'GET', url: 'https://api.example', headers })
    expect(sent[5]).toMatchObject({ method: 'OPTIONS', headers: { ...asking, 'access-control-request-method': 'GET' } })
  })
})
