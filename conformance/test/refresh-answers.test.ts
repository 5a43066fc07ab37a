import { describe, expect, it } from 'vitest'
import { halfHash } from '../src/checks/id-token/half-hash.ts'
import { OutcomeSignal } from '../src/checks/outcome.ts'
import { answerProblems } from '../src/checks/refresh/answer-problems.ts'
import { atHashProblems, untestableHash } from '../src/checks/refresh/at-hash.ts'
import { grantedScopes, scopeChange } from '../src/checks/refresh/granted-scopes.ts'
import { deadProblems, livingProblems, tamperedWith, unsigned } from '../src/checks/refresh/introspection-answers.ts'
import { successorOf } from '../src/checks/refresh/replayed.ts'
import { signatureProblems } from '../src/checks/refresh/signature-problems.ts'
import { inspectJwt } from '../src/flow/tokens.ts'
import { answer, jwt, response } from './support/told.ts'

const times = { nbf: 1000, iat: 1000, exp: 1300 }
const right = {
  access_token: jwt({ ...times, scope: ['a', 'b'] }),
  token_type: 'Bearer',
  expires_in: 300,
  scope: 'a b',
}
const before = answer(200, right)
const refreshed = (members: object) => answer(200, { ...right, ...members })

describe('the answer to a refresh', () => {
  it.each([
    [{}, []],
    [{ token_type: 'bearer' }, []],
    [{ token_type: 'mac' }, ['token_type is not Bearer']],
    [{ token_type: undefined }, ['token_type is not Bearer']],
    [{ error: 'invalid_grant' }, ['error stands beside the tokens']],
    [{ expires_in: undefined }, []],
    [{ expires_in: 1.5 }, ['expires_in is no positive whole number', 'expires_in is not the life of the access token']],
    [{ expires_in: 0 }, ['expires_in is no positive whole number', 'expires_in is not the life of the access token']],
    [{ expires_in: '300' }, ['expires_in is no positive whole number']],
    [{ expires_in: 1 }, ['expires_in is not the life of the access token']],
    [{ scope: 'a b c' }, ['scope has c, which was not granted']],
    [{ scope: 'b' }, ['scope lacks a, which was granted']],
    [{ scope: undefined }, []],
    [{ access_token: jwt({ ...times, scope: ['a', 'b', 'c'] }) }, ['scope has c, which was not granted']],
    [{ access_token: 7 }, ['the status is 200: access_token is no string']],
  ])('%j: %j', (members, problems) => {
    expect(answerProblems(refreshed(members), before, true)).toEqual(problems)
  })

  it.each([
    [answer(400, { error: 'invalid_grant' }), ['the status is 400: error invalid_grant']],
    [answer(400), ['the status is 400: error without a code']],
    [answer(200, 'no JSON'), ['the status is 200, the body no JSON object']],
    [answer(200, []), ['the status is 200, the body no JSON object']],
  ])('without tokens: %#', (given, problems) => {
    expect(answerProblems(given, before, true)).toEqual(problems)
  })

  it('is not blamed for what every answer has', () => {
    const odd = { token_type: 'mac', error: 'odd', expires_in: 'soon' }
    expect(answerProblems(refreshed(odd), refreshed(odd), true)).toEqual([])
  })

  it.each([
    [{ ...times, exp: 1600 }, 'exp of the access token is 600 seconds after nbf or iat'],
    [{ nbf: 1000, exp: 1600 }, 'exp of the access token is 600 seconds after nbf or iat'],
    [{ nbf: 1000, iat: 1000 }, 'exp of the access token is not seconds after nbf or iat'],
    [{ exp: 1300 }, 'exp of the access token is not seconds after nbf or iat'],
    [{ iat: 1000, exp: '1300' }, 'exp of the access token is not seconds after nbf or iat'],
    [{ nbf: 900, iat: 1000, exp: 1300 }, undefined],
  ])('an access token with %j lives as before, where that is known', (claims, problem) => {
    const access_token = jwt({ ...claims, scope: ['a', 'b'] })
    const found = answerProblems(refreshed({ access_token, expires_in: undefined }), before, true)
    expect(found).toEqual(problem === undefined ? [] : [problem])
    expect(answerProblems(refreshed({ access_token, expires_in: undefined }), before, false)).toEqual([])
  })

  it.each([
    [297, false],
    [298, true],
    [299, true],
    [302, true],
    [303, false],
  ])('expires_in of %d, where the token lives 300 seconds, is right: %s', (expires_in, isRight) => {
    const found = answerProblems(refreshed({ expires_in }), before, false)
    expect(found).toEqual(isRight ? [] : ['expires_in is not the life of the access token'])
  })

  it('tells another life than before only where it told the right one', () => {
    const untrue = refreshed({ expires_in: 3600 })
    expect(answerProblems(untrue, before, false)).toEqual(['expires_in is not the life of the access token'])
    expect(answerProblems(untrue, untrue, false)).toEqual([])
    expect(answerProblems(untrue, refreshed({ access_token: 'opaque' }), false)).toEqual([
      'expires_in is not the life of the access token',
    ])
  })
})

describe('scopes', () => {
  it.each([
    [{ scope: 'a b' }, { scope: 'b a' }, [], []],
    [{ scope: 'a b' }, {}, [], []],
    [{}, { scope: 'a' }, ['a'], []],
    [{ scope: 'a', access_token: jwt({ scope: ['a', 'b'] }) }, { access_token: jwt({ scope: 'a  b' }) }, [], []],
    [{ access_token: jwt({ scope: ['a', 'b'] }) }, { scope: 'a' }, [], ['b']],
    [{ scope: 'a' }, { scope: 'b', access_token: jwt({ scope: ['b'] }) }, ['b'], ['a']],
  ])('of %j, then of %j: added %j, lost %j', (first, then, added, lost) => {
    expect(scopeChange(answer(200, first), answer(200, then))).toEqual({ added, lost })
  })

  it('are told by the answer, by its token, or not at all', () => {
    expect(grantedScopes(answer(200, { scope: 'a b', access_token: jwt({ scope: ['a'] }) }))).toEqual([
      ['a', 'b'],
      ['a'],
    ])
    expect(grantedScopes(answer(200, { access_token: jwt({ scope: ['a'] }) }))).toEqual([['a']])
    expect(grantedScopes(answer(200, {}))).toEqual([])
  })
})

describe('at_hash', () => {
  const of = (claims: object, alg = 'RS256') => inspectJwt(jwt(claims, { alg }))
  const hash = halfHash('token', 'sha256')
  const wrong = ['at_hash is not that of the access token in the same answer']

  it.each([
    [of({ at_hash: hash }), [], undefined],
    [of({ at_hash: 'another' }), wrong, undefined],
    [of({}), [], 'The ID token of the refresh has no at_hash, which is optional there.'],
    [of({ at_hash: 'another' }, 'XY9'), [], 'It is not known which hash goes with alg XY9.'],
  ])('%#', (idToken, problems, reason) => {
    expect(atHashProblems(idToken, 'token')).toEqual(problems)
    expect(untestableHash(idToken)).toBe(reason)
  })
})

describe('what introspection tells', () => {
  const claims = {
    iss: 'https://a.example',
    sub: 'anna',
    client_id: 'client',
    exp: 2000,
    iat: 1000,
    nbf: 1000,
    jti: 'j',
    scope: ['a', 'b'],
  }
  const token = jwt(claims)
  const told = { active: true, ...claims, scope: 'a', token_type: 'Bearer' }
  const living = (members: object, of = token) => livingProblems(response(200, { ...told, ...members }), of, 'client')

  it.each([
    [{}, []],
    [{ scope: undefined, sub: undefined, exp: undefined, client_id: undefined }, []],
    [{ active: 'true' }, ['a living access token: status 200, active "true"']],
    [{ active: undefined }, ['a living access token: status 200, active is missing']],
    [{ client_id: 'another' }, ['client_id is not that of the token']],
    [{ sub: 'bo' }, ['sub is not that of the token']],
    [{ iss: 'https://b.example' }, ['iss is not that of the token']],
    [{ exp: 2001 }, ['exp is not that of the token']],
    [{ iat: 1001 }, ['iat is not that of the token']],
    [{ nbf: 1001 }, ['nbf is not that of the token']],
    [{ jti: 'k' }, ['jti is not that of the token']],
    [{ scope: 'a c' }, ['scope has c, which the token has not']],
    [{ scope: '' }, []],
    [{ scope: ['a'] }, ['scope is no string']],
    [{ username: 7 }, ['username is no string']],
    [{ exp: '2000' }, ['exp is no number', 'exp is not that of the token']],
  ])('of a living token: %j', (members, problems) => {
    expect(living(members)).toEqual(problems)
  })

  it('is held against the client alone where the token is opaque', () => {
    expect(living({}, 'opaque')).toEqual([])
    expect(living({ client_id: 'another' }, 'opaque')).toEqual(['client_id is not that of the token'])
    expect(living({ scope: 'a b c' }, jwt({ ...claims, scope: 'a b c' }))).toEqual([])
  })

  it('may be kept by nobody, and comes with 200', () => {
    const kept = response(200, told, { 'cache-control': 'public, max-age=60' })
    expect(livingProblems(kept, token, 'client')).toContain('a living access token: Cache-Control has public')
    expect(livingProblems(response(201, told), token, 'client')).toEqual([
      'a living access token: status 201, active true',
    ])
  })

  it.each([
    [response(200, { active: false }), []],
    [response(200, { active: false, sub: 'anna' }), ['it: sub stands beside active false']],
    [response(200, { active: true }), ['it: status 200, active true']],
    [response(200, {}), ['it: status 200, active is missing']],
    [response(200, 'no JSON'), ['it: status 200, active is missing']],
    [response(401, { active: false }), ['it: status 401, active false']],
  ])('of a token that is none: %#', (given, problems) => {
    expect(deadProblems('it', given)).toEqual(problems)
  })

  it('is asked for tokens that differ from a good one in one thing', () => {
    const tampered = tamperedWith(token)
    expect(tampered).toHaveLength(token.length)
    expect([...tampered].filter((character, index) => character !== token[index])).toHaveLength(1)
    expect(tamperedWith(`${'A'.repeat(20)}`)).toBe(`${'A'.repeat(10)}B${'A'.repeat(9)}`)
    const { header, claims: held, parts } = inspectJwt(unsigned(token) ?? '')
    expect([header.alg, held, parts[2]]).toEqual(['none', claims, ''])
    expect(unsigned('opaque')).toBeUndefined()
  })
})

describe('the successor of a refresh token', () => {
  it('is another one', () => {
    expect(successorOf(answer(200, { refresh_token: 'new' }), 'old')).toBe('new')
    expect(() => successorOf(answer(200, { refresh_token: 'old' }), 'old')).toThrow(OutcomeSignal)
    expect(() => successorOf(answer(200, {}), 'old')).toThrow(OutcomeSignal)
  })
})

describe('the signature of a refreshed ID token', () => {
  const context = { refetchJwks: async () => response(200, { keys: [] }) } as never

  it.each([
    [jwt({ sub: 'anna' }, { alg: 'HS256' }), []],
    ['a.b.c.d.e', []],
    ['e30.e30', ['the ID token has 2 parts, not 3']],
    [jwt({ sub: 'anna' }), ['the signature is not that of a published key (ERR_JWKS_NO_MATCHING_KEY)']],
  ])('%s', async (compact, problems) => {
    expect(await signatureProblems(context, inspectJwt(compact))).toEqual(problems)
  })

  it('is that of no key where the set is none', async () => {
    for (const body of ['no JSON', [], { keys: 'none' }, { keys: ['none'] }]) {
      const broken = { refetchJwks: async () => response(200, body) } as never
      expect(await signatureProblems(broken, inspectJwt(jwt({})))).toHaveLength(1)
    }
  })
})
