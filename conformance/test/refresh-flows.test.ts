import { describe, expect, it } from 'vitest'
import { furtherRefreshes } from '../src/checks/refresh/further-refreshes.ts'
import { isRefusedWith, refreshes } from '../src/checks/refresh/refreshes.ts'
import { signatureProblems } from '../src/checks/refresh/signature-problems.ts'
import { asImpostor, asUnknown, toldImpostor, toldRefusal } from '../src/checks/refresh/told-refusal.ts'
import { inspectJwt } from '../src/flow/tokens.ts'
import { answer, judgedAs, jwt, login, redemption, response } from './support/told.ts'

type Answer = ReturnType<typeof answer>

const good = answer(200, { access_token: 'a', refresh_token: 'new', scope: 'openid invoice offline_access' })
const refused = answer(400, { error: 'invalid_grant' })
const impostor = answer(401, { error: 'invalid_client' })
const happy = { tokens: good, accessToken: 'a', back: inspectJwt(jwt({})), attempt: { request: { codeVerifier: 'v' } } }

/** A flow whose refreshes come to these answers, one after the other, and then are refused. */
function refreshing(answers: readonly Answer[], more: object = {}) {
  const [left, asked]: [Answer[], unknown[][]] = [[...answers], []]
  const flow = {
    login: () => login,
    happyAnew: async () => happy,
    pass: async () => {},
    once: async (_name: string, experiment: (own: unknown) => unknown) => experiment(flow),
    refresh: async (...given: unknown[]) => {
      asked.push(given)
      return left.shift() ?? refused
    },
    tokenRequest: async () => impostor,
    ...more,
  }
  return { flow, asked }
}

const contextOf = (flow: object, target: object = {}) => ({ flow, target }) as never
const actual = async (outcome: ReturnType<typeof judgedAs>) => {
  const { kind, actual: told } = (await outcome) as { readonly kind: string; readonly actual?: unknown }
  return kind === 'violation' ? told : kind
}

describe('two refreshes', () => {
  it('go from token to token, and are timed by the provider’s clock', async () => {
    const clock = [1_000_000, 1_003_000, 1_004_500]
    const { flow, asked } = refreshing([good, answer(200, { access_token: 'b' })], { api: async () => response(200) })
    const lab = { now: async () => clock.shift() ?? 0 }
    const made = await refreshes(contextOf(flow, { lab, apiUrl: 'https://api.example' }))
    expect(asked.map(([token]) => token)).toEqual(['new', 'new'])
    expect(made).toMatchObject({ seconds: [3, 1.5], api: { before: 200, after: 200 }, second: { accessToken: 'b' } })
  })

  it('end with the first where that brings nothing', async () => {
    const { flow, asked } = refreshing([refused])
    const made = await refreshes(contextOf(flow, { apiUrl: 'https://api.example' }))
    expect([made.second, made.api, asked.length]).toEqual([undefined, undefined, 1])
    expect(made.seconds.every((seconds) => seconds >= 0 && seconds < 5)).toBe(true)
  })

  it('ask no API with a token that no header carries', async () => {
    const api = async () => response(200)
    const { flow } = refreshing([answer(200, { access_token: 'ä' })], { api })
    expect((await refreshes(contextOf(flow, { apiUrl: 'https://api.example' }))).api).toBeUndefined()
    expect((await refreshes(contextOf(refreshing([good], { api }).flow))).api).toBeUndefined()
  })
})

describe('further refreshes', () => {
  const made = {
    before: happy,
    refreshToken: 'r0',
    first: answer(200, { access_token: 'a', refresh_token: 'r1' }),
    second: answer(200, { access_token: 'b' }),
  }

  /** Those after refreshes that were made, of a client that can use HTTP Basic or not. */
  async function further(byBasic: Answer, answers: readonly Answer[], supported = ['openid', 'webhooks']) {
    const known: Record<string, unknown> = {
      'two refreshes': made,
      'redeemed by HTTP Basic': redemption(byBasic),
      'redeemed with less than requested': redemption(answer(200, { access_token: 'c', refresh_token: 'less' })),
    }
    const once = async (name: string, experiment: (own: unknown) => unknown) => known[name] ?? experiment(flow)
    const { flow, asked } = refreshing(answers, {
      once,
      browser: () => ({}),
      code: async () => ({ attempt: {} }),
      redeem: async () => good,
    })
    const document = async () => ({ scopes_supported: supported })
    const context = { flow, target: { lab: { reuse: { ...login, clientId: 'reuse' } } }, document }
    return { all: await furtherRefreshes(context as never), asked }
  }

  it('go on from the newest token, in every way, of every client', async () => {
    const third = answer(200, { access_token: 'd', refresh_token: 'r3' })
    const { all, asked } = await further(good, [third, good, refused, good, good, refused])
    expect(asked).toEqual([
      ['r1', undefined, undefined],
      ['r3', undefined, { authentication: 'client_secret_basic' }],
      ['new', { scope: 'openid invoice offline_access' }, undefined],
      ['new', { scope: '' }, undefined],
      ['new', {}, { login: { ...login, clientId: 'reuse' } }],
      ['less', {}, {}],
    ])
    expect(all.map(({ what, answer: { response: given } }) => [what, given.status])).toEqual([
      ['third refresh', 200],
      ['refresh by HTTP Basic', 200],
      ['refresh with the scopes that were asked for', 400],
      ['refresh with an empty scope', 200],
      ['refresh of another client', 200],
      ['refresh after a consent without webhooks', 400],
    ])
  })

  it('follow no consent to less where nothing can be declined', async () => {
    const { all } = await further(good, [good, good, good, good, good], ['openid'])
    expect(all.at(-1)?.what).toBe('refresh of another client')
  })

  it('leave HTTP Basic out where it is not known', async () => {
    const { all } = await further(impostor, [good, good, good, good, good])
    expect(all.map(({ what }) => what)).not.toContain('refresh by HTTP Basic')
    expect(all).toHaveLength(5)
  })

  it('are made where codes are cheap', async () => {
    expect(await furtherRefreshes(contextOf(refreshing([good]).flow))).toEqual([])
  })

  it('that bring nothing are R-01’s matter, and not R-02’s or R-12’s', async () => {
    const once = {
      'two refreshes': { ...made, second: answer(200, { access_token: 'b', refresh_token: 'r2' }) },
      'redeemed by HTTP Basic': redemption(good),
      'further refreshes': [
        {
          what: 'third refresh',
          before: good,
          answer: answer(400, { error: 'odd' }, { 'content-type': 'text/plain' }),
        },
      ],
    }
    const told = { once, target: { lab: {} }, context: { document: async () => ({}) } }
    expect((await judgedAs('R-02', told)).kind).toBe('pass')
    expect((await judgedAs('R-12', told)).kind).toBe('pass')
    expect(await actual(judgedAs('R-01', { ...told }))).toEqual(['third refresh: the status is 400: error odd'])
  })
})

describe('a refusal is told by what it is like', () => {
  it.each([
    [refused, refused, asUnknown],
    [answer(400, { error: 'odd' }), refused, '400 odd'],
    [good, refused, '200 with an access token'],
    [good, good, '200 with an access token'],
  ])('%#: of an unknown token', async (given, unknown, told) => {
    expect(await toldRefusal(refreshing([unknown]).flow as never, given)).toBe(told)
  })

  it.each([
    [impostor, asImpostor],
    [refused, '400 invalid_grant'],
    [good, '200 with an access token'],
  ])('%#: of a wrong secret', async (given, told) => {
    expect(await toldImpostor(refreshing([]).flow as never, given)).toBe(told)
  })

  it('a refresh with tokens is no refusal, though a wrong secret brings some as well', async () => {
    const { flow } = refreshing([], { tokenRequest: async () => good })
    expect(await toldImpostor(flow as never, good)).toBe('200 with an access token')
  })
})

describe('who may use a refresh token', () => {
  const other = { ...login, clientId: 'other' }

  it.each<[readonly Answer[], object, unknown]>([
    [[refused, refused], {}, 'pass'],
    [[good, refused], {}, ['a refresh_token of another client: 200 with an access token']],
    [[refused, refused, refused], { lab: { reuse: other } }, 'pass'],
    [
      [refused, refused, good],
      { lab: { reuse: other } },
      ['a refresh_token of another client, used again and again: 200 with an access token'],
    ],
  ])('R-15, %#', async (answers, target, problems) => {
    const { flow, asked } = refreshing(answers, { other: () => other })
    expect(await actual(judgedAs('R-15', { flow, target: { ...target } }))).toEqual(problems)
    expect(asked[0]?.[2]).toEqual({ login: other })
  })

  it.each<[readonly Answer[], Answer, unknown]>([
    [[impostor, impostor, good], impostor, 'pass'],
    [[answer(403, { error: 'odd' }), answer(403, { error: 'odd' }), good], answer(403, { error: 'odd' }), 'pass'],
    [[good, impostor, good], impostor, ['a wrong client_secret: 200 with an access token']],
    [[impostor, refused, good], impostor, ['no client_secret: 400 invalid_grant']],
  ])('R-16, %#', async (answers, wrong, problems) => {
    const { flow } = refreshing(answers, { tokenRequest: async () => wrong })
    expect(await actual(judgedAs('R-16', { flow }))).toEqual(problems)
  })

  it('R-16: a token that dies of a wrong secret is told of', async () => {
    const once = async (name: string, experiment: (own: unknown) => unknown) =>
      name === 'two refreshes' ? { first: good, second: good } : experiment(flow)
    const { flow } = refreshing([impostor, impostor, refused], { once })
    expect(await actual(judgedAs('R-16', { flow }))).toEqual([
      'the refresh_token after that, with the right secret: 400 invalid_grant',
    ])
  })

  it.each<[readonly Answer[], unknown]>([
    [[], 'pass'],
    [[answer(401, { error: 'invalid_grant' })], ['a random refresh_token: 401 invalid_grant']],
    [[refused, good], ['a refresh_token of 64 hexadecimal digits: 200 with an access token']],
  ])('R-17, %#', async (answers, problems) => {
    expect(await actual(judgedAs('R-17', { flow: refreshing(answers).flow }))).toEqual(problems)
  })
})

describe('a refusal has the status and the error of RFC 6749 5.2', () => {
  it.each([
    [400, 'invalid_grant', 'invalid_grant', true],
    [401, 'invalid_client', 'invalid_client', true],
    [400, 'invalid_client', 'invalid_client', true],
    [401, 'invalid_grant', 'invalid_grant', false],
    [403, 'invalid_client', 'invalid_client', false],
    [400, 'invalid_grant', 'invalid_request', false],
  ])('%i %s, where %s is right: %s', (status, error, code, isRight) => {
    expect(isRefusedWith(answer(status, { error }), code)).toBe(isRight)
    expect(isRefusedWith(answer(status, { error, access_token: 'a' }), code)).toBe(false)
  })
})

describe('a refresh token that was used', () => {
  const once = { 'replayed refresh token': { replay: refused, newest: good }, 'unknown refresh token': refused }
  const successor = answer(200, { access_token: 'a', refresh_token: 'successor' })
  const found = (byBasic: string, anHourLater: string) => ({ replayOfRefreshToken: asUnknown, byBasic, anHourLater })
  const tokens = '200 with an access token'

  it.each<[readonly Answer[], unknown]>([
    [[refused, refused], 'pass'],
    [[impostor, refused], 'pass'],
    [[good, refused], found(tokens, asUnknown)],
    [[refused, good], found(asUnknown, tokens)],
    [[answer(400, { error: 'odd' }), refused], found('400 odd', asUnknown)],
  ])('R-13, %#', async (answers, problems) => {
    const { refresh, happyAnew } = refreshing([successor, ...answers]).flow
    expect(await actual(judgedAs('R-13', { once, flow: { refresh, happyAnew }, target: { lab: {} } }))).toEqual(
      problems,
    )
    expect((await judgedAs('R-13', { once })).kind).toBe('pass')
  })

  it.each<[Answer, Answer, unknown]>([
    [refused, refused, 'pass'],
    [refused, good, { replay: asUnknown, newest: '200 with an access token' }],
    [good, refused, { replay: '200 with an access token', newest: asUnknown }],
  ])('R-14, %#', async (replay, newest, problems) => {
    const answers = { ...once, 'replayed refresh token': { replay, newest } }
    expect(await actual(judgedAs('R-14', { once: answers }))).toEqual(problems)
  })

  it.each<[readonly Answer[], unknown]>([
    [[good, refused], 'pass'],
    [[good, good], { issued: 2, refusals: [], newest: asUnknown }],
    [[good, answer(400, { error: 'odd' })], { issued: 1, refusals: ['400 odd'], newest: asUnknown }],
    [[refused, refused], 'skip'],
  ])('R-26, of two at once, %#', async (answers, problems) => {
    const old = { ...happy, tokens: answer(200, { access_token: 'a', refresh_token: 'old' }) }
    const { flow } = refreshing(answers, { happyAnew: async () => old })
    expect(await actual(judgedAs('R-26', { flow }))).toEqual(problems)
  })
})

describe('a login without offline_access', () => {
  it.each([
    [{}, 'pass'],
    [{ refresh_token: 'r' }, 'refresh_token is there'],
    [{ refresh_token: null }, 'refresh_token is there'],
  ])('R-21: %j: %s', async (members, problem) => {
    const asked: unknown[] = []
    const happyAnew = async (changes: unknown) => {
      asked.push(changes)
      return { tokens: answer(200, members) }
    }
    expect(await actual(judgedAs('R-21', { flow: { happyAnew } }))).toEqual(problem)
    expect(asked).toEqual([{ scope: 'openid invoice' }])
  })
})

describe('what is asked for', () => {
  it.each([
    ['openid invoice offline_access', 'openid offline_access'],
    ['invoice openid webhooks offline_access', 'invoice openid offline_access'],
    [undefined, 'openid offline_access'],
  ])('R-19: of %s the refresh asks for %s', async (granted, fewer) => {
    const tokens = answer(200, { access_token: 'a', refresh_token: 'r', ...(granted && { scope: granted }) })
    const { flow, asked } = refreshing([answer(200, { access_token: 'b', scope: fewer })], {
      happyAnew: async () => ({ ...happy, tokens }),
    })
    expect((await judgedAs('R-19', { flow })).kind).toBe('pass')
    expect(asked[0]?.[1]).toEqual({ scope: fewer })
  })
})

describe('a consent that was taken back', () => {
  const revoked = (answers: readonly Answer[], api: readonly number[]) => {
    const statuses = [...api]
    const lab = { reuse: login, revokeConsents: async () => {}, registerClient: async () => login }
    const { flow } = refreshing(answers, { lab: () => lab, api: async () => response(statuses.shift() ?? 401) })
    return actual(judgedAs('R-25', { flow, target: api.length > 0 ? { apiUrl: 'https://api.example' } : {} }))
  }

  it.each<[readonly Answer[], readonly number[], unknown]>([
    [[good, refused, refused, good, refused, refused], [200, 401, 401, 200, 401, 401], 'pass'],
    [[good, refused, refused, good, refused, refused], [], 'pass'],
    [
      [good, refused, refused, good, refused, refused],
      [200, 401, 401, 200, 200, 401],
      { refresh: asUnknown, apiAtOnce: 200, apiAfterExpiry: 401 },
    ],
    [
      [good, good, refused, good, refused, refused],
      [200, 200, 401, 200, 401, 401],
      { refresh: '200 with an access token', apiAtOnce: 200, apiAfterExpiry: 401 },
    ],
    [
      [good, refused, refused, good, good, refused],
      [200, 401, 401, 200, 200, 401],
      { refresh: '200 with an access token', apiAtOnce: 200, apiAfterExpiry: 401 },
    ],
    [[good, refused], [403], 'skip'],
  ])('R-25, %#', async (answers, api, problems) => {
    expect(await revoked(answers, api)).toEqual(problems)
  })
})

describe('introspection without an API’s secret', () => {
  const claims = { sub: 'anna', client_id: 'Client' }
  const token = jwt(claims)
  const asking = async (client: (value: string) => ReturnType<typeof response>, stranger = response(401)) => {
    const passed: number[] = []
    const post = async (_member: string, form: { token: string }, options: object | undefined) =>
      options && Object.keys(options).length > 0 ? stranger : client(form.token)
    const flow = {
      happyAnew: async () => ({ ...happy, accessToken: token }),
      post,
      pass: async (seconds: number) => passed.push(seconds),
    }
    const outcome = await judgedAs('R-28', {
      flow,
      context: { servedDocument: async () => ({ introspection_endpoint: 'x' }) },
    })
    expect(passed).toEqual([])
    return actual(Promise.resolve(outcome))
  }
  const inactive = response(200, { active: false })

  it('is not asked about a token that no header carries', async () => {
    const flow = {
      happyAnew: async () => ({ ...happy, accessToken: 'ä'.repeat(20) }),
      post: async (_member: string, _form: object, options: object = {}) =>
        Object.keys(options).length > 0 ? response(401) : inactive,
      pass: async () => {},
    }
    const context = { servedDocument: async () => ({ introspection_endpoint: 'x' }) }
    expect((await judgedAs('R-28', { flow, context })).kind).toBe('pass')
  })

  it.each<[string, Parameters<typeof asking>, unknown]>([
    ['nobody', [() => response(401)], 'pass'],
    ['its client', [(value) => (value === token ? response(200, { active: true, ...claims }) : inactive)], 'pass'],
    ['its client, wrongly', [() => inactive], ['a living access token: status 200, active false']],
    ['everybody', [() => response(401), inactive], expect.arrayContaining(['no credentials: status 200 with active'])],
    [
      'everybody, with another status',
      [() => response(401), response(404)],
      expect.arrayContaining(['no credentials: status 404']),
    ],
    [
      'everybody, in a refusal',
      [() => response(401), response(401, { active: false })],
      expect.arrayContaining(['a wrong secret: status 401 with active']),
    ],
  ])('is answered to %s', async (_whom, given, problems) => {
    expect(await asking(...given)).toEqual(problems)
  })
})

describe('a key that cannot be used', () => {
  it('verifies nothing', async () => {
    const key = { kty: 'RSA', kid: 'k', alg: 'RS256', n: 'AQAB', e: 'AQAB' }
    const context = { refetchJwks: async () => response(200, { keys: ['none', key] }) } as never
    const problems = await signatureProblems(context, inspectJwt(jwt({}, { alg: 'RS256', kid: 'other' })))
    expect(problems).toEqual(['the signature is not that of a published key (ERR_JWKS_NO_MATCHING_KEY)'])
    expect(await signatureProblems(context, inspectJwt(jwt({}, { alg: 'RS256', kid: 'k' })))).toEqual([
      'the signature is not that of a published key (unreadable)',
    ])
  })
})
