import { describe, expect, it } from 'vitest'
import { type Attempt, countRequests } from '../src/hostile/attempt.ts'
import { accepted, type HostileRow, rejected, type Scenario, scenarios, unmet } from '../src/hostile/hostile-row.ts'
import { judgeAttempt } from '../src/hostile/judge-attempt.ts'
import type { ClientEndpoint, ClientExchange } from '../src/subjects/client-exchange.ts'

const sent = (...endpoints: readonly ClientEndpoint[]) =>
  endpoints.map((endpoint, id): ClientExchange => {
    const [method, url, body] = ['POST', 'https://mock.example/', '']
    const common = { headers: [], form: new URLSearchParams(), merchantId: undefined, response: undefined }
    return { id, endpoint, method, url, body, startedAt: 0, ...common }
  })

const hostile: HostileRow = {
  fault: 'front-id-token-iss-wrong',
  scenario: 'consent',
  expect: rejected('wrong', { claim: 'iss' }),
}
const harmless: HostileRow = { ...hostile, expect: accepted('it is ignored', 'noticed') }
const elsewhere: HostileRow = { ...hostile, expect: unmet('only others send it') }

/** A refusal of the callback for the true reason, without a trace. */
const refusal: Attempt = {
  reached: 'callback',
  reply: { outcome: 'rejected', code: 'wrong', details: { claim: 'iss', more: 1 } },
  connected: undefined,
  requests: [],
  afterwards: [],
  stored: [],
  fired: true,
}

const connected = { outcome: 'connected', merchantId: 'm', warnings: ['noticed'] } as const
const success: Attempt = { ...refusal, reached: 'done', reply: { outcome: 'answered', status: 200 }, connected }

function verdictOf(row: HostileRow, attempt: Partial<Attempt>, speaksOurCodes = true) {
  const { verdict, isRight } = judgeAttempt(row, { ...refusal, ...attempt }, speaksOurCodes)
  return isRight ? `right: ${verdict}` : verdict
}

describe('what a client did about a hostile thing', () => {
  it.each<readonly [string, string, Partial<Attempt>]>([
    ['right: rejected', 'refused for the true reason', {}],
    ['wrongly-accepted', 'taken', success],
    [
      'wrong-reason',
      'refused with another code',
      { reply: { outcome: 'rejected', code: 'other', details: { claim: 'iss' } } },
    ],
    ['wrong-reason', 'refused without a code', { reply: { outcome: 'rejected', details: { claim: 'iss' } } }],
    [
      'wrong-reason',
      'refused for another claim',
      { reply: { outcome: 'rejected', code: 'wrong', details: { claim: 'aud' } } },
    ],
    ['wrong-reason', 'refused without details', { reply: { outcome: 'rejected', code: 'wrong' } }],
    ['later-request', 'refused after the code was redeemed', { requests: sent('token') }],
    ['later-request', 'refused, and the API called all the same', { afterwards: sent('api') }],
    ['later-request', 'refused, and a token asked for all the same', { afterwards: sent('token') }],
    [
      'right: rejected',
      'refused, and keys looked for',
      { requests: sent('jwks', 'discovery'), afterwards: sent('jwks') },
    ],
    ['stored', 'refused, and a connection kept', { stored: ['m'] }],
    ['stored', 'a document refused, and a connection kept', { reached: 'configure', stored: ['m'] }],
    ['right: rejected', 'a refresh refused, and the connection kept', { reached: 'refresh', stored: ['m'] }],
    ['not-met', 'refused, though nothing was done', { fired: false }],
    ['not-reached', 'nothing came back from the browser', { reached: 'browser' }],
  ])('is %s: %s', (verdict, _, attempt) => {
    expect(verdictOf(hostile, attempt)).toBe(verdict)
  })

  it.each<readonly [string, string, Partial<Attempt>]>([
    ['right: accepted', 'taken, and told of', success],
    ['warning-missing', 'taken without a word', { ...success, connected: { ...connected, warnings: [] } }],
    ['wrongly-rejected', 'refused', {}],
    ['wrongly-rejected', 'the API refused it', { ...success, reply: { outcome: 'answered', status: 400 } }],
    ['not-met', 'taken, though nothing was done', { ...success, fired: false }],
  ])('is %s where it is harmless: %s', (verdict, _, attempt) => {
    expect(verdictOf(harmless, attempt)).toBe(verdict)
  })

  it.each<readonly [string, string, Partial<Attempt>]>([
    ['right: unmet', 'never met', { ...success, fired: false }],
    ['not-met', 'met', success],
    ['not-met', 'refused without having met it', { fired: false }],
  ])('is %s where only others meet it: %s', (verdict, _, attempt) => {
    expect(verdictOf(elsewhere, attempt)).toBe(verdict)
  })

  it('asks a client of another vocabulary for no reason and no warning', () => {
    expect(verdictOf(hostile, { reply: { outcome: 'rejected', code: 'other' } }, false)).toBe('right: rejected')
    expect(verdictOf(hostile, { reply: { outcome: 'rejected' }, requests: sent('token') }, false)).toBe('later-request')
    expect(verdictOf(harmless, { ...success, connected: { ...connected, warnings: [] } }, false)).toBe(
      'right: accepted',
    )
  })

  it('counts no requests where the thing is harmless', () => {
    const attempt = { ...success, fired: true, requests: sent('token', 'token', 'api', 'api') }
    expect(judgeAttempt(harmless, attempt, true)).toMatchObject({ laterRequests: 0, isRight: true })
  })

  const needed: Readonly<Record<Scenario, readonly [number, number]>> = {
    discover: [0, 0],
    consent: [0, 0],
    denied: [0, 0],
    redeem: [1, 0],
    refresh: [1, 0],
    call: [0, 1],
  }

  it.each(scenarios)('counts requests beyond those that are needed to meet it: %s', (scenario) => {
    const [token, api] = needed[scenario]
    const count = (tokens: number, apis: number) => {
      const requests = [...sent(...Array(tokens).fill('token')), ...sent(...Array(apis).fill('merchants-me'))]
      return judgeAttempt({ ...hostile, scenario }, { ...refusal, requests }, true).laterRequests
    }
    expect([count(0, 0), count(token, api)]).toEqual([0, 0])
    expect([count(token + 2, api), count(token, api + 3), count(token + 1, api + 1)]).toEqual([2, 3, 2])
  })

  it('allows what the row allows, and nothing after the refusal', () => {
    const row = { ...hostile, scenario: 'call', requests: { api: 4 } } as const
    const count = (attempt: Partial<Attempt>) => judgeAttempt(row, { ...refusal, ...attempt }, true).laterRequests
    expect(count({ requests: sent('api', 'api', 'api', 'api') })).toBe(0)
    expect(count({ requests: sent('api', 'token') })).toBe(1)
    expect(count({ afterwards: sent('token', 'api', 'merchants-me') })).toBe(3)
  })
})

describe('what is told of it', () => {
  const gotOf = (attempt: Partial<Attempt>) => judgeAttempt(hostile, { ...refusal, ...attempt }, true).got

  it('names where the client stopped, with what code and what details', () => {
    const details = { claim: 'iss', more: 1 }
    expect(gotOf({})).toEqual({ reached: 'callback', outcome: 'rejected', code: 'wrong', details, warnings: [] })
  })

  it('leaves out what the client does not say', () => {
    expect(gotOf({ reply: { outcome: 'rejected' } })).toEqual({
      reached: 'callback',
      outcome: 'rejected',
      warnings: [],
    })
  })

  it.each<readonly [string, Partial<Attempt>]>([
    ['accepted', success],
    ['accepted', { ...success, reply: { outcome: 'answered', status: 399 } }],
    ['rejected', { ...success, reply: { outcome: 'answered', status: 400 } }],
    ['nothing', { reached: 'browser', reply: undefined }],
    ['unsupported', { reached: 'refresh', reply: { outcome: 'unsupported', reason: '' } }],
    ['connected', { reached: 'callback', reply: connected }],
  ])('is %s for %j', (outcome, attempt) => {
    expect(gotOf(attempt).outcome).toBe(outcome)
  })

  it('has the warnings of the connection', () => {
    expect(gotOf(success).warnings).toEqual(['noticed'])
  })
})

describe('requests', () => {
  it('are counted to the token endpoint and to the API, and nowhere else', () => {
    const requests = sent('token', 'merchants-me', 'api', 'jwks', 'discovery', 'revocation')
    expect(countRequests(requests)).toEqual({ token: 1, api: 2 })
  })
})
