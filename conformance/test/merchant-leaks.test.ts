import { describe, expect, it } from 'vitest'
import { merchant } from '../src/checks/merchant/index.ts'
import type { Attempt, Hop } from '../src/flow/arrival.ts'
import type { Flow } from '../src/flow/flow.ts'
import { tokenAnswer } from '../src/flow/tokens.ts'
import {
  answer,
  contextOf,
  crash,
  elsewhere,
  json,
  jwt,
  outcomeOf,
  page,
  provider,
  refusal,
  response,
} from './support/fake-context.ts'

const vat = 'DK12345674'
const code = answer({ code: 'a code' })
const denied = answer({ error: 'login_required' })
const html = { 'content-type': 'text/html' }

describe('what is put into merchant_vat', () => {
  const outcome = (attempt: Attempt, plain: Attempt = refusal) =>
    outcomeOf(
      merchant,
      'M-17',
      contextOf({
        flow: {
          attempt: async ({ merchant_vat: put } = {}) => (put === "' OR '1'='1' -- qvx7conformance" ? attempt : plain),
        },
      }),
    )

  it.each([
    ['it stands in the page', page('<p>invalid_request: qvx7conformance</p>')],
    ['the template was worked out', page(`<p>invalid_request ${1337 * 7331}</p>`)],
    ['the template was worked out', page('<p>invalid_request</p>', { headers: { 'x-said': String(1337 * 7331) } })],
    ['accepted (callback in the fragment)', code],
    ['redirect to stranger.example', elsewhere],
    ['the server failed with status 500', crash],
    ['it stands in the header x-said', page('<p>invalid_request</p>', { headers: { 'x-said': 'qvx7%63onformance' } })],
    [
      'it stands in the header x-said',
      page('<p>invalid_request</p>', { headers: { 'x-said': '%zz qvx7conformance' } }),
    ],
    [
      'it stands in the header x-qvx7conformance',
      page('<p>invalid_request</p>', { headers: { 'x-qvx7conformance': '1' } }),
    ],
  ])('%s', async (effect, attempt) => {
    expect(await outcome(attempt)).toMatchObject({
      kind: 'violation',
      actual: [`merchant_vat "' OR '1'='1' -- qvx7conformance" alone: ${effect}`],
    })
  })

  it('has no effect where every value is refused', async () => {
    expect((await outcome(refusal)).kind).toBe('pass')
  })
})

describe('the VAT number', () => {
  interface Answers {
    readonly plain?: Attempt
    readonly fragment?: Attempt
    readonly refused?: Attempt
    readonly silent?: Attempt
    readonly token?: string
  }

  const outcome = ({ plain = code, fragment = code, refused = refusal, silent = denied, token = '' }: Answers) => {
    const attempt: Flow['attempt'] = async (changes = {}) => {
      if (changes.prompt === 'none') return silent
      if (changes.response_mode === 'fragment') return fragment
      return Object.keys(changes).length === 0 ? plain : refused
    }
    const tokenRequest = async () => tokenAnswer(json(400, { error: 'invalid_grant', error_description: token }))
    return outcomeOf(merchant, 'M-18', contextOf({ flow: { attempt, tokenRequest, browser: () => ({}) as never } }))
  }

  const shown = (headers: Readonly<Record<string, string>>, body = ''): Hop => ({
    request: { method: 'GET', url: `${provider}/account/login?ReturnUrl=merchant_vat%3D${vat}` },
    response: response(200, body, headers),
  })
  const referer = 'Referer of the page login: its address has it, and Referrer-Policy is'

  it.each<[string, Answers]>([
    ['the callback has it in scope', { plain: answer({ code: 'a', scope: `x ${vat}` }) }],
    ['the callback has it in scope', { plain: answer({ code: 'a', scope: '12345674' }) }],
    [
      'the ID token of the callback has it in sub',
      { plain: answer({ code: 'a', id_token: jwt({ sub: { a: vat } }) }) },
    ],
    ['in a fragment: the callback has it in x', { fragment: answer({ code: 'a', x: vat }) }],
    [
      'the error for a merchant_vat of nine digits tells it in the page',
      { refused: page(`<p>invalid_request</p><p>${vat}1</p>`) },
    ],
    [
      'the error for prompt=none without a session tells it in the callback',
      { silent: answer({ error: 'login_required', error_description: vat }) },
    ],
    ['the error of the token endpoint has it', { token: `Not for ${vat}` }],
    [`${referer} absent`, { plain: answer({ code: 'a' }, [shown(html)]) }],
    [
      `${referer} unsafe-url`,
      { plain: answer({ code: 'a' }, [shown({ ...html, 'referrer-policy': 'no-referrer, Unsafe-URL' })]) },
    ],
    [
      `${referer} unsafe-url`,
      {
        plain: answer({ code: 'a' }, [
          shown({ ...html, 'referrer-policy': 'no-referrer' }, '<meta name="referrer" content="unsafe-url">'),
        ]),
      },
    ],
  ])('%s', async (problem, answers) => {
    expect(await outcome(answers)).toMatchObject({ kind: 'violation', actual: expect.arrayContaining([problem]) })
  })

  it('in the address of a callback is told', async () => {
    const { arrival, ...attempt } = code
    const led = { ...attempt, arrival: { ...arrival, url: `https://shop.example/${vat}` } } as Attempt
    expect(await outcome({ plain: led })).toMatchObject({ actual: ['the address of the callback has it'] })
  })

  it('in the address of an error page is told where the page is not the first answer', async () => {
    const path = `/home/error?vat=${vat}1`
    const first = page('<p>invalid_request</p>', { path })
    expect((await outcome({ refused: first })).kind).toBe('pass')
    const led = page('<p>invalid_request</p>', { path, before: code.hops })
    expect(await outcome({ refused: led })).toMatchObject({
      actual: expect.arrayContaining([
        'the error for a merchant_vat of nine digits tells it in the address of the page',
      ]),
    })
  })

  it.each<[string, Answers]>([
    ['nowhere', {}],
    [
      'in the address of a page that keeps it',
      { plain: answer({ code: 'a' }, [shown({ ...html, 'referrer-policy': 'unsafe-url, same-origin' })]) },
    ],
    ['in the address of what is no page', { plain: answer({ code: 'a' }, [shown({ location: '/x' })]) }],
    [
      'on a page that asks for a login',
      { silent: page(`<form method="post"><input type="password"></form>${vat}`, { path: '/login' }) },
    ],
  ])('does no harm: %s', async (_where, answers) => {
    expect(await outcome(answers)).toMatchObject({ kind: 'pass' })
  })
})
