import { describe, expect, it } from 'vitest'
import { api } from '../src/checks/api/index.ts'
import { storageProblems } from '../src/checks/api/storage-by-others.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { startMockSubject } from '../src/subjects/mock-subject.ts'
import { expectSeen, type FaultRow, unproven, withFault } from './support/faulty-mock.ts'
import { type PlainHttp, startTlsMock } from './support/tls-mock.ts'

const rows: readonly FaultRow[] = [
  { fault: 'api-merchant-of-another', red: { 'P-01': 'MerchantId is that of another merchant' } },
  { fault: 'api-merchant-missing', red: { 'P-01': 'MerchantId is missing', 'P-15': 'MerchantId is missing' } },
  { fault: 'api-merchant-number', red: { 'P-01': 'MerchantId is a number', 'P-15': 'MerchantId must be string' } },
  { fault: 'api-merchant-null', red: { 'P-01': 'MerchantId is null', 'P-15': 'MerchantId must be string' } },
  { fault: 'api-answer-array', red: { 'P-01': 'no JSON object', 'P-15': 'must be object' } },
  { fault: 'api-token-refused', red: { 'P-01': 'the status is 401' }, also: ['P-02', 'P-09'] },
  { fault: 'api-challenge-missing', red: { 'P-02': 'without WWW-Authenticate', 'P-03': 'without WWW-Authenticate' } },
  { fault: 'api-token-not-asked-for', red: { 'P-02': 'no Authorization: 200', 'P-10': 'answered with 200' } },
  { fault: 'api-challenge-without-error', red: { 'P-03': '401 WWW-Authenticate bearer' } },
  { fault: 'api-expired-token-accepted', red: { 'P-04': 'an expired token gets 200', 'P-17': '"afterExpiry":200' } },
  { fault: 'api-signature-unchecked', red: { 'P-05': 'signature', 'P-06': 'alg HS256' } },
  { fault: 'api-unsigned-token-accepted', red: { 'P-06': 'alg none: accepted' } },
  { fault: 'api-id-token-accepted', red: { 'P-07': 'the ID token of the callback: 403' } },
  { fault: 'api-refresh-token-accepted', red: { 'P-08': 'the refresh token: accepted' } },
  { fault: 'api-scope-unchecked', red: { 'P-09': '"withoutScope":200' } },
  { fault: 'api-token-in-query-accepted', red: { 'P-10': 'access_token in the query' } },
  { fault: 'api-scheme-case-sensitive', red: { 'P-11': 'the scheme bearer gets 401' } },
  { fault: 'api-without-app-fails', red: { 'P-12': 'x-ibm-client-id missing: 500', 'P-14': '500 has no body' } },
  { fault: 'http-stack-trace-in-refusals', red: { 'P-14': 'the body of 401 is no JSON object' } },
  { fault: 'api-answer-cacheable', red: { 'P-16': 'Cache-Control has public' } },
  { fault: 'code-reuse-accepted', red: { 'P-18': '"reusedCode":"accepted"' } },
]

describe('the protected API', () => {
  it.each(rows)('with the fault $fault', (row) => expectSeen(api, row))

  it.each<[PlainHttp, string]>([
    ['refused', 'pass'],
    ['redirected', 'pass'],
    ['served', 'fail'],
  ])('over TLS, plain http %s: P-19 is %s', async (plainHttp, verdict) => {
    await using mock = await startTlsMock(plainHttp)
    const checks = api.checks.filter(({ id }) => id === 'P-19')
    const { results } = await runChecks({ subject: 'mock', targets: [mock.target], checks, today: '2026-11-24' })
    expect(results.map((result) => result.verdict)).toEqual([verdict])
  })

  it('has a fault for every MUST check but P-19, whose address no mock on this machine has', () => {
    expect(unproven(api, rows)).toEqual(['P-19'])
  })

  it('tells of a member that no description names, as information', async () => {
    const results = await withFault(api, { fault: 'api-answer-extended' })
    const told = results.find(({ id }) => id === 'P-15')
    expect(told).toMatchObject({ verdict: 'info', reason: expect.stringContaining('Added') })
  })

  it('is judged by no check while it answers 429, and P-20 reads when to come again', async () => {
    const results = await withFault(api, { fault: 'api-too-many-requests' })
    const verdicts = Map.groupBy(results, ({ verdict }) => verdict)
    expect(verdicts.get('fail') ?? verdicts.get('warn')).toBeUndefined()
    expect(results.find(({ id }) => id === 'P-20')).toMatchObject({ verdict: 'info', actual: ['retry-after'] })
  })

  it('asks for the x-ibm headers where its world says so, and tells that the known deviations are gone', async () => {
    await using subject = await startMockSubject('2024', ['sandbox-dk'])
    const switches = { ibmHeadersRequired: true, accessTokenAfterRevocation: 'refused' } as const
    const world = subject.worlds.get('sandbox-dk')?.name ?? ''
    await subject.server.control.run('switches.set', { world, switches })
    const { results } = await runChecks({
      subject: 'mock',
      targets: subject.targets,
      checks: api.checks,
      today: '2026-11-24',
    })
    const verdict = (id: string) => results.find((result) => result.id === id)?.verdict
    expect([verdict('P-12'), verdict('P-17')]).toEqual(['pass', 'fixed'])
  })
})

describe('what may be stored by others', () => {
  it.each([
    ['no-store', []],
    ['private, max-age=60', []],
    ['no-cache', []],
    ['max-age=0, must-revalidate', []],
    ['public', ['Cache-Control has public']],
    ['max-age=60', ['Cache-Control has max-age=60']],
    ['S-MaxAge=60', ['Cache-Control has s-maxage=60']],
  ])('by %s', (value, problems) => {
    expect(storageProblems(new Headers({ 'cache-control': value }))).toEqual(problems)
    expect(storageProblems(new Headers())).toEqual([])
  })
})
