import { describe, expect, it } from 'vitest'
import { strengthOf } from '../src/checks/callback/code-entropy.ts'
import { callback } from '../src/checks/callback/index.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { startMockSubject } from '../src/subjects/mock-subject.ts'
import { expectSeen, type FaultRow, unproven, withFault } from './support/faulty-mock.ts'

/** Defects of the mock, and where the family must see them. */
const rows: readonly FaultRow[] = [
  { fault: 'form-post-by-get', red: { 'C-01': 'method GET' } },
  { fault: 'callback-in-query', red: { 'C-01': 'in the query', 'C-04': 'code stands in the query', 'C-23': 'query' } },
  { fault: 'callback-fragment-for-form-post', red: { 'C-01': 'in the fragment', 'C-04': 'id_token stands' } },
  { fault: 'form-post-multipart', red: { 'C-02': 'multipart/form-data' } },
  { fault: 'form-post-text-plain', red: { 'C-02': 'text/plain' } },
  { fault: 'callback-vat-leaked', red: { 'C-03': 'merchant_vat' } },
  {
    fault: 'callback-fields-set',
    parameters: { fields: { padding: 'x'.repeat(5000) } },
    red: { 'C-03': 'padding has 5000 characters' },
  },
  { fault: 'form-post-code-in-url', red: { 'C-04': 'code stands in the query', 'C-15': 'code=…' } },
  {
    fault: 'error-in-query',
    red: { 'C-04': 'error answer: error stands in the query', 'C-23': 'error answer: error is in the query' },
  },
  { fault: 'callback-code-missing', red: { 'C-05': 'no code', 'C-23': 'code' } },
  { fault: 'callback-code-empty', red: { 'C-05': 'an empty code', 'C-23': 'code' }, also: ['C-20'] },
  { fault: 'callback-id-token-missing', red: { 'C-06': 'no id_token', 'C-23': 'id_token' } },
  { fault: 'callback-id-token-empty', red: { 'C-06': 'an empty id_token', 'C-23': 'id_token' } },
  { fault: 'callback-state-missing', red: { 'C-07': 'no state', 'C-23': 'state' }, also: ['C-12'] },
  { fault: 'callback-state-wrong', red: { 'C-07': 'another state', 'C-23': 'state' }, also: ['C-12'] },
  { fault: 'callback-state-of-other-session', red: { 'C-07': 'another state' }, also: ['C-12', 'C-23'] },
  { fault: 'callback-state-lower-cased', red: { 'C-07': 'letter case', 'C-23': 'state' } },
  { fault: 'callback-access-token-injected', red: { 'C-08': 'access_token' } },
  { fault: 'callback-iss-wrong', red: { 'C-09': 'https://attacker.example', 'C-10': 'form_post' } },
  { fault: 'callback-iss-duplicated', red: { 'C-09': 'https://attacker.example', 'C-16': 'iss' }, also: ['C-10'] },
  { fault: 'form-post-not-submitted', red: { 'C-11': 'does not submit itself' } },
  { fault: 'form-post-without-button', red: { 'C-11': 'no submit button' } },
  { fault: 'form-post-visible-inputs', red: { 'C-11': 'code is not hidden' } },
  { fault: 'form-post-unescaped', red: { 'C-12': 'element b id', 'C-22': 'another state' } },
  { fault: 'form-post-cacheable', red: { 'C-13': 'public, max-age=3600' } },
  { fault: 'form-post-without-policy', red: { 'C-14': 'Content-Security-Policy is absent' } },
  { fault: 'form-post-action-without-query', red: { 'C-15': 'tenant=…' } },
  { fault: 'callback-code-duplicated', red: { 'C-16': 'code' } },
  { fault: 'callback-state-duplicated', red: { 'C-16': 'state' } },
  { fault: 'callback-id-token-duplicated', red: { 'C-16': 'id_token' } },
  { fault: 'code-short', red: { 'C-17': '8 characters' } },
  { fault: 'code-sequential', red: { 'C-17': 'random bits' } },
  { fault: 'code-illegal-characters', red: { 'C-18': 'U+00E6' } },
  { fault: 'callback-nul-in-code', red: { 'C-18': 'U+FFFD' }, also: ['C-20'] },
  { fault: 'code-repeated', red: { 'C-19': 'different codes of 19' } },
  { fault: 'code-never-expires', red: { 'C-20': 'after 310 s' } },
  { fault: 'code-expires-at-once', red: { 'C-20': 'after 10 s' } },
  { fault: 'error-with-code', red: { 'C-21': 'carries code' } },
  { fault: 'callback-error-beside-code', red: { 'C-21': 'code comes beside an error' } },
  { fault: 'error-state-missing', red: { 'C-22': 'no state' } },
  { fault: 'error-state-wrong', red: { 'C-22': 'another state' } },
]

describe('each callback check sees its defects, and sees them where they are', () => {
  it.each(rows)('$fault', (row) => expectSeen(callback, row))

  it('an announced iss that never comes, from a provider that is not known for it', async () => {
    await using subject = await startMockSubject('2024', ['sandbox-dk'])
    const targets = subject.targets.map((target) => ({ ...target, environment: undefined }))
    const { results } = await runChecks({ subject: 'other', targets, checks: callback.checks, today: '2026-11-24' })
    const red = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
    expect(red.map(({ id, actual }) => [id, actual])).toEqual([
      ['C-10', { announced: true, received: null, errorsWithoutIss: ['form_post', 'fragment'] }],
    ])
  })

  it('every MUST check is shown to fail', () => {
    expect(unproven(callback, rows)).toEqual([])
  })
})

describe('a fault of the errors', () => {
  it('that keeps them from the client is for another family to find', async () => {
    const results = await withFault(callback, { fault: 'error-not-sent' })
    const skipped = results.filter(({ verdict }) => verdict === 'skip')
    expect(skipped.map(({ id, reason }) => [id, reason])).toEqual(
      ['C-21', 'C-22'].map((id) => [id, 'prompt=none sent no error to the client (A-36).']),
    )
  })
})

describe('the strength of codes', () => {
  const hex = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes)))
  const six = (make: (index: number) => string) => Array.from({ length: 6 }, (_none, index) => make(index))

  it.each<[string, (index: number) => string, number, number]>([
    ['64 hexadecimal digits', () => hex(32).toString('hex'), 240, 256],
    ['64 digits and a suffix', () => `${hex(32).toString('hex').toUpperCase()}-1`, 240, 256],
    ['22 characters of base64url', () => hex(16).toString('base64url'), 120, 132],
    ['numbers in sequence', (index) => String(index).padStart(32, '0'), 0, 4],
    ['one text for ever', () => 'a'.repeat(64), 0, 0],
    ['a session of its own behind a short random part', () => `${hex(4).toString('hex')}.${'b'.repeat(64)}`, 24, 32],
    [
      'a long run of two characters',
      () =>
        hex(8)
          .toString('hex')
          .replaceAll(/[2-9a-f]/g, '0'),
      0,
      16,
    ],
  ])('%s', (_what, make, least, most) => {
    const { bits } = strengthOf(six(make))
    expect(bits).toBeGreaterThanOrEqual(least)
    expect(bits).toBeLessThanOrEqual(most)
  })
})
