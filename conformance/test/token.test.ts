import { describe, expect, it } from 'vitest'
import { guessProblems } from '../src/checks/token/access-token-form.ts'
import { token } from '../src/checks/token/index.ts'
import { malformedCorpus } from '../src/checks/token/malformed-corpus.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { showsStackTrace } from '../src/run/stack-trace.ts'
import { startMockSubject } from '../src/subjects/mock-subject.ts'
import { besidesPass, expectSeen, type FaultRow, unproven, withFault } from './support/faulty-mock.ts'

const checks = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_none, index) => `T-${String(from + index).padStart(2, '0')}`)

/** Answers that bring tokens. */
const responses: readonly FaultRow[] = [
  { fault: 'token-status-201', red: { 'T-01': 'the status is 201' } },
  { fault: 'token-error-beside-tokens', red: { 'T-01': 'error stands beside' } },
  { fault: 'token-empty-object', red: { 'T-01': 'no tokens', 'T-05': 'access_token is absent' } },
  { fault: 'token-content-type-text', red: { 'T-02': 'Content-Type is text/plain' } },
  { fault: 'token-content-type-html', red: { 'T-02': 'Content-Type is text/html' } },
  {
    fault: 'token-form-encoded',
    red: { 'T-01': 'no JSON object', 'T-02': 'Content-Type is application/x-www-form-urlencoded' },
    also: ['T-05'],
  },
  { fault: 'http-json-bom', at: 'token', red: { 'T-02': 'byte order mark', 'T-40': 'byte order mark' } },
  { fault: 'token-no-store-missing', red: { 'T-03': 'Cache-Control is absent' } },
  { fault: 'token-cacheable', red: { 'T-03': 'public, max-age=3600' } },
  { fault: 'token-token-type-mac', red: { 'T-04': 'mac' } },
  { fault: 'token-token-type-missing', red: { 'T-04': 'token_type' } },
  { fault: 'token-type-duplicated', red: { 'T-11': 'token_type is named twice' } },
  { fault: 'token-id-token-duplicated', red: { 'T-08': 'id_token', 'T-11': 'id_token is named twice' } },
]

/** The tokens, and what the answer says about them. */
const tokens: readonly FaultRow[] = [
  { fault: 'token-access-token-missing', red: { 'T-05': 'access_token is absent' } },
  { fault: 'token-access-token-number', red: { 'T-05': 'access_token is a number' } },
  { fault: 'token-access-token-empty', red: { 'T-05': 'access_token is empty' }, also: ['T-44', 'T-45'] },
  { fault: 'token-access-token-with-newline', red: { 'T-05': 'not visible ASCII' }, also: ['T-44'] },
  { fault: 'token-access-token-is-id-token', red: { 'T-05': 'an ID token' }, also: ['T-44', 'T-45'] },
  { fault: 'access-token-alg-none', red: { 'T-05': 'alg of the access token', 'T-44': 'alg' } },
  { fault: 'access-token-signed-by-unknown-key', red: { 'T-05': 'signature' } },
  { fault: 'token-expires-in-missing', red: { 'T-06': 'expires_in' } },
  { fault: 'token-expires-in-string', red: { 'T-06': '"expires_in":"300"' } },
  { fault: 'token-expires-in-negative', red: { 'T-06': '"expires_in":-300' } },
  { fault: 'token-expires-in-fraction', red: { 'T-06': '299.5' } },
  { fault: 'token-expires-in-longer', red: { 'T-06': '3600', 'T-07': 'expires_in says 3600' } },
  { fault: 'access-token-exp-disagrees', red: { 'T-07': 'lives 60 seconds by exp' } },
  { fault: 'access-token-exp-missing', red: { 'T-07': 'exp of the access token is absent', 'T-44': 'exp is no time' } },
  { fault: 'access-token-expired', red: { 'T-07': 'by exp', 'T-44': 'exp is not after nbf' } },
  { fault: 'access-token-not-yet-valid', red: { 'T-07': 'nbf', 'T-44': 'nbf is after iat' } },
  { fault: 'token-id-token-missing', red: { 'T-08': 'id_token is absent' } },
  { fault: 'token-id-token-null', red: { 'T-08': 'id_token is null' } },
  { fault: 'token-id-token-is-access-token', red: { 'T-08': 'id_token is the access token' } },
  { fault: 'token-refresh-token-missing', red: { 'T-09': 'refresh_token is absent' } },
  { fault: 'token-refresh-token-empty', red: { 'T-09': 'refresh_token is empty' } },
  { fault: 'token-refresh-token-uninvited', red: { 'T-09': 'was not requested: refresh_token is there' } },
  { fault: 'token-scope-narrowed', red: { 'T-10': 'the access token has invoice, scope does not' } },
  { fault: 'token-scope-widened', red: { 'T-10': 'scope has merchantpayments, which was not requested' } },
  { fault: 'token-scope-array', red: { 'T-10': 'scope is no string' } },
  { fault: 'token-scope-missing', red: { 'T-10': 'the answer has no scope' } },
  { fault: 'access-token-scope-widened', red: { 'T-10': 'the access token has merchantpayments' } },
  { fault: 'access-token-scope-narrowed', red: { 'T-10': 'scope has invoice' } },
  { fault: 'access-token-iss-wrong', red: { 'T-44': 'iss is not' } },
  { fault: 'access-token-aud-wrong', red: { 'T-44': 'aud is not' } },
  { fault: 'access-token-client-of-another', red: { 'T-44': 'client_id is not' } },
  { fault: 'access-token-sub-of-other-user', red: { 'T-44': 'sub is not' } },
  { fault: 'access-token-scope-missing', red: { 'T-44': 'scope is absent' } },
  { fault: 'access-token-jti-missing', red: { 'T-44': 'jti is absent' } },
  { fault: 'access-token-typ-id-token', red: { 'T-44': 'typ is not at+jwt' } },
  { fault: 'access-token-opaque', red: { 'T-44': 'no JWT' }, also: ['T-45'] },
  { fault: 'access-token-merchant-missing', red: { 'T-45': 'merchant_id is absent' } },
  { fault: 'access-token-merchant-of-another', red: { 'T-45': 'merchant_vat is not that of the request' } },
  { fault: 'access-token-vat-missing', red: { 'T-45': 'merchant_vat is absent' } },
]

/** What is taken though it must not, and the other way round. */
const requests: readonly FaultRow[] = [
  {
    fault: 'token-post-authentication-refused',
    red: { 'T-01': 'invalid_client', 'T-12': 'client_secret_post: 400 invalid_client' },
    also: [...checks(18, 22), ...checks(26, 31), 'T-33', 'T-34', 'T-38'],
  },
  { fault: 'token-basic-authentication-refused', red: { 'T-13': 'client_secret_basic: 400 invalid_client' } },
  { fault: 'token-basic-not-decoded', red: { 'T-13': 'percent-encoded credentials by HTTP Basic' } },
  { fault: 'token-body-authentication-wins', red: { 'T-14': 'the same credentials by HTTP Basic and in the body' } },
  { fault: 'any-secret-accepted', red: { 'T-15': 'a wrong client_secret', 'T-16': 'a wrong secret by HTTP Basic' } },
  { fault: 'secret-missing-accepted', red: { 'T-17': 'client_id without client_secret' }, also: ['T-37'] },
  { fault: 'token-grant-type-missing-accepted', red: { 'T-18': 'without grant_type: invalid_grant' } },
  { fault: 'token-grant-type-unknown-accepted', red: { 'T-19': 'an unknown grant_type' }, also: ['T-38'] },
  { fault: 'client-credentials-unregistered-accepted', red: { 'T-20': 'grant_type client_credentials: 200' } },
  { fault: 'code-reuse-accepted', red: { 'T-23': 'second time', 'T-24': '31 seconds later', 'T-46': '8 of 8' } },
  { fault: 'code-spent-after-answer', red: { 'T-46': 'at once succeeded' } },
  { fault: 'redirect-uri-at-token-ignored', red: { 'T-26': 'another redirect_uri: 200' }, also: ['T-38'] },
  {
    fault: 'redirect-uri-at-token-prefix-match',
    red: { 'T-26': 'redirect_uri with more behind it: 200', 'T-38': 'the right redirect_uri, then another: 200' },
  },
  { fault: 'redirect-uri-at-token-missing-accepted', red: { 'T-27': 'without redirect_uri: 200' } },
  {
    fault: 'verifier-ignored',
    red: { 'T-28': 'another code_verifier: 200', 'T-30': 'code_challenge' },
    also: ['T-38'],
  },
  { fault: 'verifier-missing-accepted', red: { 'T-29': 'without code_verifier: 200' } },
  { fault: 'verifier-equal-to-challenge-accepted', red: { 'T-30': 'code_verifier equal to the code_challenge: 200' } },
  { fault: 'verifier-length-unchecked', red: { 'T-31': 'code_verifier of 42 characters: 200' } },
  { fault: 'pkce-optional', red: { 'T-32': 'code_verifier for a code without code_challenge: 200' } },
  { fault: 'code-of-another-client-accepted', red: { 'T-33': 'a code of another client: 200' } },
  { fault: 'code-never-expires', red: { 'T-34': 'a code after 330 seconds: 200' } },
  { fault: 'token-get-accepted', red: { 'T-35': 'by GET: 400 invalid_grant' } },
  { fault: 'token-json-accepted', red: { 'T-36': 'as application/json: 400 invalid_grant' } },
  { fault: 'token-credentials-in-query-accepted', red: { 'T-37': 'client_secret in the query: 400 invalid_grant' } },
  { fault: 'token-repeated-parameter-last-wins', red: { 'T-38': 'another code, then a good one: 200' } },
  { fault: 'token-unknown-parameter-refused', red: { 'T-39': '400 invalid_request' } },
]

const unreadable = { 'T-16': '400 without an error code', 'T-22': '400 without an error code' }

/** How the token endpoint refuses. */
const refusals: readonly FaultRow[] = [
  {
    fault: 'token-error-as-200',
    red: { 'T-22': 'an unknown code: 200 invalid_grant', 'T-40': 'the status of error invalid_grant is 200' },
    also: ['T-16', 'T-35', 'T-36', 'T-37', 'T-42'],
  },
  { fault: 'token-error-as-401', red: { 'T-22': '401 invalid_grant', 'T-40': 'error invalid_grant is 401' } },
  {
    fault: 'token-error-unknown',
    red: { 'T-21': 'without code: mock_mood', 'T-40': 'error is mock_mood' },
    also: [...checks(14, 20), ...checks(22, 24), ...checks(26, 31), ...checks(33, 38)],
  },
  { fault: 'token-error-missing', red: { ...unreadable, 'T-40': 'error is absent' } },
  { fault: 'token-error-number', red: { ...unreadable, 'T-40': 'error is a JSON number' } },
  { fault: 'token-error-not-json', red: { ...unreadable, 'T-40': 'the body is not JSON' } },
  { fault: 'token-error-html', red: { ...unreadable, 'T-40': 'Content-Type is text/html', 'T-41': 'Cache-Control' } },
  { fault: 'token-error-description-newline', red: { 'T-40': 'error_description' } },
  { fault: 'token-error-description-number', red: { 'T-40': 'error_description' } },
  { fault: 'token-error-uri-script', red: { 'T-40': 'error_uri' } },
  { fault: 'token-error-cacheable', red: { 'T-41': 'public, max-age=3600' } },
  {
    fault: 'http-stack-trace-in-refusals',
    at: 'token',
    red: { ...unreadable, 'T-42': 'NUL in code: 400 with a stack trace' },
    also: ['T-40'],
  },
  { fault: 'http-cors-wildcard', at: 'token', red: { 'T-43': 'Access-Control-Allow-Origin *' } },
  { fault: 'http-cors-reflected', at: 'token', red: { 'T-43': 'https://attacker.example with credentials' } },
  { fault: 'http-429-without-retry-after', at: 'token', red: { 'T-47': 'Retry-After is absent' } },
]

const rows = [...responses, ...tokens, ...requests, ...refusals]

describe('each token check sees its defects, and sees them where they are', () => {
  it.each(rows)('$fault', (row) => expectSeen(token, row))

  it('every MUST check is shown to fail', () => {
    expect(unproven(token, rows)).toEqual([])
  })

  it('every other check is shown to find fault', () => {
    const seen = new Set(rows.flatMap(({ red }) => Object.keys(red)))
    // T-25 finds fault with the healthy provider, and that is its one fault.
    expect(token.checks.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual(['T-25'])
  })
})

describe('what is no defect', () => {
  it.each(['token-token-type-lower-case', 'token-scope-reordered', 'token-member-added', 'access-token-claim-added'])(
    '%s turns nothing red',
    (fault) => expectSeen(token, { fault, red: {} }),
  )

  it('a provider that is busy is not judged', async () => {
    const results = besidesPass(await withFault(token, { fault: 'http-429', at: 'token' }))
    expect(Object.keys(results).toSorted()).toEqual(['inapplicable', 'inconclusive'])
  })

  it('known deviations are told from others of the same check', async () => {
    const results = await withFault(token, { fault: 'access-token-scope-string' })
    expect(results.find(({ id }) => id === 'T-44')).toMatchObject({ verdict: 'fixed', deviation: 'DEV-10' })
  })
})

describe("another vendor's provider", () => {
  it('is not asked for what MobilePay alone documents', async () => {
    await using subject = await startMockSubject('2024', ['sandbox-dk'])
    const targets = subject.targets.map(({ apiUrl: _api, lab: _lab, ...target }) => ({
      ...target,
      environment: undefined,
    }))
    const quick = token.checks.filter(({ id }) => id !== 'T-24')
    const { results } = await runChecks({ subject: 'other', targets, checks: quick, today: '2026-11-24' })
    const found = besidesPass(results)
    expect(found.inapplicable).toEqual(['T-32', 'T-44', 'T-45', 'T-47'])
    expect(found.untested).toEqual(['T-33', 'T-34'])
    expect(found.inconclusive).toBeUndefined()
  })
})

describe('the corpus of malformed requests', () => {
  it('has forty, each of its own kind', () => {
    expect(new Set(malformedCorpus.map(({ what }) => what)).size).toBe(40)
    expect(malformedCorpus).toHaveLength(40)
  })
})

describe('a stack trace', () => {
  it.each([
    '   at Mock.TokenEndpoint.ProcessAsync() in /src/TokenEndpoint.cs:line 42',
    'System.NullReferenceException: Object reference not set',
    'Traceback (most recent call last):\n  File "a.py"',
    'TypeError: x is not a function',
    'at java.lang.Thread.run(Thread.java:748)',
    '<b>Fatal error</b>: Uncaught',
    'goroutine 1 [running]:',
    'SQLSTATE[42000]',
  ])('is %s', (text) => expect(showsStackTrace(text)).toBe(true))

  it.each(['{"error":"invalid_request"}', 'Meet us at noon (here).', '<title>Error</title> Request Id: 00-1', ''])(
    'is not %s',
    (text) => expect(showsStackTrace(text)).toBe(false),
  )
})

describe('an opaque token', () => {
  it.each([
    ['f00d'.repeat(16), 'beef'.repeat(16), []],
    ['f00dbeef', 'beeff00d', ['access_token has at most 32 bits that differ from token to token']],
    [
      `${'a'.repeat(60)}0001`,
      `${'a'.repeat(60)}0002`,
      ['access_token has at most 4 bits that differ from token to token'],
    ],
  ])('%s beside %s', (one, other, problems) => expect(guessProblems(one, other)).toEqual(problems))
})
