import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { judge } from '../../src/cli/doctor/check-clock.ts'
import type { Finding } from '../../src/cli/doctor/finding.ts'
import { type Env, run, useHomes } from './support/cli.ts'
import { freeRedirectUri, useMock, worldOf } from './support/world.ts'

const mock = useMock()
const secured = useMock({ tls: true })
const home = useHomes()

async function examine(env: Env, args: readonly string[] = []) {
  const { code, stdout, stderr } = await run(['doctor', '--json', ...args], env)
  expect(stderr).toBe('')
  const { healthy, findings } = JSON.parse(stdout) as { healthy: boolean; findings: Finding[] }
  const by = (status: Finding['status']) => findings.filter((finding) => finding.status === status)
  return { code, healthy, findings, failed: by('failed'), skipped: by('skipped') }
}

describe.each(['2024', '2018'] as const)('doctor, generation %s', (generation) => {
  const place = async () => worldOf(mock, await home(), { generation })

  it('finds nothing where all is well', async () => {
    const { env } = await place()
    const { code, healthy, findings, failed } = await examine(env)
    expect([code, healthy, failed]).toEqual([0, true, []])
    const seen = findings.filter(({ status }) => status === 'ok').map(({ check }) => check)
    const all = ['configuration', 'dns', 'clock', 'discovery', 'hosts', 'jwks', 'client', 'redirect-uri', 'connections']
    expect(seen).toEqual(all)
  })

  it('finds a client secret that is not accepted, and repeats it nowhere', async () => {
    const { env } = await place()
    const { code, findings, failed } = await examine({ ...env, MOBILEPAY_CLIENT_SECRET: 'canary-secret' })
    expect(code).toBe(6)
    expect(failed).toMatchObject([
      {
        check: 'client',
        sentence: expect.stringContaining('does not accept'),
        remedy: expect.stringContaining('zip file'),
      },
    ])
    expect(JSON.stringify(findings)).not.toContain('canary')
  })

  it('finds a client id that is unknown', async () => {
    const { env } = await place()
    const { failed } = await examine({ ...env, MOBILEPAY_CLIENT_ID: 'nobody' })
    expect(failed.map(({ check }) => check)).toEqual(['client', 'redirect-uri'])
    expect(failed[1]?.sentence).toContain('unauthorized_client')
  })

  it('finds a redirect URI that is not registered', async () => {
    const { env } = await place()
    const { code, failed } = await examine(env, ['--redirect-uri', 'http://127.0.0.1:7891/'])
    const [finding, ...others] = failed
    expect([code, others]).toEqual([6, []])
    expect(finding).toMatchObject({
      check: 'redirect-uri',
      sentence: expect.stringContaining('http://127.0.0.1:7891/'),
    })
    expect(finding?.remedy).toMatch(generation === '2024' ? /redirect URI is not registered/ : /client id is unknown/)
  })

  it('finds a scope that the client may not have', async () => {
    const { env } = await place()
    const narrow = { MOBILEPAY_CLIENT_ID: 'integrator-narrow', MOBILEPAY_CLIENT_SECRET: 'integrator-narrow-secret' }
    const { failed } = await examine({ ...env, ...narrow }, ['--scope', 'webhooks'])
    expect(failed).toMatchObject([
      { check: 'redirect-uri', sentence: expect.stringMatching(/invalid_scope|unauthorized_client/) },
    ])
  })
})

describe('doctor', () => {
  it('finds a redirect URI that can not be used at all', async () => {
    const { env } = worldOf(mock, await home())
    const { code, failed } = await examine(env, ['--redirect-uri', 'http://integrator.example/'])
    expect([code, failed]).toEqual([6, [expect.objectContaining({ check: 'configuration' })]])
  })

  it('finds another issuer than the pinned one, and looks no further', async () => {
    const { env, url } = worldOf(mock, await home())
    const elsewhere = {
      MOBILEPAY_DISCOVERY_URL: `${url}/sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration`,
      MOBILEPAY_API_URL: `${url}/api.sandbox.mobilepay.dk`,
      MOBILEPAY_ISSUER: 'https://somebody.example',
    }
    const { failed, skipped } = await examine({ ...env, ...elsewhere })
    expect(failed).toMatchObject([{ check: 'discovery', sentence: expect.stringContaining('another issuer') }])
    expect(skipped.map(({ check }) => check)).toEqual(expect.arrayContaining(['jwks', 'client', 'redirect-uri']))
  })

  it('finds a host that nobody answers at', async () => {
    const { env } = worldOf(mock, await home())
    const { failed } = await examine({ ...env, MOBILEPAY_MOCK: await freeRedirectUri() })
    expect(failed).toMatchObject([{ check: 'discovery', sentence: expect.stringContaining('ECONNREFUSED') }])
  })

  it('finds a name that can not be resolved', async () => {
    const { env } = worldOf(mock, await home())
    const { failed } = await examine({ ...env, MOBILEPAY_MOCK: 'https://nobody.invalid' })
    expect(failed[0]).toMatchObject({ check: 'dns', sentence: expect.stringContaining('nobody.invalid') })
  })

  it('finds a certificate that is not trusted, and none once its CA is', async () => {
    const { tls } = secured.server
    if (!tls?.caPath) throw new Error('the mock has no CA')
    const { env } = worldOf(secured, await home())
    const over = { ...env, MOBILEPAY_MOCK: `https://localhost:${tls.port}` }
    const untrusted = await examine(over)
    expect(untrusted.failed[0]).toMatchObject({ check: 'tls', remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS') })
    const trusted = await examine({ ...over, NODE_EXTRA_CA_CERTS: tls.caPath })
    expect(trusted.findings.find(({ check }) => check === 'tls')?.status).toMatch(/ok|warning/)
    expect(trusted.failed.filter(({ check }) => check === 'tls' || check === 'discovery')).toEqual([])
  })

  it('finds a clock that is wrong', async () => {
    const server = createServer((_, response) => response.setHeader('date', 'Wed, 25 Nov 2015 12:00:00 GMT').end('{}'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { env } = worldOf(mock, await home())
    const { port } = server.address() as AddressInfo
    const { findings } = await examine({ ...env, MOBILEPAY_MOCK: `http://127.0.0.1:${port}` })
    server.close()
    expect(findings.find(({ check }) => check === 'clock')).toMatchObject({ status: 'failed' })
  })

  it.each([
    [0, 'ok', 'right'],
    [-1, 'ok', 'right'],
    [15, 'ok', '15 seconds behind'],
    [-16, 'warning', '16 seconds ahead'],
    [30, 'warning', 'behind'],
    [31, 'failed', 'behind'],
    [-3_600, 'failed', 'ahead'],
  ])('judges a clock that another one is %i seconds ahead of: %s', (ahead, status, said) => {
    expect(judge(ahead, 30)).toMatchObject({ status, sentence: expect.stringContaining(said) })
  })

  it('tells people the same in aligned lines', async () => {
    const { env } = worldOf(mock, await home())
    const { code, stdout } = await run(['doctor'], { ...env, MOBILEPAY_CLIENT_SECRET: 'wrong' })
    expect(code).toBe(6)
    expect(stdout).toMatch(/^ok +configuration/)
    expect(stdout).toMatch(/^FAILED +client +MobilePay does not accept/m)
    expect(stdout).toMatch(/\n\d+ fine, 0 to look at, 1 failed\.\n$/)
  })
})
