import type { EnvironmentName, Generation } from '@mobilepay-oidc/fixtures'
import { describe, expect, it } from 'vitest'
import { merchant } from '../src/checks/merchant/index.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { startMockSubject } from '../src/subjects/mock-subject.ts'
import type { Target } from '../src/subjects/target.ts'
import { besidesPass, expectSeen, type FaultRow, unproven, withFault } from './support/faulty-mock.ts'

const mine = 'accepted (callback in the body)'

/** Defects of the mock, and where the family must see them. */
const rows: readonly FaultRow[] = [
  {
    fault: 'merchant-vat-assigned-refused',
    red: {
      'M-01': 'merchant_vat of the only merchant: error page (invalid_request',
      'M-12': 'error page',
      'M-13': 'error page',
    },
    also: ['M-16'],
  },
  {
    fault: 'merchant-vat-missing-picks-first',
    red: { 'M-04': 'tokens for a merchant that nobody chose' },
    also: ['M-09'],
  },
  { fault: 'merchant-vat-lower-case-accepted', red: { 'M-05': 'dk before the digits: taken, for that merchant' } },
  { fault: 'merchant-vat-foreign-prefix-accepted', red: { 'M-06': `SE and eight digits: ${mine}` } },
  { fault: 'merchant-vat-seven-digits-accepted', red: { 'M-07': `seven digits, the last one missing: ${mine}` } },
  { fault: 'merchant-vat-nine-digits-accepted', red: { 'M-07': `nine digits, one more behind: ${mine}` } },
  { fault: 'merchant-vat-punctuation-accepted', red: { 'M-08': `a line feed behind: ${mine}` }, also: ['M-11'] },
  { fault: 'repeated-parameter-last-wins', red: { 'M-10': `merchant_vat twice, alike: ${mine}` } },
  { fault: 'merchant-vat-unassigned-accepted', red: { 'M-11': `merchant_vat of another user: ${mine}` } },
  {
    fault: 'merchant-vat-ignored',
    red: {
      'M-11': `a merchant_vat that no merchant has: ${mine}`,
      'M-12': 'asked to choose all the same',
      'M-13': 'asked to choose',
    },
  },
  {
    fault: 'merchant-vat-cached',
    red: { 'M-13': 'the second merchant_vat' },
    also: ['M-01', 'M-11', 'M-12', 'M-16'],
  },
  {
    fault: 'access-token-merchant-of-another',
    red: {
      'M-12': 'merchant_vat of the access token is another',
      'M-13': 'merchant_vat of the access token',
      'M-15': 'the same merchant',
    },
    also: ['M-03', 'M-04', 'M-09', 'M-16'],
  },
  {
    fault: 'access-token-merchant-missing',
    red: { 'M-12': 'no merchant_id, and merchants/me answered 403', 'M-13': 'no merchant_id' },
    also: ['M-16'],
  },
  {
    fault: 'access-token-merchant-number',
    red: { 'M-12': 'merchant_id of the access token is no string' },
    also: ['M-03', 'M-04', 'M-09', 'M-13', 'M-16'],
  },
  {
    fault: 'api-merchant-of-another',
    red: { 'M-12': 'MerchantId of merchants/me', 'M-15': 'another merchant than merchant_id' },
    also: ['M-03', 'M-04', 'M-09', 'M-13', 'M-16'],
  },
  { fault: 'refresh-switches-merchant', red: { 'M-14': 'merchant_id of the access token has changed' } },
  { fault: 'refresh-loses-merchant', red: { 'M-14': 'merchant_id of the access token is missing' } },
  { fault: 'merchant-vat-of-other-country-refused', red: { 'M-16': 'error page' } },
  {
    fault: 'merchant-vat-reflected',
    red: { 'M-17': 'it stands in the header location', 'M-18': 'the address of the page' },
  },
  { fault: 'callback-vat-leaked', red: { 'M-18': 'the callback has it in merchant_vat' } },
  {
    fault: 'token-claims-set',
    parameters: { kind: 'front-id-token', set: { merchant_vat: 'DK12345674' } },
    red: { 'M-18': 'the ID token of the callback has it in merchant_vat' },
  },
  { fault: 'page-referrer-leaks', red: { 'M-18': 'Referrer-Policy is unsafe-url' } },
]

async function examine(
  environments: readonly EnvironmentName[],
  generation: Generation,
  change = (target: Target) => target,
) {
  await using subject = await startMockSubject(generation, environments)
  const targets = subject.targets.map(change)
  const { results } = await runChecks({ subject: 'mock', targets, checks: merchant.checks, today: '2026-11-24' })
  return results
}

describe('each check of merchant_vat sees its defects, and sees them where they are', () => {
  it.each(rows)('$fault', (row) => expectSeen(merchant, row))

  it('M-02, on a Finnish site', async () => {
    const results = await withFault(merchant, { fault: 'merchant-vat-assigned-refused' }, 'sandbox-fi')
    const found = results.find(({ id }) => id === 'M-02')
    expect(found?.verdict).toBe('fail')
    expect(JSON.stringify(found?.actual)).toContain('merchant_vat of the first of two merchants')
  })

  it('every MUST check is shown to fail', () => {
    expect(unproven(merchant, rows)).toEqual(['M-02'])
  })

  it('no result tells a VAT number or the id of a merchant', async () => {
    const results = await withFault(merchant, { fault: 'access-token-merchant-of-another' })
    const said = JSON.stringify(results.map(({ expected, actual, reason }) => ({ expected, actual, reason })))
    expect(said).not.toMatch(/(DK|FI)\d{8}|[ab]{8}-0000-4000/)
  })
})

describe('what has nothing to do with merchants', () => {
  it.each([
    'access-token-expired',
    'access-token-vat-missing',
    'api-token-refused',
    'api-merchant-missing',
    'access-token-opaque',
    'login-always-refused',
    'page-form-unprotected',
    'login-redirect-307',
    'callback-code-missing',
    'callback-error-access-denied',
    'callback-error-server-error',
    'code-expires-at-once',
    'token-access-token-number',
    'token-access-token-with-newline',
  ])('%s makes no check of merchants red', async (fault) => {
    const { fail = [], warn = [] } = besidesPass(await withFault(merchant, { fault }))
    expect([...fail, ...warn]).toEqual([])
  })

  it.each([
    { strictParameters: true },
    { missingMerchantVat: 'none' as const },
    { standingGrantSkipsConsent: false },
    { consentDenied: 'error-page' as const },
  ])('a mock with %j fails nothing', async (switches) => {
    await using subject = await startMockSubject('2024', ['sandbox-dk'])
    const world = subject.worlds.get('sandbox-dk')?.name ?? 'default'
    await subject.server.control.run('switches.set', { world, switches })
    const { checks } = merchant
    const { results } = await runChecks({ subject: 'mock', targets: subject.targets, checks, today: '2026-11-24' })
    expect(besidesPass(results)).toEqual({ inapplicable: ['M-02'] })
  })

  it("another vendor's provider has no merchant_vat", async () => {
    const results = await examine(['sandbox-dk'], '2024', (target) => ({ ...target, environment: undefined }))
    expect(new Set(results.map(({ verdict }) => verdict))).toEqual(new Set(['inapplicable']))
  })

  it('without a lab a user with several merchants is not at hand, and an API may be unknown', async () => {
    const results = await examine(['sandbox-dk'], '2024', ({ lab: _lab, apiUrl: _apiUrl, ...target }) => target)
    expect(besidesPass(results)).toEqual({
      inapplicable: ['M-02', 'M-15'],
      untested: ['M-04', 'M-13', 'M-16'],
    })
  })
})
