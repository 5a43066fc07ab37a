import { describe, expect, it } from 'vitest'
import { api } from '../src/checks/api/index.ts'
import type { CheckDefinition } from '../src/checks/check.ts'
import { security } from '../src/checks/security/index.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { type HttpRequest, type HttpResponse, pairsOf, type Send, textOf } from '../src/subjects/http.ts'
import { startMockSubject } from '../src/subjects/mock-subject.ts'
import type { Target } from '../src/subjects/target.ts'
import { expectSeen, type FaultRow, unproven } from './support/faulty-mock.ts'

const rows: readonly FaultRow[] = [
  { fault: 'pkce-optional', red: { 'S-01': 'without code_challenge' } },
  { fault: 'verifier-ignored', red: { 'S-02': 'code_verifier of the victim redeems a code of the attacker' } },
  { fault: 'open-redirector', red: { 'S-03': 'an unregistered redirect_uri' } },
  { fault: 'redirect-uri-unregistered-accepted', red: { 'S-03': 'redirect_uri with prompt=none: an answer' } },
  { fault: 'error-page-reflects', red: { 'S-04': 'is taken for an element of the page' } },
  { fault: 'form-post-unescaped', red: { 'S-04': 'state is taken for an element' } },
  { fault: 'header-split', red: { 'S-05': 'state makes the header Set-Cookie' } },
  { fault: 'http-stack-trace', red: { 'S-08': 'a stack trace' } },
  { fault: 'http-stack-trace-in-refusals', red: { 'S-08': 'connect/token: a stack trace' } },
  { fault: 'http-version-banner', red: { 'S-08': 'the header server names a version' } },
  { fault: 'http-secret-echoed', red: { 'S-09': 'the answer contains a client_secret' } },
  { fault: 'http-cors-wildcard', red: { 'S-10': 'access-control-allow-origin' } },
  { fault: 'http-cors-reflected', red: { 'S-10': 'access-control-allow-credentials' } },
  { fault: 'http-trace-answered', red: { 'S-13': 'TRACE at the token endpoint' } },
  { fault: 'page-third-party-image', red: { 'S-18': 'loads something from tracker.example' } },
  { fault: 'page-referrer-leaks', red: { 'S-18': 'Referrer-Policy unsafe-url' } },
  { fault: 'page-form-unprotected', at: 'login', red: { 'S-16': 'no field whose value differs' } },
  { fault: 'page-form-unprotected', at: 'consent', red: { 'S-17': 'no field that another site could not guess' } },
  { fault: 'api-signature-unchecked', red: { 'S-20': 'an access token gets 200 at the API of production-dk' } },
]

/** Family S, or some of its checks, against a mock that a test puts something between. */
async function examine(
  change: (target: Target) => Target,
  ids?: readonly string[],
  before: readonly CheckDefinition[] = [],
) {
  await using subject = await startMockSubject('2024', ['sandbox-dk'])
  const chosen = security.checks.filter(({ id }) => ids?.includes(id) ?? true)
  const checks = [...before.map((check) => ({ ...check, facts: [] })), ...chosen]
  const run = await runChecks({ subject: 'mock', targets: subject.targets.map(change), checks, today: '2026-11-24' })
  return run.results
}

/** The target, its answers changed on their way. */
function intercepted(
  change: (response: HttpResponse, request: HttpRequest) => HttpResponse,
): (target: Target) => Target {
  return (target) => ({ ...target, send: async (request) => change(await target.send(request), request) })
}

const withBody = (response: HttpResponse, body: string): HttpResponse => ({ ...response, body: Buffer.from(body) })

describe('security of a provider', () => {
  it.each(rows)('with the fault $fault', (row) => expectSeen(security, row))

  it('has a fault for every MUST check but those that are proven here by a stand-in, and over TLS', () => {
    expect(unproven(security, rows)).toEqual(['S-11', 'S-19', 'S-21', 'S-22'])
  })

  it('sees forms whose token nobody asks for', async () => {
    const results = await examine(tokensForgiven, ['S-16', 'S-17'])
    const seen = Object.fromEntries(results.map(({ id, verdict, actual }) => [id, [verdict, actual]]))
    expect(seen).toEqual({
      'S-16': ['warn', ['the login form is taken without __RequestVerificationToken']],
      'S-17': ['warn', ['the consent form is taken without __RequestVerificationToken']],
    })
  })

  it('sees a refusal that tells more than others, as information', async () => {
    const telling = intercepted((response) =>
      textOf(response).includes('unauthorized_client')
        ? withBody(response, textOf(response).replace('</body>', '<p>client_id is unknown</p></body>'))
        : response,
    )
    const [result] = await examine(telling, ['S-14'])
    expect(result).toMatchObject({
      verdict: 'info',
      actual: expect.arrayContaining([expect.stringContaining('client_id')]),
    })
  })

  it('sees a code that two providers redeem', async () => {
    const [result] = await examine(
      (target) => ({
        ...target,
        ...(target.lab && {
          lab: {
            ...target.lab,
            otherProvider: async () => ({ addresses: target.addresses, async [Symbol.asyncDispose]() {} }),
          },
        }),
      }),
      ['S-19'],
    )
    expect(result).toMatchObject({
      verdict: 'fail',
      actual: ['a code is redeemed at another provider', 'a refresh token is taken at another provider'],
    })
  })

  it('measures no time where nobody does, and judges none where somebody does', async () => {
    const unmeasured = intercepted(({ elapsedMs: _elapsed, ...response }) => response)
    expect((await examine(unmeasured, ['S-15']))[0]?.verdict).toBe('untested')
    expect((await examine((target) => target, ['S-15']))[0]?.verdict).toBe('info')
  })

  it('is asked of no other vendor where MobilePay alone has it, and all else holds there too', async () => {
    const results = await examine((target) => ({ ...target, environment: undefined, label: 'login.example' }))
    const byVerdict = Object.groupBy(results, ({ verdict }) => verdict)
    expect(byVerdict.inapplicable?.map(({ id }) => id)).toEqual(['S-06', 'S-07', 'S-11', 'S-12', 'S-14', 'S-20'])
    expect(Object.keys(byVerdict).toSorted()).toEqual(['inapplicable', 'info', 'pass'])
  })
})

describe('the suite itself', () => {
  const metered = (traffic: NonNullable<Send['traffic']>) => (target: Target) => ({
    ...target,
    send: Object.assign((request: HttpRequest) => target.send(request), { traffic }),
  })

  it.each([
    [{ requests: 3, shortestIntervalMs: 40, largestBytes: 10 }, '40 ms between two requests'],
    [{ requests: 2001, shortestIntervalMs: 1000, largestBytes: 10 }, '2001 requests'],
    [{ requests: 1, shortestIntervalMs: undefined, largestBytes: 200_000 }, 'a request of 200000 bytes'],
  ])('fails S-21 by %j', async (traffic, reason) => {
    expect(await examine(metered(traffic), ['S-21'])).toMatchObject([{ verdict: 'fail', actual: [reason] }])
  })

  it('says in S-21 what it sent to hosts of others, and that nobody counted', async () => {
    const traffic = { requests: 3, shortestIntervalMs: 1001, largestBytes: 10 }
    expect(await examine(metered(traffic), ['S-21'])).toMatchObject([{ actual: '3 requests, within the limits' }])
    const uncounted = intercepted((response) => response)
    expect(await examine(uncounted, ['S-21'])).toMatchObject([{ verdict: 'untested' }])
  })

  it.each(['code', 'access_token', 'client_secret', 'VAT number', 'e-mail address'])(
    'fails S-22 where a check tells of a %s',
    async (kind) => {
      const results = await examine((target) => target, ['S-22'], [telltale(kind)])
      expect(results.at(-1)).toMatchObject({ verdict: 'fail', actual: [`a ${kind} in the result of X-01`] })
    },
  )

  it('passes S-22 after everything that P and S exchange', async () => {
    await using subject = await startMockSubject('2018', ['sandbox-fi'])
    const checks = [...api.checks, ...security.checks]
    const { results } = await runChecks({ subject: 'mock', targets: subject.targets, checks, today: '2026-11-24' })
    expect(results.at(-1)).toMatchObject({ id: 'S-22', verdict: 'pass' })
  })
})

/** A check that breaks the rule that no check may break. */
function telltale(kind: string): CheckDefinition {
  return {
    id: 'X-01',
    title: 'Tells',
    spec: 'none',
    level: 'MAY',
    sandbox: 'mock-only',
    async run({ flow }) {
      const { code, accessToken } = await flow.happy()
      const { clientSecret, merchantVat, loginHint } = flow.login()
      const values: Readonly<Record<string, string | undefined>> = {
        code,
        access_token: accessToken,
        client_secret: clientSecret,
        'VAT number': merchantVat,
        'e-mail address': loginHint,
      }
      return { kind: 'pass', expected: kind, actual: `it is ${values[kind]}!` }
    },
  }
}

/** A provider that asks for no token: what a form lacks is put in on its way. */
function tokensForgiven(target: Target): Target {
  const name = '__RequestVerificationToken'
  const tokens = new Map<string, string>()
  const send: Send = async (request) => {
    const fields = request.form && pairsOf(request.form)
    const path = new URL(request.url).pathname
    const token = tokens.get(request.headers?.cookie?.match(/antiforgery=([^;]+)/)?.[1] ?? '')
    const isForgiven =
      fields && /login|consent/.test(path) && token !== undefined && !fields.some(([field]) => field === name)
    const response = await target.send(isForgiven ? { ...request, form: [...fields, [name, token]] } : request)
    const cookie =
      /antiforgery=([^;]+)/.exec(response.headers.getSetCookie().join())?.[1] ??
      request.headers?.cookie?.match(/antiforgery=([^;]+)/)?.[1]
    const found = new RegExp(`name="${name}" value="([^"]+)"`).exec(textOf(response))?.[1]
    if (cookie !== undefined && found !== undefined) tokens.set(cookie, found)
    return response
  }
  return { ...target, send }
}
