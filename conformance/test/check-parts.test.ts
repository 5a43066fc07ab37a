import { describe, expect, it } from 'vitest'
import { challengeIn } from '../src/checks/api/challenge.ts'
import { storageProblems } from '../src/checks/api/storage-by-others.ts'
import { cachingProblem, framingProblem, referrerProblem } from '../src/checks/authorize/page-headers.ts'
import { describeAddress, isSameAddress, parametersIn } from '../src/checks/callback/address.ts'
import { strengthOf } from '../src/checks/callback/code-entropy.ts'
import { kindOf, show } from '../src/checks/id-token/issued.ts'
import { nonceProblems } from '../src/checks/id-token/nonce.ts'
import { audienceProblems } from '../src/checks/id-token/parties.ts'
import { isTime, notTime } from '../src/checks/id-token/times.ts'
import { findCanaries } from '../src/checks/security/find-canaries.ts'
import { characterProblems, guessProblems, unsignedProblems } from '../src/checks/token/access-token-form.ts'
import type { CheckResult } from '../src/run/check-result.ts'
import type { RecordedExchange } from '../src/run/evidence.ts'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = `${encode({ alg: 'RS256', kid: 'second' })}.${encode({ sub: 'anna', exp: 1000 })}.QUJD`

describe('headers', () => {
  it.each([
    [{}, 'neither frame-ancestors nor X-Frame-Options'],
    [{ 'x-frame-options': 'ALLOW' }, 'X-Frame-Options is neither DENY nor SAMEORIGIN'],
    [{ 'x-frame-options': ' Deny ' }, undefined],
    [{ 'x-frame-options': 'SAMEORIGIN' }, undefined],
    [{ 'content-security-policy': "default-src *; frame-ancestors 'none'" }, undefined],
    [
      { 'content-security-policy': 'frame-ancestors *', 'x-frame-options': 'DENY' },
      'frame-ancestors lets anybody frame it',
    ],
    [
      { 'content-security-policy': 'frame-ancestors https://a.example https:' },
      'frame-ancestors lets anybody frame it',
    ],
    [{ 'content-security-policy': "frame-ancestors *, frame-ancestors 'self'" }, undefined],
  ])('%j: framing is %s', (headers, problem) => {
    expect(framingProblem(new Headers(headers))).toBe(problem)
  })

  it.each([
    [undefined, 'Referrer-Policy is missing'],
    [null, 'Referrer-Policy is missing'],
    ['sometimes', 'Referrer-Policy has no known value'],
    ['unsafe-url', 'Referrer-Policy is unsafe-url'],
    ['unsafe-url, No-Referrer', undefined],
    ['no-referrer, unsafe-url, later', 'Referrer-Policy is unsafe-url'],
  ])('Referrer-Policy %s: %s', (policy, problem) => {
    expect(referrerProblem(policy)).toBe(problem)
  })

  it.each([
    ['', 'Cache-Control is missing', 0],
    ['public, max-age=60', 'Cache-Control is public, max-age=60', 2],
    ['private, max-age=60', 'Cache-Control is private, max-age=60', 0],
    ['max-age=0', 'Cache-Control is max-age=0', 0],
    ['max-age="0010"', 'Cache-Control is max-age="0010"', 1],
    ['No-Store, public', undefined, 0],
  ])('Cache-Control %s: kept by the client: %s, directives for others: %i', (value, problem, others) => {
    const headers = new Headers(value === '' ? {} : { 'cache-control': value })
    expect(cachingProblem(headers)).toBe(problem)
    expect(storageProblems(headers)).toHaveLength(others)
  })

  it.each([
    [{}, undefined, undefined],
    [{ 'www-authenticate': 'Bearer' }, 'bearer', undefined],
    [{ 'www-authenticate': 'Bearer realm="x", error="invalid_token"' }, 'bearer', 'invalid_token'],
    [{ 'www-authenticate': 'Bearer error=invalid_token' }, 'bearer', 'invalid_token'],
  ])('%j is a challenge of scheme %s with the error %s', (headers, scheme, error) => {
    const response = { status: 401, headers: new Headers(headers), body: new Uint8Array() }
    expect(challengeIn(response)).toEqual({ scheme, error })
  })
})

describe('addresses', () => {
  it('are told without values, and compared as browsers do', () => {
    expect(describeAddress('https://a.example/p?x=1&y=2#z=3')).toBe('https://a.example/p?x=…&y=…#z=…')
    expect(describeAddress('https://a.example/p')).toBe('https://a.example/p')
    expect(describeAddress('nowhere')).toBe('an address that cannot be read')
    expect(parametersIn('nowhere')).toEqual({ query: [], fragment: [] })
    expect(isSameAddress('https://A.example', 'https://a.example/')).toBe(true)
    expect(isSameAddress('https://a.example/?a', 'https://a.example/')).toBe(false)
    expect(isSameAddress('one', 'one')).toBe(true)
    expect(isSameAddress('one', 'two')).toBe(false)
    expect(isSameAddress('one', 'https://a.example/')).toBe(false)
  })
})

describe('what tokens say', () => {
  it.each([
    ['n-0S6', []],
    ['', ['nonce is empty']],
    [undefined, ['nonce is absent']],
    [5, ['nonce is a value of type number']],
    ['N-0s6', ['nonce is in other letter case']],
    [' n-0S6 ', ['nonce has spaces around it']],
    ['n-0', ['nonce is cut off after 3 characters']],
    ['other', ['nonce is another one']],
  ])('nonce %j: %j', (nonce, problems) => {
    expect(nonceProblems({ nonce }, 'n-0S6')).toEqual(problems)
  })

  it.each([
    ['me', 0],
    [['you', 'me'], 0],
    [['you'], 1],
    ['you', 1],
    [['me', 5], 1],
    [5, 1],
    [undefined, 1],
  ])('aud %j: %i problems', (aud, count) => {
    expect(audienceProblems({ aud }, 'me')).toHaveLength(count)
  })

  it('times are numbers of seconds of this age', () => {
    expect([0, 1_795_000_000, -1, 1e11, Number.NaN, '5', undefined].map(isTime)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ])
    expect(notTime('exp', 1e11)).toBe('exp looks like milliseconds')
    expect(notTime('exp', '5')).toBe('exp is "5", no number of seconds')
  })

  it('values are shown short', () => {
    expect([undefined, 'a', 'x'.repeat(119)].map(show)).toEqual(['absent', '"a"', 'a value of 121 characters'])
    expect(show('x'.repeat(118))).toHaveLength(120)
    expect([undefined, null, '', 'ab', [], {}].map(kindOf)).toEqual([
      'absent',
      'null',
      'empty',
      'a string of 2 characters',
      'a list',
      'a value of type object',
    ])
  })

  it('access tokens can be carried, guessed or made by anybody', () => {
    expect(['', 'a\n', 'a b', 'a.b'].map((one) => characterProblems(one).length)).toEqual([1, 1, 1, 0])
    expect(guessProblems('abcdef01'.repeat(4), undefined)).toEqual([])
    expect(guessProblems('abcdef01'.repeat(4), 'b')).toEqual([])
    expect(guessProblems('abcdef01'.repeat(4), 'a')).toEqual([
      'access_token has at most 124 bits that differ from token to token',
    ])
    expect(guessProblems('z'.repeat(22), undefined)).toEqual([])
    expect(guessProblems('z'.repeat(22), 'z'.repeat(22))).toEqual(['access_token is the same for two codes'])
    expect(unsignedProblems(token)).toEqual([])
    expect(unsignedProblems(`${encode({ alg: 'None' })}.${encode({ a: 1 })}.`)).toHaveLength(2)
    expect(unsignedProblems(`${encode({ typ: 'JWT' })}.${encode({ a: 1 })}.x`)).toHaveLength(1)
  })

  it('codes that are all alike have no strength', () => {
    expect(strengthOf(['aaaa', 'aaaa'])).toEqual({ shortest: 4, changing: 0, bits: 0 })
  })
})

describe('what a report must not hold', () => {
  const result = { id: 'X-01', reason: 'said letmein99' } as unknown as CheckResult
  const long = 'k'.repeat(45)
  const exchange = { body: `code=${long}&more=abcdefgh` } as unknown as RecordedExchange
  const artefacts = { results: [result], exchanges: new Map([['e-1', exchange]]) }

  it('is found where it is, by kind', () => {
    const canaries = new Map([
      ['letmein99', 'password'],
      [long, 'code'],
      ['abcdefgh', 'client_secret'],
      ['absent-value', 'cookie'],
      ['q'.repeat(45), 'id_token'],
    ])
    expect(findCanaries(artefacts, canaries)).toEqual([
      'a password in the result of X-01',
      'a code in the exchange e-1',
      'a client_secret in the exchange e-1',
    ])
  })
})
