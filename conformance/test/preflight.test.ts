import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EnvironmentName } from '@mobilepay-oidc/fixtures'
import { environments } from '@mobilepay-oidc/fixtures'
import { type MockServer, startMockServer } from '@mobilepay-oidc/mock-server'
import { describe, expect, it } from 'vitest'
import { families } from '../src/checks/families.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { preflight } from '../src/preflight/preflight.ts'
import { plain } from '../src/reports/paint.ts'
import { exitCodeOf, summarize } from '../src/reports/summarize.ts'
import { type RunResult, runChecks } from '../src/run/run-checks.ts'
import { TransportError } from '../src/subjects/http.ts'
import { seededLogins } from '../src/subjects/seeded-logins.ts'
import type { AutomaticLogin, Target } from '../src/subjects/target.ts'
import { urlSubject } from '../src/subjects/url-subject.ts'
import { reply, StandIn } from './support/stand-in.ts'

const checks = families.flatMap((family) => family.checks).filter(({ id }) => ['D-01', 'A-10', 'T-15'].includes(id))

function runWith(targets: readonly Target[]): Promise<RunResult> {
  return runChecks({ subject: 's', targets, checks, today: '2026-11-24', preflight })
}

/** A run against a mock, with a login that differs from a right one. */
async function runOn(
  server: MockServer,
  change: Partial<AutomaticLogin>,
  environment: EnvironmentName = 'sandbox-dk',
): Promise<RunResult> {
  const login = { ...seededLogins(environment).main, ...change }
  const { discoveryUrl } = server.environments[environment]
  await using subject = urlSubject(discoveryUrl, '2024', { login })
  return runWith(subject.targets)
}

const findings = ({ results }: RunResult) => results.filter(({ id }) => id.startsWith('PRE-'))

describe('the preflight of a right configuration', () => {
  it.each<EnvironmentName>(['sandbox-dk', 'sandbox-fi'])(
    'of %s finds nothing, and logs nobody in',
    async (environment) => {
      await using server = await startMockServer({ port: 0 })
      const run = await runOn(server, {}, environment)
      expect(run.preflight.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(
        ['01', '02', '03', '04', '05', '06', '07'].map((number) => `PRE-${number} pass`),
      )
      expect(findings(run)).toEqual([])
      expect(run.results.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass'])
      const asked = run.preflight.flatMap(({ evidence }) => evidence.map((id) => run.exchanges.get(id)?.request))
      expect(asked.filter((request) => request?.method === 'POST').map((request) => request?.url)).toEqual([
        expect.stringMatching(/connect\/token$/),
      ])
    },
  )

  it('has nothing to say about a client where none was given', async () => {
    await using server = await startMockServer({ port: 0 })
    await using subject = urlSubject(server.environments['sandbox-dk'].discoveryUrl, '2024')
    const { preflight: looks } = await runWith(subject.targets)
    expect(looks.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', ...Array(5).fill('inapplicable')])
  })
})

describe('the preflight names the field and the mend', () => {
  it.each<[string, Partial<AutomaticLogin>, string, string, string]>([
    ['a GUID', { clientId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' }, 'PRE-03', 'login.clientId', 'x-ibm-client-id'],
    ['an e-mail address', { clientId: 'anna@klippe.example' }, 'PRE-03', 'login.clientId', 'e-mail address'],
    ['a client of production', { clientId: 'invoice.prodclient' }, 'PRE-03', 'login.clientId', 'named for production'],
    ['a relative redirect URI', { redirectUri: '/callback' }, 'PRE-04', 'login.redirectUri', 'no absolute URL'],
    ['plain http', { redirectUri: 'http://shop.example/' }, 'PRE-04', 'login.redirectUri', 'plain http'],
    ['a fragment', { redirectUri: 'https://shop.example/#x' }, 'PRE-04', 'login.redirectUri', 'fragment'],
    ['a wrong check digit', { merchantVat: 'DK12345678' }, 'PRE-05', 'login.merchantVat', 'check digit'],
    ['no VAT number', { merchantVat: '12345674' }, 'PRE-05', 'login.merchantVat', 'DK or FI and eight digits'],
    [
      'the other country',
      { merchantVat: seededLogins('sandbox-fi').main.merchantVat },
      'PRE-05',
      'login.merchantVat',
      'not of DK',
    ],
    ['a wrong secret', { clientSecret: 'not-the-secret' }, 'PRE-06', 'login.clientSecret', 'refuses the client'],
    ['an unknown client', { clientId: 'nobody' }, 'PRE-06', 'login.clientId', 'refuses the client'],
    [
      'an unregistered redirect URI',
      { redirectUri: 'https://shop.example/cb' },
      'PRE-07',
      'login.redirectUri',
      'registered',
    ],
    ['a scope too many', { scopes: ['openid', 'everything'] }, 'PRE-07', 'login.scopes', 'openid everything'],
  ])('for %s', async (_what, change, id, field, words) => {
    await using server = await startMockServer({ port: 0 })
    const run = await runOn(server, change)
    const [finding, ...more] = findings(run)
    expect(more).toEqual([])
    expect(finding).toMatchObject({ id, verdict: 'config', environment: 'sandbox-dk' })
    expect(finding?.reason).toContain(field)
    expect(finding?.reason).toContain(words)
    expect(finding?.remedy).toMatch(/^[A-Z].*\.$/)
    expect(JSON.stringify(finding)).not.toContain(seededLogins('sandbox-dk').main.clientSecret)
    expect(JSON.stringify(finding)).not.toContain('anna@klippe.example')
    expect(exitCodeOf(summarize(run.results))).toBe(2)
    const byId = new Map(run.results.map((result) => [result.id, result]))
    expect(byId.get('D-01')?.verdict).toBe('pass')
    expect(byId.get('T-15')).toMatchObject({ verdict: 'untested', reason: `${finding?.reason} (${id})` })
  })

  it('for a clock that is wrong', async () => {
    await using server = await startMockServer({ port: 0 })
    await using subject = urlSubject(server.environments['sandbox-dk'].discoveryUrl, '2024')
    const targets = subject.targets.map((target) => ({
      ...target,
      send: async (request: Parameters<Target['send']>[0]) => {
        const response = await target.send(request)
        const headers = new Headers(response.headers)
        headers.set('date', new Date(Date.now() - 3_600_000).toUTCString())
        return { ...response, headers }
      },
    }))
    expect(findings(await runWith(targets))).toMatchObject([
      { id: 'PRE-02', verdict: 'config', reason: expect.stringMatching(/36\d\d seconds ahead of the provider's/) },
    ])
  })

  it('for plain http where TLS was asked for', async () => {
    const server = createServer((_request, response) => response.end()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const port = (server.address() as AddressInfo).port
    await using secure = urlSubject(`https://127.0.0.1:${port}/.well-known/openid-configuration`, '2024')
    const [http] = findings(await runWith(secure.targets))
    server.close()
    expect(http).toMatchObject({ id: 'PRE-01', verdict: 'config', reason: expect.stringContaining('speaks no TLS') })
  })

  it.each([
    ['ENOTFOUND', 'config', 'DNS knows no login.example'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'config', 'the certificate of login.example is not trusted here'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'config', 'not trusted here'],
    ['ECONNREFUSED', 'inconclusive', 'UNREACHABLE'],
    ['EAI_AGAIN', 'inconclusive', 'UNREACHABLE'],
    ['no whole answer within 10000 ms', 'inconclusive', 'UNREACHABLE'],
  ])('for another provider that ends with %s', async (code, verdict, words) => {
    const discoveryUrl = 'https://login.example/.well-known/openid-configuration'
    const [target] = urlSubject(discoveryUrl, '2024').targets
    const send = async () => Promise.reject(new TransportError(`GET ${discoveryUrl}: ${code}`))
    const run = await runWith(target ? [{ ...target, send }] : [])
    expect(findings(run)).toMatchObject([{ id: 'PRE-01', verdict, reason: expect.stringContaining(words) }])
    expect(run.results.filter(({ id }) => !id.startsWith('PRE-')).map((result) => result.verdict)).toEqual(
      Array(3).fill('untested'),
    )
    expect(exitCodeOf(summarize(run.results))).toBe(verdict === 'config' ? 2 : 3)
  })
})

describe('--check-timeout', () => {
  it('bounds each request too, so that a host that hangs is told of soon', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/openid-configuration`
    const printed: string[] = []
    const write = (text: string) => printed.push(text)
    const args = ['--url', url, '--check-timeout', '0.25', '--only', 'D-02,K-01']
    const code = await runCli(args, { paint: plain, out: write, err: write })
    server.closeAllConnections()
    server.close()
    expect({ code, text: printed.join('') }).toMatchObject({
      code: 3,
      text: expect.stringMatching(/UNREACHABLE: GET .*: no whole answer within 250 ms/),
    })
  })
})

describe('a service that is gone', () => {
  const sandbox = urlSubject(environments['sandbox-dk'].discovery.url, '2024').targets[0]
  it.each<[string, () => Promise<ReturnType<typeof reply>>, string]>([
    ['a name that DNS has forgotten', () => Promise.reject(new TransportError('GET https://x: ENOTFOUND')), 'RETIRED'],
    ['404', async () => reply(404, ''), 'answered 404 (no content type)'],
    ['a page', async () => reply(200, '<title>Goodbye</title>', { 'content-type': 'text/html' }), 'the page "Goodbye"'],
    ['a redirect', async () => reply(301, '', { location: 'https://vipps.example/' }), 'to vipps.example'],
    ['a gateway without a server', async () => reply(503, ''), 'UNREACHABLE: 503'],
  ])('is inconclusive with what was seen: %s', async (_what, send, words) => {
    const run = await runWith(sandbox ? [{ ...sandbox, send }] : [])
    expect(findings(run)).toMatchObject([{ verdict: 'inconclusive', reason: expect.stringContaining(words) }])
    expect(exitCodeOf(summarize(run.results))).toBe(3)
  })

  it('is not taken for a wrong address of another provider', async () => {
    const provider = new StandIn()
    provider.intercept = () => reply(404, '')
    expect(findings(await runWith([provider.target]))).toMatchObject([
      { verdict: 'config', reason: expect.stringContaining('no discovery document at this address') },
    ])
  })
})
