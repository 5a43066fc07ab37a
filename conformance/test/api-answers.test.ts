import { describe, expect, it } from 'vitest'
import { api } from '../src/checks/api/index.ts'
import type { Flow } from '../src/flow/flow.ts'
import { type HttpResponse, TransportError } from '../src/subjects/http.ts'
import { apiUrl, outcome } from './support/fake-api.ts'
import { contextOf, json, outcomeOf, response } from './support/fake-context.ts'

describe('errors of the API', () => {
  const seen = (...answers: readonly (readonly [string, HttpResponse])[]) => ({
    seen: () =>
      answers.map(([url, answered], index) => ({
        id: String(index),
        request: { method: 'GET', url },
        response: answered,
      })),
  })
  const other = 'https://api.example/merchant-authentication-openidconnect/connect/token'
  const envelope = { correlation_id: 'c', error: 'InputError', error_code: '1', error_description: 'd' }

  it.each<[string, string, HttpResponse, readonly string[]]>([
    ['an error object', apiUrl, json(400, envelope), []],
    [
      'another object',
      apiUrl,
      json(400, { ...envelope, error: 'other' }),
      ['the body of 400: error must be equal to one of'],
    ],
    ['a page', apiUrl, response(404, '<h1>Gone</h1>'), ['the body of 404 is no JSON object']],
    ['nothing, for 400', apiUrl, response(400), ['400 has no body']],
    ['nothing, for 409', apiUrl, response(409), ['409 has no body']],
    ['nothing, for 404', apiUrl, response(404), []],
    ['an answer that is no error', apiUrl, json(399, {}), []],
    ['the error of another endpoint of the host', other, json(400, { error: 'invalid_grant' }), []],
  ])('%s', async (_what, url, answered, problems) => {
    const told = await outcome('P-14', { more: seen([url, answered]) })
    expect(told.kind).toBe(problems.length === 0 ? 'pass' : 'violation')
    for (const problem of problems) expect(JSON.stringify(told)).toContain(problem)
  })

  it.each([
    ['5', 'info'],
    ['Fri, 27 Nov 2026 07:00:00 GMT', 'info'],
    ['soon', 'violation'],
    ['', 'violation'],
    ['-5', 'violation'],
  ])('say when to come again: %s', async (when, kind) => {
    const busy = response(429, '', { 'retry-after': when })
    expect(await outcome('P-20', { more: seen([apiUrl, busy]) })).toMatchObject({ kind })
  })

  it('say when to come again, and of other endpoints P-20 knows nothing', async () => {
    expect(await outcome('P-20', { more: seen([apiUrl, response(429)]) })).toMatchObject({
      actual: ['1 answers with 429 have no Retry-After with seconds or a date'],
    })
    expect(await outcome('P-20', { more: seen([other, response(429)]) })).toMatchObject({ kind: 'pass' })
  })
})

describe('a CorrelationId', () => {
  it.each([
    ['an answer', 200],
    ['a refusal', 401],
  ])('of %s is the one that was sent', async (what, status) => {
    const named = (code: number) =>
      code === status ? response(code, '{"correlation_id":"other"}') : response(code, '{}')
    const parts = { accepted: () => named(200), refusal: () => named(401) }
    expect(await outcome('P-13', parts)).toMatchObject({ actual: [`${what} names another CorrelationId`] })
    const silent = { accepted: () => response(200, '{}'), refusal: () => response(401) }
    expect(await outcome('P-13', silent)).toMatchObject({ kind: 'pass' })
  })
})

describe('plain http', () => {
  it.each([
    ['http://localhost:4010/api', 'inapplicable', 'plain http on this machine'],
    ['https://localhost:4010/api', 'inapplicable', 'port 80'],
    ['https://api.example:8443/api', 'violation', ''],
    ['https://localhost/api', 'violation', ''],
  ])('at %s: %s', async (url, kind, reason) => {
    const told = await outcomeOf(api, 'P-19', contextOf({ target: { apiUrl: url }, send: async () => response(200) }))
    expect(told).toMatchObject({ kind })
    expect('reason' in told ? told.reason : '').toContain(reason)
  })

  it('is no way where nobody is there', async () => {
    const gone = async () => {
      throw new TransportError('refused')
    }
    const context = contextOf({ target: { apiUrl }, send: gone, discoveryResponse: async () => response(200) })
    expect(await outcomeOf(api, 'P-19', context)).toMatchObject({
      kind: 'pass',
      actual: 'plain http at the API is refused',
    })
  })
})

describe('a subject without an API', () => {
  it('spends no code for a scope that nobody asks for', async () => {
    let codes = 0
    const happyAnew: Flow['happyAnew'] = async () => {
      codes += 1
      throw new Error('A code was spent.')
    }
    expect(await outcomeOf(api, 'P-09', contextOf({ flow: { happyAnew } }))).toMatchObject({ kind: 'inapplicable' })
    expect(codes).toBe(0)
  })
})
