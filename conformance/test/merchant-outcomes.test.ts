import { describe, expect, it } from 'vitest'
import { completed, isRefusedInOrder } from '../src/checks/merchant/granted.ts'
import { merchant } from '../src/checks/merchant/index.ts'
import { OutcomeSignal } from '../src/checks/outcome.ts'
import type { Attempt } from '../src/flow/arrival.ts'
import type { Changes } from '../src/flow/authorization-request.ts'
import type { Flow } from '../src/flow/flow.ts'
import { tokenAnswer } from '../src/flow/tokens.ts'
import type { HttpResponse } from '../src/subjects/http.ts'
import {
  answer,
  contextOf,
  crash,
  elsewhere,
  json,
  jwt,
  login,
  outcomeOf,
  page,
  refusal,
  response,
} from './support/fake-context.ts'

const own = { merchant_vat: 'DK12345674', merchant_id: 'A-1' }
const others = { merchant_vat: 'DK87654321', merchant_id: 'B-2' }
const code = answer({ code: 'a code' })
const tokens = (claims: object, more: object = {}) =>
  tokenAnswer(json(200, { access_token: jwt(claims), refresh_token: 'r', ...more }))
const me = (id: string) => json(200, { MerchantId: id })

/** A provider that answers every request alike. */
function provider(attempt: Attempt, claims: object, api: HttpResponse, more: Partial<Flow> = {}) {
  const flow: Partial<Flow> = {
    attempt: async () => attempt,
    redeem: async () => tokens(claims),
    api: async () => api,
    ...more,
  }
  return contextOf({ flow, target: { apiUrl: 'https://api.example/v1/merchants/me' } })
}

describe('without merchant_vat', () => {
  it.each([
    ['tokens for the only merchant', provider(code, own, me('a-1')), 'pass'],
    ['tokens without a merchant', provider(code, {}, response(403)), 'pass'],
    [
      'tokens, but merchant_vat of the access token is another merchant’s',
      provider(code, others, me('B-2')),
      'violation',
    ],
  ])('%s: %#', async (told, context, kind) => {
    expect(await outcomeOf(merchant, 'M-03', context)).toMatchObject({ kind, actual: `without merchant_vat: ${told}` })
  })
})

describe('what became of a request', () => {
  it('is in good order where it was refused without a crash', () => {
    const told = [
      refusal,
      answer({ error: 'access_denied' }),
      crash,
      elsewhere,
      code,
      page('<h1>Welcome</h1>', { path: '/x' }),
    ]
    expect(told.map((attempt) => isRefusedInOrder({ attempt }))).toEqual([true, true, false, false, false, false])
  })

  it.each([
    ['a callback without a code', answer({ state: 'x' }), false],
    ['a callback with a code', code, true],
    ['a callback with an error', answer({ error: 'access_denied' }), true],
    ['a page with an error', refusal, true],
    ['a server error', crash, true],
    ['an error page without a code', page('<h1>Argh</h1>'), true],
    ['a page that was not found', page('<h1>Argh</h1>', { status: 404 }), false],
    ['a page with status 400 and no code', page('<h1>Argh</h1>', { status: 400 }), false],
    ['another page', page('<h1>Welcome</h1>', { path: '/x' }), false],
    ['a stranger', elsewhere, true],
  ])('tells of the merchant, or of the login: %s', (_what, attempt, tells) => {
    if (tells) expect(completed(attempt)).toBe(attempt)
    else expect(() => completed(attempt)).toThrow(OutcomeSignal)
  })

  it.each([
    [
      'a refused code',
      provider(code, own, me('A-1'), { redeem: async () => tokenAnswer(json(400, { error: 'invalid_grant' })) }),
      /T-01/,
    ],
    [
      'an answer with no access token',
      provider(code, own, me('A-1'), { redeem: async () => tokenAnswer(json(200, {})) }),
      /T-01/,
    ],
    [
      'an access token that a refusal brings',
      provider(code, own, me('A-1'), { redeem: async () => tokenAnswer(json(400, { access_token: 'x' })) }),
      /T-01/,
    ],
    ['an API that refuses a token without claims', provider(code, {}, response(401)), /answers 401/],
  ])('is not judged: %s', async (_what, context, reason) => {
    expect(await outcomeOf(merchant, 'M-03', context)).toMatchObject({
      kind: 'skip',
      reason: expect.stringMatching(reason),
    })
  })

  it('is not judged where neither token nor API can be read, or nobody has a number', async () => {
    const silent = contextOf({ flow: { attempt: async () => code, redeem: async () => tokens({}) } })
    expect(await outcomeOf(merchant, 'M-03', silent)).toMatchObject({
      kind: 'untested',
      reason: expect.stringContaining('cannot be read'),
    })
    const { merchantVat: _none, ...nobody } = login
    const numberless = contextOf({ flow: { login: () => ({ ...nobody, merchantVat: undefined }) } })
    expect((await outcomeOf(merchant, 'M-03', numberless)).kind).toBe('untested')
  })

  it('is a refusal of the merchant only where another request comes to another end', async () => {
    const always = contextOf({ flow: { attempt: async () => refusal } })
    expect((await outcomeOf(merchant, 'M-12', always)).kind).toBe('skip')
    const attempt = async (changes: Changes = {}) => (changes.merchant_vat === undefined ? code : refusal)
    const alone = contextOf({ flow: { attempt } })
    expect(await outcomeOf(merchant, 'M-12', alone)).toMatchObject({ kind: 'violation' })
    const other = async (changes: Changes = {}) =>
      changes.merchant_vat === undefined ? page('<p>invalid_scope</p>') : refusal
    expect(await outcomeOf(merchant, 'M-12', contextOf({ flow: { attempt: other } }))).toMatchObject({
      kind: 'violation',
    })
  })
})

describe('several merchants', () => {
  const severalMerchants = { ...login, otherVat: others.merchant_vat }
  const several = (attempt: Attempt, claims: object, api: HttpResponse) => {
    const lab = { severalMerchants } as never
    return provider(attempt, claims, api, { lab: () => lab })
  }
  /** Tokens for one merchant and for the other, by turns; `merchants/me` tells the given ids, and all else answers `elsewhere`. */
  const twoMerchants = (ids: readonly string[], elsewhere: HttpResponse) => {
    const context = several(code, own, me('A-1'))
    const grants = [own, others]
    let redeemed = 0
    const flow: Partial<Flow> = {
      ...context.flow,
      browser: () => ({}) as never,
      redeem: async () => tokens(grants[redeemed++ % 2] ?? {}),
      api: async (token, { url = '' } = {}) => (url === '' ? me(ids[token === jwt(own) ? 0 : 1] ?? '') : elsewhere),
    }
    return { ...context, flow: flow as Flow }
  }
  const picker =
    '<form method="post"><input type="radio" name="m" value="1"><button type="submit" value="x">Go</button></form>'
  const asked = page(picker, { path: '/merchant' }).hops

  it.each([
    ['nobody is asked', several(code, own, me('A-1')), 'tokens for a merchant that nobody chose'],
    ['another is taken', several(answer({ code: 'a' }, asked), others, me('B-2')), 'another merchant than was chosen'],
  ])('%s', async (_what, context, problem) => {
    expect(await outcomeOf(merchant, 'M-04', context)).toMatchObject({
      actual: expect.arrayContaining([expect.stringContaining(problem)]),
    })
  })

  it('tokens without a merchant will do', async () => {
    expect((await outcomeOf(merchant, 'M-04', several(code, {}, response(403)))).kind).toBe('pass')
  })

  it.each([
    ['another user’s data is answered', 200, 'violation'],
    ['a redirect is no refusal', 399, 'violation'],
    ['a wrong request is refused', 400, 'pass'],
  ])('%s', async (_what, status, kind) => {
    const flow = twoMerchants(['A-1', 'B-2'], response(status))
    expect(await outcomeOf(merchant, 'M-15', flow)).toMatchObject({ kind })
  })

  it.each([
    [
      'alike',
      ['A-1', 'A-1'],
      [
        'merchants/me tells the same merchant for the tokens of two',
        'merchants/me tells another merchant than merchant_id of the token',
      ],
    ],
    [
      'otherwise than its tokens',
      ['A-1', 'C-3'],
      ['merchants/me tells another merchant than merchant_id of the token'],
    ],
  ])('may be told %s', async (_how, ids, actual) => {
    expect(await outcomeOf(merchant, 'M-15', twoMerchants(ids, response(404)))).toMatchObject({
      kind: 'violation',
      actual,
    })
  })

  it('are not told apart by an API that tells none', async () => {
    const context = several(code, own, response(403))
    const flow = { ...context.flow, browser: () => ({}) as never }
    expect(await outcomeOf(merchant, 'M-15', { ...context, flow })).toMatchObject({ kind: 'skip' })
  })
})

describe('a refresh', () => {
  it('is not judged where there is no refresh token', async () => {
    const redeem = async () => tokenAnswer(json(200, { access_token: jwt(own) }))
    expect(await outcomeOf(merchant, 'M-14', provider(code, own, me('A-1'), { redeem }))).toMatchObject({
      kind: 'skip',
      reason: expect.stringContaining('T-09'),
    })
  })

  it('goes on with the token before where it brings none, and stays with the merchant', async () => {
    const used: string[] = []
    const refresh: Flow['refresh'] = async (token) => {
      used.push(token)
      return tokenAnswer(json(200, { access_token: jwt(own), ...(used.length === 1 && { refresh_token: 'r2' }) }))
    }
    const outcome = await outcomeOf(merchant, 'M-14', provider(code, own, me('A-1'), { refresh }))
    expect(outcome.kind).toBe('pass')
    expect(used).toEqual(['r', 'r2'])
  })
})

describe('a country in lower case', () => {
  it.each([
    ['taken, for that merchant', own],
    ['taken, for another merchant', others],
  ])('is %s', async (told, claims) => {
    expect(await outcomeOf(merchant, 'M-05', provider(code, claims, me(claims.merchant_id)))).toMatchObject({
      kind: 'violation',
      actual: [`dk before the digits: ${told}`, `Dk before the digits: ${told}`],
    })
  })

  it('may be refused', async () => {
    expect((await outcomeOf(merchant, 'M-05', provider(refusal, own, me('A-1')))).kind).toBe('pass')
  })
})

describe('numbers that are refused', () => {
  it('are asked for once where there is no mock, and by every way where there is', async () => {
    const asked: unknown[] = []
    const attempt: Flow['attempt'] = async (changes = {}) => {
      asked.push(changes.merchant_vat)
      return refusal
    }
    await outcomeOf(merchant, 'M-11', contextOf({ flow: { attempt } }))
    expect(asked.length).toBe(new Set(asked).size)
  })

  it('are told of by what became of them', async () => {
    const attempt: Flow['attempt'] = async ({ merchant_vat: vat } = {}) =>
      vat === 'DK1' ? crash : vat === 'DK' ? code : refusal
    expect(await outcomeOf(merchant, 'M-07', contextOf({ flow: { attempt } }))).toMatchObject({
      kind: 'violation',
      actual: ['no digits: accepted (callback in the fragment)', 'one digit: the server failed with status 500'],
    })
  })
})
