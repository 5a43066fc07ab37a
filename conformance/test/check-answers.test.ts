import { describe, expect, it } from 'vitest'
import { driftBetween } from '../src/checks/discovery/drift.ts'
import { OutcomeSignal } from '../src/checks/outcome.ts'
import { isRefusedWith, mustBeIssued, newest } from '../src/checks/refresh/refreshes.ts'
import { unlessDown } from '../src/checks/refresh/unless-down.ts'
import { leadsToStranger } from '../src/checks/security/leads-to.ts'
import { isUnreadable, refusalProblems, unlessBusy } from '../src/checks/token/probe.ts'
import { storageProblems } from '../src/checks/token/storage-problems.ts'
import type { Arrival } from '../src/flow/arrival.ts'
import { tokenAnswer } from '../src/flow/tokens.ts'
import type { HttpResponse } from '../src/subjects/http.ts'

function response(status: number, body = '', headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { status, headers: new Headers(headers), body: Buffer.from(body) }
}

const answer = (status: number, body: object = {}) => tokenAnswer(response(status, JSON.stringify(body)))

describe('answers of the token endpoint', () => {
  const probe = { what: 'a wrong code', errors: ['invalid_grant'] }

  it.each([
    [answer(400, { error: 'invalid_grant' }), [], false],
    [answer(400, { error: 'invalid_client' }), ['a wrong code: invalid_client'], false],
    [answer(400), ['a wrong code: 400 without an error code'], true],
    [answer(500), ['a wrong code: 500 without an error code'], false],
    [answer(399), ['a wrong code: 399 without an error code'], false],
    [answer(200, { access_token: 'a' }), ['a wrong code: 200 with an access token'], false],
    [answer(400, { access_token: 'a', error: 'invalid_grant' }), ['a wrong code: 400 with an access token'], false],
  ])('refuse in words that can be read, or not: %#', (given, problems, unreadable) => {
    expect(refusalProblems(probe, given)).toEqual(problems)
    expect(isUnreadable(given)).toBe(unreadable)
  })

  it.each([429, 502, 503, 504])('%i ends a check, as nothing is refused', (status) => {
    expect(() => unlessBusy(answer(status))).toThrow(OutcomeSignal)
    expect(() => unlessDown('revocation', response(status))).toThrow(OutcomeSignal)
  })

  it.each([200, 400, 500])('%i is an answer', (status) => {
    expect(unlessBusy(answer(status)).response.status).toBe(status)
    expect(unlessDown('revocation', response(status)).status).toBe(status)
  })

  it('bring tokens, or end what needs them', () => {
    expect(newest(answer(200, { refresh_token: 'new' }), 'old')).toBe('new')
    expect(newest(answer(200), 'old')).toBe('old')
    expect(() => mustBeIssued(answer(400, { error: 'invalid_grant' }))).toThrow(OutcomeSignal)
    expect(mustBeIssued(answer(200, { access_token: 'a' })).accessToken).toBe('a')
    expect(isRefusedWith(answer(400, { error: 'invalid_grant' }), 'invalid_grant')).toBe(true)
    expect(isRefusedWith(answer(400, { error: 'invalid_grant' }), 'invalid_client')).toBe(false)
  })

  it('are kept by no cache', () => {
    expect(storageProblems(new Headers({ 'cache-control': 'private, No-Store', pragma: 'no-cache' }))).toEqual([])
    expect(storageProblems(new Headers())).toEqual(['Cache-Control is absent', 'Pragma is absent'])
  })
})

describe('a document', () => {
  it('may gain members and values, and must lose none', () => {
    const before = { issuer: 'a', scopes: ['x', 'y'], gone: 1 }
    expect(driftBetween(before, before)).toEqual({ breaking: [], additive: [] })
    expect(driftBetween(before, { ...before, scopes: ['y', 'x'] })).toEqual({ breaking: [], additive: [] })
    expect(driftBetween(before, { ...before, scopes: ['x', 'z', 'y'], more: 1 })).toEqual({
      breaking: [],
      additive: ['more', 'scopes'],
    })
    expect(driftBetween(before, { issuer: 'b', scopes: ['x'] })).toEqual({
      breaking: ['issuer has changed', 'scopes has changed', 'gone is gone'],
      additive: [],
    })
  })
})

describe('answers that lead to a stranger', () => {
  const html = (text: string) => response(200, text, { 'content-type': 'text/html' })
  const led = (given: HttpResponse, arrival: object = { kind: 'page' }) =>
    leadsToStranger({ hops: [{ response: given }] as never, arrival: arrival as Arrival })

  it.each([
    [response(302, '', { location: 'https://conformance.example/x' }), 'a redirect to the host'],
    [response(302, '', { location: '/x' }), undefined],
    [response(200, '', { refresh: '0; url=https://conformance.example/' }), 'a Refresh header with the host'],
    [html('<a href="https://conformance.example/">x</a>'), 'a a element with the host'],
    [html('<meta content="0; url=https://conformance.example/">'), 'a meta element with the host'],
    [html('<form action="/x"></form>https://conformance.example/'), undefined],
    [response(200, '<a href="https://conformance.example/">', { 'content-type': 'text/plain' }), undefined],
  ])('%#: %s', (given, lead) => {
    expect(led(given)).toBe(lead)
  })

  it('are told by where they end', () => {
    const url = 'https://conformance.example/'
    expect(led(response(200), { kind: 'callback', url })).toBe('an answer to the host')
    expect(led(response(200), { kind: 'elsewhere', url })).toBe('a redirect to the host')
    expect(led(response(200), { kind: 'elsewhere', url: 'https://a.example/' })).toBeUndefined()
  })
})
