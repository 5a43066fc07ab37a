import type { Generation } from '@mobilepay-oidc/fixtures'
import type { CommandInput } from '@mobilepay-oidc/mock-server'
import { describe, expect, it } from 'vitest'
import type { Check } from '../src/checks/check.ts'
import { refresh } from '../src/checks/refresh/index.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { startMockSubject } from '../src/subjects/mock-subject.ts'
import type { Target } from '../src/subjects/target.ts'
import { besidesPass, expectSeen, type FaultRow, unproven, withFault } from './support/faulty-mock.ts'

type Switches = NonNullable<CommandInput<'switches.set'>['switches']>

/** Defects of the mock, and where the family must see them. */
const rows: readonly FaultRow[] = [
  {
    fault: 'refresh-refused',
    red: { 'R-01': '400: error invalid_grant', 'R-18': 'no refresh_token: 400 invalid_grant' },
  },
  { fault: 'refresh-token-old-returned', red: { 'R-01': 'second refresh: the status is 400: error invalid_grant' } },
  { fault: 'refresh-without-refresh-token', red: { 'R-01': 'second refresh: the status is 400' } },
  {
    fault: 'refresh-scope-widened',
    red: { 'R-01': 'scope has merchantpayments', 'R-19': 'merchantpayments', 'R-20': 'merchantpayments' },
  },
  { fault: 'refresh-scope-narrowed', red: { 'R-01': 'scope lacks invoice', 'R-19': 'invoice', 'R-20': 'invoice' } },
  {
    fault: 'refresh-token-scope-widened',
    red: { 'R-01': 'scope has merchantpayments', 'R-20': 'merchantpayments' },
    also: ['R-19'],
  },
  { fault: 'token-no-store-missing', red: { 'R-02': 'Cache-Control is absent' } },
  { fault: 'token-cacheable', red: { 'R-02': 'Cache-Control is' } },
  { fault: 'token-content-type-text', red: { 'R-02': 'text/plain' } },
  { fault: 'token-access-token-duplicated', red: { 'R-02': 'access_token' }, also: ['R-03'] },
  { fault: 'refresh-access-token-unchanged', red: { 'R-03': '"differentAccessTokens":2', 'R-11': 'at_hash' } },
  { fault: 'refresh-loses-merchant', red: { 'R-03': '"statusOfApi":403' } },
  { fault: 'refreshed-id-token-iss-wrong', red: { 'R-04': 'iss has changed' } },
  { fault: 'refreshed-id-token-iss-missing', red: { 'R-04': 'iss is missing' } },
  { fault: 'refreshed-id-token-signature-bit-flipped', red: { 'R-04': 'signature' } },
  { fault: 'refreshed-id-token-signed-by-unknown-key', red: { 'R-04': 'signature' } },
  { fault: 'refreshed-id-token-alg-none', red: { 'R-04': 'alg is none' } },
  { fault: 'refreshed-id-token-sub-missing', red: { 'R-05': 'sub is missing' } },
  { fault: 'refreshed-id-token-sub-of-other-user', red: { 'R-05': 'sub has changed' } },
  { fault: 'refresh-user-changes', red: { 'R-05': 'sub of the access token' } },
  { fault: 'refreshed-id-token-aud-wrong', red: { 'R-06': 'aud lacks' } },
  { fault: 'refreshed-id-token-aud-missing', red: { 'R-06': 'aud is missing' } },
  { fault: 'refreshed-id-token-iat-unchanged', red: { 'R-07': 'iat is 0 seconds' } },
  { fault: 'refreshed-id-token-iat-future', red: { 'R-07': 'iat' } },
  { fault: 'refreshed-id-token-iat-missing', red: { 'R-07': 'iat is no number' } },
  { fault: 'refreshed-id-token-exp-past', red: { 'R-07': 'exp' } },
  { fault: 'refreshed-id-token-nbf-future', red: { 'R-07': 'nbf' } },
  { fault: 'refreshed-id-token-auth-time-changed', red: { 'R-08': 'auth_time has changed' } },
  {
    fault: 'token-claims-set',
    parameters: { kind: 'refreshed-id-token', set: { amr: ['pwd'] } },
    red: { 'R-08': 'amr has changed' },
  },
  { fault: 'refreshed-id-token-nonce-changed', red: { 'R-09': 'nonce' } },
  { fault: 'refreshed-id-token-azp-wrong', red: { 'R-10': 'azp is new' } },
  { fault: 'refreshed-id-token-at-hash-of-other-token', red: { 'R-11': 'at_hash' } },
  { fault: 'refresh-token-not-rotated', red: { 'R-12': 'refresh_token is one that came before' }, also: ['R-24'] },
  {
    fault: 'refresh-token-replay-accepted',
    red: { 'R-13': '200 with an access token', 'R-14': '"replay":"200', 'R-26': '"issued":8' },
  },
  { fault: 'refresh-token-of-another-client-accepted', red: { 'R-15': 'of another client: 200' } },
  { fault: 'any-secret-accepted', red: { 'R-16': 'a wrong client_secret: 200' } },
  { fault: 'secret-missing-accepted', red: { 'R-16': 'no client_secret: 200' } },
  {
    fault: 'token-error-as-200',
    red: { 'R-17': 'a random refresh_token: 200 invalid_grant', 'R-18': '200 invalid_request' },
  },
  { fault: 'token-refresh-token-uninvited', red: { 'R-21': 'refresh_token is there' } },
  { fault: 'refresh-verifier-required', red: { 'R-22': 'no code_verifier: 400 invalid_grant' }, also: ['R-01'] },
  { fault: 'refresh-token-short', red: { 'R-23': '8 characters' } },
  { fault: 'refresh-token-sequential', red: { 'R-23': 'random bits' } },
  { fault: 'refresh-token-illegal-characters', red: { 'R-23': 'not visible ASCII' } },
  { fault: 'api-expired-token-accepted', red: { 'R-25': '"apiAfterExpiry":200' } },
  { fault: 'revocation-without-effect', red: { 'R-27': 'still works' } },
  { fault: 'revocation-refused', red: { 'R-27': '400 unsupported_token_type' } },
  {
    fault: 'revocation-any-secret-accepted',
    red: { 'R-27': '"a wrong client_secret":"200, and the refresh token is refused' },
  },
  {
    fault: 'revocation-of-another-client-accepted',
    red: { 'R-27': '"a refresh token of another client":"200, and the refresh token is refused' },
  },
  { fault: 'introspection-always-inactive', red: { 'R-28': 'a living access token: status 200, active false' } },
  { fault: 'introspection-always-active', red: { 'R-28': 'a token that nobody issued' } },
  { fault: 'introspection-active-string', red: { 'R-28': 'active \\"true\\"' } },
  { fault: 'introspection-scope-array', red: { 'R-28': 'scope is no string' } },
  { fault: 'introspection-client-of-another', red: { 'R-28': 'client_id' } },
  { fault: 'introspection-unauthenticated', red: { 'R-28': 'no credentials: status 200 with active' } },
]

/** What the family finds in a mock whose target or world was changed. */
async function examine(change: (target: Target) => Target, checks: readonly Check[] = refresh.checks) {
  await using subject = await startMockSubject('2024', ['sandbox-dk'])
  const targets = subject.targets.map(change)
  const { results } = await runChecks({ subject: 'mock', targets, checks, today: '2026-11-24' })
  return results
}

const only = (...ids: readonly string[]) => refresh.checks.filter(({ id }) => ids.includes(id))

describe('each check of refresh and revocation sees its defects, and sees them where they are', () => {
  it.each(rows)('$fault', (row) => expectSeen(refresh, row))

  it('every MUST check is shown to fail', () => {
    expect(unproven(refresh, rows)).toEqual([])
  })

  it('R-25: a consent that was taken back, and refreshes go on', async () => {
    const [result] = await examine(
      (target) => ({ ...target, ...(target.lab && { lab: { ...target.lab, async revokeConsents() {} } }) }),
      only('R-25'),
    )
    expect(result?.verdict).toBe('fail')
    expect(result?.actual).toEqual({ refresh: '200 with an access token', apiAtOnce: 200, apiAfterExpiry: 401 })
  })

  it('R-24: a life of one year, which one page has, is worth a word and no more', async () => {
    await using subject = await startMockSubject('2024', ['sandbox-dk'])
    const world = subject.worlds.get('sandbox-dk')?.name ?? 'default'
    await subject.server.control.run('switches.set', {
      world,
      switches: { refreshSlidingLife: '1-year' },
    })
    const { results } = await runChecks({
      subject: 'mock',
      targets: subject.targets,
      checks: only('R-24'),
      today: '2026-11-24',
    })
    expect(results[0]?.verdict).toBe('info')
    expect(results[0]?.actual).toMatchObject({ 'unused for 396 days less a minute': '400 invalid_grant' })
  })
})

describe('what is wrong with every answer, and not with refreshes', () => {
  it.each([
    'access-token-aud-wrong',
    'access-token-expired',
    'access-token-opaque',
    'access-token-scope-widened',
    'api-token-refused',
    'api-too-many-requests',
    'token-error-beside-tokens',
    'token-expires-in-string',
    'token-scope-narrowed',
    'token-access-token-is-id-token',
    'token-access-token-with-newline',
    'token-id-token-missing',
    'token-refresh-token-missing',
  ])('%s makes no check of this family red', async (fault) => {
    const { fail = [], warn = [] } = besidesPass(await withFault(refresh, { fault }))
    expect([...fail, ...warn]).toEqual([])
  })

  it.each(['token-error-as-401', 'token-error-missing'])('%s shows where the error itself is judged', async (fault) => {
    const { fail = [], warn = [] } = besidesPass(await withFault(refresh, { fault }))
    expect([...fail, ...warn]).toEqual(['R-17', 'R-18'])
  })
})

describe('what a right provider may do otherwise', () => {
  it.each([
    ['refresh-without-id-token', { inapplicable: ['R-04', 'R-05', 'R-06', 'R-07', 'R-08', 'R-09', 'R-10', 'R-11'] }],
    ['refreshed-id-token-at-hash-missing', { inapplicable: ['R-11'] }],
    ['refreshed-id-token-aud-single-in-array', {}],
    ['refreshed-id-token-nonce-kept', {}],
    ['revocation-answers-with-text', {}],
    ['refresh-replay-ends-family', { fixed: ['R-14'] }],
    ['revocation-unavailable', { inconclusive: ['R-27'] }],
    ['token-member-added', {}],
  ])('%s', async (fault, expected) => {
    const { known: _known, ...found } = besidesPass(await withFault(refresh, { fault }))
    expect(found).toEqual(expected)
  })

  it.each<[Generation, Switches, Readonly<Record<string, readonly string[]>>]>([
    ['2018', { tokenResponseScope2018: 'present', standingGrantSkipsConsent: false }, {}],
    ['2024', { accessTokenTyp2024: 'JWT', ibmHeadersRequired: true }, {}],
    ['2024', { accessTokenAfterRevocation: 'refused', codeReuse: 'revoke-tokens' }, { fixed: ['R-25'] }],
  ])('generation %s with %j', async (generation, switches, expected) => {
    await using subject = await startMockSubject(generation, ['sandbox-dk'])
    const world = subject.worlds.get('sandbox-dk')?.name ?? 'default'
    await subject.server.control.run('switches.set', { world, switches })
    const { checks } = refresh
    const { results } = await runChecks({ subject: 'mock', targets: subject.targets, checks, today: '2026-11-24' })
    const { known: _known, ...found } = besidesPass(results)
    expect(found).toEqual(expected)
  })

  it("another vendor's provider is held to the specifications alone", async () => {
    const found = besidesPass(await examine((target) => ({ ...target, environment: undefined })))
    expect(found).toEqual({ warn: ['R-14', 'R-19', 'R-27'], fail: ['R-20', 'R-25'], inapplicable: ['R-24'] })
  })

  it('without a lab what needs one is not tested, and says so', async () => {
    const results = await examine(({ lab: _lab, ...target }) => target, only('R-15', 'R-24', 'R-25', 'R-28'))
    expect(results.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['R-15', 'untested'],
      ['R-24', 'untested'],
      ['R-25', 'untested'],
      ['R-28', 'pass'],
    ])
    expect(results.at(-1)?.actual).toContain('no secret of an API is known here')
  })
})
