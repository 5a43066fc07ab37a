import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  characterProblems,
  guessProblems,
  isReadableJwt,
  signatureProblems,
  unsignedProblems,
} from '../src/checks/token/access-token-form.ts'
import { profileProblems } from '../src/checks/token/access-token-profile.ts'
import { otherCase } from '../src/checks/token/burning.ts'
import { nearCredentials } from '../src/checks/token/client-probes.ts'
import { malformedRequests } from '../src/checks/token/malformed-requests.ts'
import { credentialsInQuery } from '../src/checks/token/other-ways.ts'
import { wrongRedirectUri } from '../src/checks/token/redirect-uri-probes.ts'
import { repeatedParameters } from '../src/checks/token/repeated-probes.ts'
import { scopeProblems } from '../src/checks/token/scope-problems.ts'
import { grantsNotAllowed } from '../src/checks/token/unattended-probes.ts'
import { inspectJwt } from '../src/flow/tokens.ts'
import { answer, judgedAs, jwt, login, redemption, response } from './support/told.ts'

/** What a probe sends, and how. */
async function sentBy(probe: { send(flow: never): Promise<unknown> }, own = login) {
  const sent: { form: Record<string, unknown>; options: Record<string, unknown>; request: Record<string, unknown> }[] =
    []
  const flow = {
    login: () => own,
    lab: () => ({ other: { ...login, clientSecret: 'of another' } }),
    tokenRequest: async (form: object, options: object = {}) => {
      sent.push({ form: { ...form }, options: { ...options }, request: {} })
      return answer(400)
    },
    send: async (_member: string, request: object) => {
      sent.push({ form: {}, options: {}, request: { ...request } })
      return response(400)
    },
  }
  await probe.send(flow as never)
  return sent[0] ?? { form: {}, options: {}, request: {} }
}

describe('a text in other letter case', () => {
  it.each([
    ['Abc', 'abc'],
    ['abc', 'ABC'],
    ['ABC', 'abc'],
    ['123', '123a'],
    ['', 'a'],
  ])('%s is %s, and never the same', (text, other) => {
    expect(otherCase(text)).toBe(other)
  })
})

describe('probes differ from a right request in what they say', () => {
  it.each(repeatedParameters)('$what has two values', async (probe) => {
    const name = probe.what.replace(' twice', '')
    const { form } = await sentBy(probe)
    expect(form[name]).toHaveLength(2)
    expect(new Set(form[name] as readonly string[]).size).toBe(2)
  })

  it.each(nearCredentials)('$what is not the client’s', async (probe) => {
    const { form, options } = await sentBy(probe)
    const isByBasic = probe.what.endsWith('by HTTP Basic')
    expect(options.authentication).toBe(isByBasic ? 'client_secret_basic' : undefined)
    const given = { ...form, ...(isByBasic && { client_secret: options.clientSecret }) } as Record<string, string>
    expect([given.client_id ?? login.clientId, given.client_secret ?? login.clientSecret]).not.toEqual([
      login.clientId,
      login.clientSecret,
    ])
  })

  it('near secrets are near', async () => {
    const secrets = await Promise.all(nearCredentials.map(async (probe) => (await sentBy(probe)).form.client_secret))
    expect(secrets.filter((secret) => secret !== undefined)).toEqual([
      'Secretx',
      'Secre',
      'secret',
      'Secret ',
      'of another',
    ])
  })

  it.each([
    [['openid', 'invoice', 'offline_access'], 'invoice'],
    [['openid', 'invoice', 'webhooks'], 'invoice webhooks'],
    [['openid', 'offline_access'], undefined],
  ])('client_credentials of %j asks for %s', async (scopes, scope) => {
    const [probe] = grantsNotAllowed
    expect((await sentBy(probe as never, { ...login, scopes })).form).toEqual({
      grant_type: 'client_credentials',
      scope,
    })
  })

  it.each([
    [
      true,
      [
        ['client_id', 'Client'],
        ['client_secret', 'Secret'],
      ],
      [['client_secret', 'Secret']],
    ],
    [
      false,
      [
        ['client_id', 'no-such-client'],
        ['client_secret', expect.any(String)],
      ],
      [['client_secret', expect.any(String)]],
    ],
  ])('credentials in the query, in a lab: %s', async (isLab, whole, secretAlone) => {
    const [both, alone] = await Promise.all(
      credentialsInQuery(isLab).map(async (probe) => (await sentBy(probe)).request),
    )
    expect(both?.query).toEqual(whole)
    expect(alone?.query).toEqual(secretAlone)
    if (!isLab) expect(JSON.stringify(both?.query)).not.toContain('Secret"')
  })
})

describe('the scope of an answer', () => {
  const problems = (body: object, isExact: boolean) => scopeProblems(redemption(answer(200, body)), isExact)
  const held = (scope: unknown) => jwt({ scope })

  it.each([
    [{ scope: 'openid invoice' }, []],
    [{ scope: ['openid'] }, ['scope is no string but ["openid"]']],
    [{ scope: 'openid  invoice' }, ['scope is no list of scopes']],
    [{ scope: 'openid,"invoice"' }, ['scope is no list of scopes']],
    [{ access_token: held(['openid', 'invoice']), scope: 'openid invoice' }, []],
    [{ access_token: held('openid invoice'), scope: 'openid invoice' }, []],
    [{ access_token: held(7), scope: 'openid' }, []],
    [{ access_token: held('openid webhooks'), scope: 'openid' }, ['the access token has webhooks, scope does not']],
    [
      { access_token: held(['openid', 'webhooks']), scope: 'openid' },
      ['the access token has webhooks, scope does not'],
    ],
    [
      { access_token: held(['webhooks']) },
      ['the access token has webhooks, the request (the answer has no scope) does not'],
    ],
  ])('%j: %j', (body, found) => {
    expect(problems(body, false)).toEqual(found)
  })

  it('is what the token has, where that is known', () => {
    expect(problems({ scope: 'openid webhooks' }, false)).toEqual([])
    expect(problems({ scope: 'openid webhooks' }, true)).toEqual(['scope has webhooks, which was not requested'])
    expect(problems({ scope: 'openid invoice', access_token: held(['openid']) }, true)).toEqual([
      'scope has invoice, the access token does not',
    ])
    expect(problems({ scope: 'openid invoice', access_token: held(['openid']) }, false)).toEqual([])
    expect(problems({ scope: 'openid', access_token: 'opaque' }, true)).toEqual([])
  })
})

describe('the profile of access tokens', () => {
  const claims = { iss: 'a', exp: 1, aud: 'b', sub: 'c', client_id: 'd', iat: 1, jti: 'e' }
  const of = (header: object, more: object = {}) => profileProblems(inspectJwt(jwt({ ...claims, ...more }, header)))

  it.each([
    [{ typ: 'at+jwt' }, {}, []],
    [{ typ: 'application/AT+JWT' }, { scope: 'a' }, []],
    [{ typ: 'JWT' }, {}, ['RFC 9068 2.1: typ is "JWT", not at+jwt']],
    [{}, {}, ['RFC 9068 2.1: typ is absent, not at+jwt']],
    [{ typ: 7 }, {}, ['RFC 9068 2.1: typ is 7, not at+jwt']],
    [{ typ: 'at+jwt' }, { jti: undefined }, ['RFC 9068 2.2: jti is absent']],
    [{ typ: 'at+jwt' }, { scope: ['a'] }, ['RFC 9068 2.2.3: scope is an array, not a string']],
  ])('%j with %j: %j', (header, more, problems) => {
    expect(of({ alg: 'RS256', ...header }, more)).toEqual(problems)
  })
})

/** What T-40 finds where every request is answered so. */
async function refusedWith(
  status: number,
  body: unknown,
  headers?: Record<string, string>,
): Promise<readonly string[]> {
  const outcome = await judgedAs('T-40', { flow: { tokenRequest: async () => answer(status, body, headers) } })
  const { actual } = outcome as { readonly actual: unknown }
  return outcome.kind === 'pass'
    ? []
    : (actual as readonly string[]).map((problem) => problem.replace(/ \([^(]*\)$/, ''))
}

describe('a refusal', () => {
  it.each([
    [400, { error: 'invalid_grant' }, []],
    [401, { error: 'invalid_client' }, []],
    [401, { error: 'invalid_grant' }, ['the status of error invalid_grant is 401']],
    [403, { error: 'invalid_client' }, ['the status of error invalid_client is 403']],
    [400, {}, ['error is absent, no registered code']],
    [400, { error: null }, ['error is a JSON null, no registered code']],
    [400, { error: ['invalid_grant'] }, ['error is a JSON object, no registered code']],
    [400, { error: 'odd' }, ['error is odd, no registered code']],
    [400, { error: 'no code at all' }, ['error is a text, no registered code']],
    [400, { error: 'a'.repeat(61) }, ['error is a text, no registered code']],
    [400, { error: 'invalid_grant', error_description: 'The code is unknown.' }, []],
    [
      400,
      { error: 'invalid_grant', error_description: '"' },
      ['error_description has characters that are not allowed, or is no string'],
    ],
    [
      400,
      { error: 'invalid_grant', error_description: '' },
      ['error_description has characters that are not allowed, or is no string'],
    ],
    [
      400,
      { error: 'invalid_grant', error_description: 7 },
      ['error_description has characters that are not allowed, or is no string'],
    ],
    [400, { error: 'invalid_grant', error_uri: 'https://a.example/e' }, []],
    [400, { error: 'invalid_grant', error_uri: 'http://a.example/e' }, []],
    [400, { error: 'invalid_grant', error_uri: '/e' }, ['error_uri is no absolute address of a page']],
    [400, { error: 'invalid_grant', error_uri: 'ftp://a.example/e' }, ['error_uri is no absolute address of a page']],
    [
      400,
      { error: 'invalid_grant', error_uri: 'https://a.example/a b' },
      ['error_uri is no absolute address of a page'],
    ],
    [400, { error: 'invalid_grant', error_uri: ['https://a.example'] }, ['error_uri is no absolute address of a page']],
    [400, [], ['the status of error absent is 400', 'the body is no JSON object'].slice(1)],
  ])('%i %j: %j', async (status, body, problems) => {
    expect(await refusedWith(status, body)).toEqual(problems)
  })

  it('is called application/json', async () => {
    const body = { error: 'invalid_grant' }
    expect(await refusedWith(400, body, { 'content-type': 'text/json' })).toEqual(['the Content-Type is text/json'])
    expect(await refusedWith(400, body, {})).toEqual(['the Content-Type is absent'])
    expect(await refusedWith(400, body, { 'content-type': 'Application/JSON; charset=utf-8' })).toEqual([])
  })
})

describe('an answer that says that it is asked too often', () => {
  const judged = (...retry: readonly (string | undefined)[]) =>
    judgedAs('T-47', {
      context: {
        seen: () => [
          { request: { method: 'GET', url: 'https://a.example/x?y' }, response: response(200) },
          ...retry.map((value) => ({
            request: { method: 'POST', url: 'https://a.example/connect/token?z' },
            response: response(429, '', value === undefined ? {} : { 'retry-after': value }),
          })),
        ],
      },
    })

  it.each([
    [['3'], 'pass'],
    [['Thu, 26 Nov 2026 05:00:00 GMT'], 'pass'],
    [[], 'inapplicable'],
    [['3', undefined], 'violation'],
  ])('%j: %s', async (retry, kind) => {
    expect((await judged(...retry)).kind).toBe(kind)
  })

  it.each([
    [undefined, 'POST /connect/token: Retry-After is absent'],
    ['soon', 'POST /connect/token: Retry-After is neither seconds nor a date'],
    ['-1', 'POST /connect/token: Retry-After is neither seconds nor a date'],
    ['1.5', 'POST /connect/token: Retry-After is neither seconds nor a date'],
    ['26 Nov 2026 05:00:00 GMT', 'POST /connect/token: Retry-After is neither seconds nor a date'],
  ])('%s: %s', async (value, problem) => {
    expect(await judged(value, value)).toMatchObject({ actual: [problem] })
  })
})

describe('addresses that are nearly right', () => {
  const sentFor = async (redirectUri: string) => {
    const sent: unknown[] = []
    const flow = {
      code: async () => ({ attempt: { request: { get: () => redirectUri } } }),
      redeem: async (_attempt: unknown, { redirect_uri }: { redirect_uri?: string }) => {
        sent.push(redirect_uri)
        return answer(400)
      },
    }
    for (const probe of wrongRedirectUri) await probe.send(flow as never)
    return sent
  }

  it.each([
    [
      'https://a.example/Callback',
      'https://a.example/Callback/',
      'http://a.example/Callback',
      'https://a.example:8443/Callback',
    ],
    ['http://a.example:8443/', 'http://a.example:8443', 'https://a.example:8443/', 'http://a.example:9443/'],
  ])('of %s', async (uri, slash, scheme, port) => {
    const sent = await sentFor(uri)
    expect(sent).toEqual(expect.arrayContaining([slash, scheme, port, `${uri}more`, `${uri}?more=1`, `${uri} `]))
    expect(sent).not.toContain(uri)
    expect(new Set(sent).size).toBe(wrongRedirectUri.length)
  })
})

describe('malformed requests', () => {
  const context = (document: object, target: object) =>
    ({
      flow: { login: () => login, lab: () => ({ api: { id: 'api', secret: 's' } }) },
      target,
      servedDocument: async () => document,
    }) as never

  it('go to the token endpoint, and in a lab to each that the document names', async () => {
    const membersFor = async (document: object, target: object) => [
      ...new Set((await malformedRequests(context(document, target))).map(({ member }) => member)),
    ]
    const all = { token_endpoint: 'a', revocation_endpoint: 'b', introspection_endpoint: 'c' }
    expect(await membersFor(all, {})).toEqual(['token_endpoint'])
    expect(await membersFor(all, { lab: {} })).toEqual(Object.keys(all))
    expect(await membersFor({ token_endpoint: 'a', introspection_endpoint: 'c' }, { lab: {} })).not.toContain(
      'revocation_endpoint',
    )
  })

  it('are right but for what is malformed', async () => {
    const all = await malformedRequests(context({ token_endpoint: 'a', introspection_endpoint: 'c' }, { lab: {} }))
    const bodyOf = (what: string) => all.find((one) => one.what === what)?.request.body
    const client = 'client_id=Client&client_secret=Secret'
    expect(bodyOf('NUL in code')).toBe(`grant_type=authorization_code&${client}&code=%00`)
    expect(bodyOf('NUL in refresh_token (token_endpoint)')).toBe(`grant_type=refresh_token&${client}&refresh_token=%00`)
    expect(bodyOf('NUL in token (introspection_endpoint)')).toBe('client_id=api&client_secret=s&token=%00')
    expect(bodyOf('no body')).toBe('')
  })
})

describe('a JWT that can be read', () => {
  it.each([
    [jwt({ a: 1 }), true],
    [jwt({}), false],
    [jwt({ a: 1 }, {}), false],
    [jwt({ a: 1 }).replace(/\.[^.]*$/, ''), false],
    [`${jwt({ a: 1 })}.d.e`, false],
    ['opaque', false],
  ])('%s: %s', (token, isReadable) => {
    expect(isReadableJwt(token)).toBe(isReadable)
  })
})

describe('the characters and the signature of an access token', () => {
  it.each([
    ['abc.~+/-_==', []],
    ['', ['access_token is empty']],
    ['a\nb', ['access_token has characters that are not visible ASCII']],
    ['a b', ['access_token has characters that no Bearer header can carry']],
  ])('%j: %j', (token, problems) => {
    expect(characterProblems(token)).toEqual(problems)
  })

  it.each([
    [jwt({ a: 1 }), []],
    [jwt({ a: 1 }, { kid: 'k' }), ['alg of the access token is absent']],
    [jwt({ a: 1 }, { alg: 'None' }), ['alg of the access token is "None"']],
    [jwt({ a: 1 }).replace(/[^.]*$/, ''), ['the access token has no signature']],
  ])('%s: %j', (token, problems) => {
    expect(unsignedProblems(token)).toEqual(problems)
  })

  it('are held against the published keys, which may be none or of no use', async () => {
    const signed = jwt({ a: 1 }, { alg: 'RS256', kid: 'k' })
    const problemsWith = (...keys: object[]) => signatureProblems({ keys: async () => keys } as never, signed)
    expect(await problemsWith()).toEqual(['no published key fits kid and alg of the access token'])
    expect(await problemsWith({ kty: 'RSA', kid: 'k', n: 'AQAB', e: 'AQAB' })).toEqual([
      'the signature of the access token cannot be verified: an unknown error',
    ])
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    expect(await problemsWith({ ...publicKey.export({ format: 'jwk' }), kid: 'k' })).toEqual([
      'the signature of the access token is not that of the published key',
    ])
  })
})

describe('one opaque token for two codes', () => {
  it('is no harder to guess than it is long', () => {
    const [short, long] = ['z'.repeat(21), 'z'.repeat(22)]
    expect(guessProblems(short, short)).toEqual([
      'access_token has at most 126 bits that differ from token to token',
      'access_token is the same for two codes',
    ])
    expect(guessProblems(long, long)).toEqual(['access_token is the same for two codes'])
  })
})
