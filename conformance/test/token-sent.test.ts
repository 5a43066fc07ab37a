import { describe, expect, it } from 'vitest'
import { alsoByBasic, codeIn, withinBudget } from '../src/checks/token/burning.ts'
import { nearCodes } from '../src/checks/token/burning-probes.ts'
import { twoAuthentications } from '../src/checks/token/client-probes.ts'
import { lowerCaseScheme, percentEncodedBasic } from '../src/checks/token/odd-credentials.ts'
import { byMethod, codeInQuery, inJson, otherForms } from '../src/checks/token/other-ways.ts'
import { anotherOfTheClient } from '../src/checks/token/redirect-uri-probes.ts'
import { repeatedWithGoodCode, repeatedWithGoodRefreshToken } from '../src/checks/token/repeated-probes.ts'
import { verifierOfWrongLength, wrongVerifier } from '../src/checks/token/verifier-probes.ts'
import { challengeOf, prepareRequest } from '../src/flow/authorization-request.ts'
import { answer, judgedAs, login, response } from './support/told.ts'

type Fields = Readonly<Record<string, unknown>>

/** A flow that keeps what is asked of it, and refuses everything. */
function listening(more: Fields = {}) {
  const codes: { changes: Fields; options: Fields | undefined }[] = []
  const redemptions: { changes: Fields; options: Fields | undefined }[] = []
  const forms: { form: Fields; options: Fields | undefined }[] = []
  const requests: Fields[] = []
  const flow = {
    login: () => login,
    browser: () => 'a clean browser',
    once: async (_name: string, experiment: (own: unknown) => unknown) => experiment(flow),
    code: async (changes: Fields = {}, options?: Fields) => {
      codes.push({ changes, options })
      const request = prepareRequest(login, changes as never)
      return { attempt: { request, arrival: { kind: 'callback', fields: [['code', 'Code']] } }, code: 'Code' }
    },
    redeem: async (_attempt: unknown, changes: Fields = {}, options?: Fields) => {
      redemptions.push({ changes, options })
      return answer(400, { error: 'invalid_grant' })
    },
    tokenRequest: async (form: Fields, options?: Fields) => {
      forms.push({ form, options })
      return answer(400, { error: 'invalid_grant' })
    },
    send: async (_member: string, request: Fields) => {
      requests.push(request)
      return response(400, { error: 'invalid_request' })
    },
    ...more,
  }
  return { flow: flow as never, codes, redemptions, forms, requests }
}

const basicOf = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

describe('what is sent in another way is right but for the way', () => {
  it('by another method', async () => {
    const { flow, requests } = listening()
    for (const probe of byMethod) await probe.send(flow)
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'PUT'])
    expect(requests.every(({ headers }) => (headers as Fields).authorization === basicOf('Client:Secret'))).toBe(true)
    expect(requests[0]?.query).toContainEqual(['grant_type', 'refresh_token'])
    expect(requests[1]?.query).toContainEqual(['grant_type', 'authorization_code'])
    expect(requests[2]?.form).toContainEqual(['redirect_uri', login.redirectUri])
  })

  it.each(inJson)('$what', async (probe) => {
    const { flow, requests } = listening()
    await probe.send(flow)
    const members = { client_id: 'Client', client_secret: 'Secret', grant_type: 'authorization_code' }
    expect(JSON.parse(String(requests[0]?.body))).toMatchObject(members)
  })

  it('as another form', async () => {
    const { flow, requests } = listening()
    for (const probe of otherForms) await probe.send(flow)
    const [multipart, plain] = requests.map(({ body }) => String(body))
    expect(multipart).toContain('name="client_secret"\r\n\r\nSecret\r\n--')
    expect(multipart).toContain('name="grant_type"\r\n\r\nauthorization_code\r\n')
    expect(multipart).toMatch(/--\r\n$/)
    expect(new URLSearchParams(plain).get('client_secret')).toBe('Secret')
    expect(new URLSearchParams(plain).get('grant_type')).toBe('authorization_code')
  })

  it('with a good code in the query', async () => {
    const { flow, requests } = listening()
    await codeInQuery.send(flow)
    expect(Object.fromEntries(requests[0]?.query as [string, string][])).toMatchObject({
      code: 'Code',
      redirect_uri: login.redirectUri,
    })
    expect(Object.fromEntries(requests[0]?.form as [string, string][])).toEqual({
      grant_type: 'authorization_code',
      client_id: 'Client',
      client_secret: 'Secret',
    })
  })

  it('with credentials that are written otherwise', async () => {
    const { flow, forms } = listening()
    await percentEncodedBasic.send(flow)
    await lowerCaseScheme.send(flow)
    const headers = forms.map(({ options }) => (options?.headers as Fields | undefined)?.authorization)
    expect(headers).toEqual([
      basicOf('%43%6C%69%65%6E%74:%53%65%63%72%65%74'),
      basicOf('Client:Secret').replace('Basic', 'basic'),
    ])
  })

  it('with credentials twice', async () => {
    const { flow, forms } = listening()
    for (const probe of twoAuthentications) await probe.send(flow)
    expect(forms.every(({ options }) => options?.authentication === 'client_secret_basic')).toBe(true)
    const [same, otherSecret, otherClient] = forms.map(({ form }) => [form.client_id, form.client_secret])
    expect(same).toEqual(['Client', 'Secret'])
    expect(otherSecret).toEqual(['Client', expect.not.stringMatching(/^Secret$/)])
    expect(otherClient).toEqual(['another-client', expect.not.stringMatching(/^Secret$/)])
  })
})

describe('a redemption that is right but for one thing', () => {
  const sent = async (probes: readonly { send(flow: never): Promise<unknown> }[]) => {
    const { flow, codes, redemptions } = listening()
    for (const probe of probes) await probe.send(flow)
    return { codes, redemptions: redemptions.map(({ changes }) => changes) }
  }

  it('has a code that is nearly right', async () => {
    expect((await sent(nearCodes)).redemptions).toEqual([
      { code: 'code' },
      { code: 'CodeA' },
      { code: 'Cod' },
      { code: 'Code ' },
    ])
  })

  it('has a verifier that is nearly right, or one of a challenge that is', async () => {
    const { codes, redemptions } = await sent(wrongVerifier)
    const verifiers = redemptions.map(({ code_verifier: verifier }) => String(verifier))
    expect(new Set(verifiers).size).toBe(wrongVerifier.length)
    const challenges = codes.flatMap(({ changes }) =>
      changes.code_challenge === undefined ? [] : [String(changes.code_challenge)],
    )
    const [lower, half] = verifiers.slice(-2).map((verifier) => challengeOf(verifier))
    expect(challenges[0]).toBe(lower?.toLowerCase())
    expect(challenges[1]?.slice(0, 21)).toBe(half?.slice(0, 21))
    expect(challenges[1]).toHaveLength(43)
    expect(challenges[1]).not.toBe(half)
  })

  it('has a verifier of a wrong length, whose challenge fits', async () => {
    const { codes, redemptions } = await sent(verifierOfWrongLength)
    const verifiers = redemptions.map(({ code_verifier: verifier }) => String(verifier))
    expect(verifiers.map((verifier) => verifier.length)).toEqual([42, 129])
    expect(codes.map(({ changes }) => changes.code_challenge)).toEqual(verifiers.map(challengeOf))
  })

  it('has a good code, redirect_uri or verifier among two', async () => {
    const { redemptions } = await sent(repeatedWithGoodCode)
    expect(redemptions.slice(0, 4)).toEqual([
      { code: ['Code', 'another-code'] },
      { code: ['another-code', 'Code'] },
      { code: ['Code', 'Code'] },
      { redirect_uri: [login.redirectUri, 'https://other.example/callback'] },
    ])
    expect(redemptions[4]?.code_verifier).toHaveLength(2)
  })

  it('has a good refresh token among two', async () => {
    const { flow, forms } = listening({ redeem: async () => answer(200, { access_token: 'a', refresh_token: 'r' }) })
    for (const probe of repeatedWithGoodRefreshToken) await probe.send(flow)
    expect(forms.map(({ form }) => form.refresh_token)).toEqual([
      ['r', 'another-token'],
      ['another-token', 'r'],
    ])
  })

  it('goes to another address of the client, where it has one', async () => {
    const probesOf = (moreRedirectUris?: readonly string[]) =>
      anotherOfTheClient({
        flow: { login: () => ({ ...login, ...(moreRedirectUris && { moreRedirectUris }) }) },
      } as never)
    expect(probesOf()).toEqual([])
    expect((await sent(probesOf(['https://a.example', 'https://b.example']))).redemptions).toEqual([
      { redirect_uri: 'https://a.example' },
    ])
  })
})

describe('how often a probe is sent', () => {
  const reuse = { ...login, clientId: 'reuse' }
  const whats = (probes: readonly { what: string }[]) => probes.map(({ what }) => what.replace(/^a good code /, ''))

  it('is once for each way in a lab, and else the first alone', async () => {
    const inLab = withinBudget({ target: { lab: { reuse } } } as never, nearCodes.slice(0, 2))
    expect(whats(inLab)).toEqual([
      'in other letter case',
      'with a letter behind it',
      'in other letter case, by HTTP Basic',
      'with a letter behind it, by HTTP Basic',
      'in other letter case, of another client',
    ])
    expect(inLab.map(({ errors }) => errors.includes('invalid_client'))).toEqual([false, false, true, true, false])
    expect(withinBudget({ target: {} } as never, nearCodes)).toEqual(nearCodes.slice(0, 1))
    expect(alsoByBasic({ target: {} } as never, nearCodes)).toEqual(nearCodes)
    expect(alsoByBasic({ target: { lab: {} } } as never, nearCodes)).toHaveLength(2 * nearCodes.length)
  })

  it('is by Basic, or of another client that logs in anew', async () => {
    const { flow, codes, redemptions } = listening()
    for (const probe of withinBudget({ target: { lab: { reuse } } } as never, nearCodes.slice(0, 1)))
      await probe.send(flow)
    expect(redemptions.map(({ options }) => options)).toEqual([
      {},
      { authentication: 'client_secret_basic' },
      { login: reuse },
    ])
    expect(codes.map(({ options }) => options)).toEqual([
      undefined,
      undefined,
      { login: reuse, browser: 'a clean browser', visits: true },
    ])
  })

  it('is with no code where none came', () => {
    expect(codeIn({ arrival: { kind: 'page' } } as never)).toBe('')
    expect(codeIn({ arrival: { kind: 'callback', fields: [] } } as never)).toBe('')
  })
})

describe('right requests', () => {
  const tokens = answer(200, { access_token: 'a', token_type: 'Bearer' })

  it('are all tried in a lab, and what is refused is told', async () => {
    const uris = ['https://second.example', 'https://third.example']
    const { flow, codes, redemptions } = listening({
      login: () => ({ ...login, moreRedirectUris: uris }),
      redeemed: async () => ({ tokens }),
    })
    const outcome = await judgedAs('T-01', { flow, target: { lab: { reuse: login } } })
    const problems = (outcome as { readonly actual: readonly string[] }).actual
    expect(problems.filter((problem) => !problem.startsWith('a redemption'))).toEqual([
      'a second redemption: 400 invalid_grant',
      'a code_verifier of 128 characters: 400 invalid_grant',
      'a code_verifier with . _ ~ and -: 400 invalid_grant',
      'a form whose Content-Type names a charset: 400 invalid_grant',
      'another registered redirect_uri: 400 invalid_grant',
    ])
    const challenges = codes.map(({ changes }) => changes.code_challenge).filter((challenge) => challenge !== undefined)
    const verifiers = redemptions
      .map(({ changes }) => changes.code_verifier)
      .filter((verifier) => verifier !== undefined)
    expect(challenges).toEqual(verifiers.map((verifier) => challengeOf(String(verifier))))
    expect(verifiers[0]).toHaveLength(128)
    expect(verifiers[1]).toMatch(/^\._~-/)
    expect(codes.at(-1)?.changes).toEqual({ redirect_uri: 'https://second.example' })
  })

  it('are left alone elsewhere', async () => {
    const { flow, codes } = listening({ redeemed: async () => ({ tokens }) })
    expect((await judgedAs('T-01', { flow })).kind).toBe('pass')
    expect(codes).toEqual([])
  })

  it('may have parameters that nobody knows, and some without a value', async () => {
    const redeemed = async () => ({ tokens })
    for (const [target, unknown] of [
      [{}, { x_unknown_parameter: 'yes', 'x.unknown[]': '' }],
      [{ lab: {} }, { x_unknown_parameter: 'yes', 'x.unknown[]': '', scope: '' }],
    ]) {
      const { flow, redemptions } = listening({ redeemed })
      expect((await judgedAs('T-39', { flow, target: target as Fields })).kind).toBe('violation')
      expect(redemptions[0]?.changes).toEqual(unknown)
    }
  })
})

describe('codes that are old, or wanted by several', () => {
  const good = answer(200, { access_token: 'a' })
  const environment = { environment: {} }

  it.each([
    [{}, { lab: {} }, 600],
    [environment, { lab: {} }, 330],
  ])('T-34: %j: after %i seconds', async (context, target, seconds) => {
    const passed: number[] = []
    const { flow } = listening({ pass: async (given: number) => passed.push(given) })
    expect((await judgedAs('T-34', { flow, context, target })).kind).toBe('pass')
    expect(passed).toEqual([seconds])
    expect((await judgedAs('T-34', { flow, context })).kind).toBe('untested')
  })

  it.each([
    [1, 'pass'],
    [0, 'violation'],
    [2, 'violation'],
  ])('T-46: %i of eight redemptions succeed: %s', async (wins, kind) => {
    let left = wins
    const redeem = async () => (left-- > 0 ? good : answer(400, { error: 'invalid_grant' }))
    const { flow } = listening({ redeem, redeemed: async () => ({ tokens: good }) })
    expect((await judgedAs('T-46', { flow })).kind).toBe(kind)
  })

  it.each<[object, ReturnType<typeof answer>, string]>([
    [{ kind: 'page', purpose: 'error', response: response(400) }, good, 'inapplicable'],
    [{ kind: 'callback', fields: [['error', 'invalid_request']] }, good, 'inapplicable'],
    [{ kind: 'callback', fields: [['code', 'c']] }, good, 'violation'],
    [{ kind: 'callback', fields: [['code', 'c']] }, answer(400, { error: 'invalid_grant' }), 'pass'],
  ])('T-32: %j, %o: %s', async (arrival, redeemed, kind) => {
    const attempt = async () => ({ arrival, hops: [], request: prepareRequest(login) })
    expect((await judgedAs('T-32', { flow: listening({ attempt, redeem: async () => redeemed }).flow })).kind).toBe(
      kind,
    )
  })
})

describe('a secret that has to be encoded', () => {
  it('is written in few ways where no lab is', async () => {
    const { flow, forms } = listening()
    const { once: _once, ...more } = flow as Fields
    const once = { 'redeemed by HTTP Basic': { tokens: answer(200, { access_token: 'a' }) } }
    expect((await judgedAs('T-13', { once, flow: more })).kind).toBe('pass')
    expect(forms).toHaveLength(1)
  })

  it.each([
    [answer(200, { access_token: 'a' }), 'pass'],
    [answer(401, { error: 'invalid_client' }), 'violation'],
  ])('lets the client in, or T-13 says so: %#', async (answered, kind) => {
    const registered: unknown[] = []
    const lab = {
      registerClient: async (_like: unknown, credentials: object) => {
        registered.push(credentials)
        return { ...login, ...credentials }
      },
    }
    const { flow, codes } = listening({ lab: () => lab, redeem: async () => answered })
    const { once: _once, ...more } = flow as Fields
    const once = { 'redeemed by HTTP Basic': { tokens: answer(200, { access_token: 'a' }) } }
    const outcome = await judgedAs('T-13', { once, flow: more, target: { lab } })
    expect([outcome.kind, registered.length, codes.length]).toEqual([kind, 1, 1])
  })
})
