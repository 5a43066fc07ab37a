import { createPrivateKey } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { environments, testKeys } from '@mobilepay-oidc/fixtures'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { api } from '../src/checks/api/index.ts'
import { security } from '../src/checks/security/index.ts'
import { type CheckResult, runChecks } from '../src/run/run-checks.ts'
import { TransportError } from '../src/subjects/http.ts'
import type { Target } from '../src/subjects/target.ts'
import { tlsProbe } from '../src/subjects/tls-probe.ts'
import { startTlsMock, type TlsMock } from './support/tls-mock.ts'

let mock: TlsMock
beforeAll(async () => {
  mock = await startTlsMock()
})
afterAll(() => mock[Symbol.asyncDispose]())

async function examine(ids: readonly string[], changes: Partial<Target> = {}): Promise<readonly CheckResult[]> {
  const checks = [...api.checks, ...security.checks].filter(({ id }) => ids.includes(id))
  const targets = [{ ...mock.target, ...changes }]
  return (await runChecks({ subject: 'mock', targets, checks, today: '2026-11-24' })).results
}

const hosts = [...new Set(Object.values(environments['sandbox-dk'].sites).map(({ host }) => host))]

describe('the sandbox under its real names, over TLS', () => {
  it('is judged by every check of P and S', async () => {
    const results = await examine([...api.checks, ...security.checks].map(({ id }) => id))
    const byVerdict = Object.groupBy(results, ({ verdict }) => verdict)
    const ids = Object.fromEntries(
      Object.entries(byVerdict).map(([verdict, some]) => [verdict, some.map(({ id }) => id)]),
    )
    const { pass, ...others } = ids
    expect(pass).toEqual(expect.arrayContaining(['P-19', 'S-06', 'S-11', 'S-21']))
    // The mock sends no Strict-Transport-Security, which browsers would keep for localhost and for the real hosts; under
    // real names the other stage is production.
    expect(others).toEqual({
      known: ['P-09', 'P-17', 'P-18'],
      inapplicable: ['P-12'],
      warn: ['S-07'],
      info: ['S-12', 'S-15'],
      untested: ['S-20'],
    })
  })

  it('S-06 sees cookies that anybody may read and send', async () => {
    const world = 'default'
    const { id } = await mock.server.control.run('faults.add', {
      world,
      fault: 'session-cookie-unprotected',
      times: 'always',
    })
    const [result] = await examine(['S-06'])
    await mock.server.control.run('faults.remove', { world, id })
    expect(result?.verdict).toBe('warn')
    expect(JSON.stringify(result?.actual)).toMatch(/has no Secure.*has no HttpOnly.*has no SameSite/)
  })

  it('S-07 names the hosts that do not say HTTPS alone', async () => {
    const [without] = await examine(['S-07'])
    for (const host of hosts)
      expect(JSON.stringify(without?.actual)).toContain(`${host} sends no Strict-Transport-Security`)
    const saying = (value: string): Partial<Target> => ({
      send: async (request) => {
        const response = await mock.target.send(request)
        const headers = new Headers(response.headers)
        headers.set('strict-transport-security', value)
        return { ...response, headers }
      },
    })
    expect((await examine(['S-07'], saying('max-age=31536000; includeSubDomains')))[0]?.verdict).toBe('pass')
    expect((await examine(['S-07'], saying('max-age=0')))[0]?.verdict).toBe('warn')
  })

  it('S-11 sees a server that accepts what is outdated', async () => {
    const [key] = testKeys.sandbox
    const cert = `-----BEGIN CERTIFICATE-----\n${key.certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
    const pem = createPrivateKey({ key: key.privateKey, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' })
    const ciphers = 'ALL:aNULL:eNULL@SECLEVEL=0'
    const server = createServer({ key: pem, cert, minVersion: 'TLSv1', ciphers, dhparam: 'auto' })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const resolve = hosts.map((host) => ({ host, port: 443, address: '127.0.0.1', toPort: port }))
    const [result] = await examine(['S-11'], { probeTls: tlsProbe({ resolve }) })
    server.close()
    expect(result?.verdict).toBe('fail')
    for (const host of hosts) {
      expect(JSON.stringify(result?.actual)).toContain(`${host} accepts TLSv1.1`)
      expect(JSON.stringify(result?.actual)).toContain(`${host} accepts ciphers without encryption`)
    }
  })

  it('S-11 and S-12 judge nothing where no handshake comes about', async () => {
    const probeTls = async () => ({ protocol: undefined, certificateProblem: undefined, error: 'ECONNREFUSED' })
    const results = await examine(['S-11', 'S-12'], { probeTls })
    expect(results.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive'])
  })

  it('S-12 sees a certificate that ends soon', async () => {
    const ninetyDaysLess = 397 - 10
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ninetyDaysLess * 86_400_000 })
    const [result] = await examine(['S-12'])
    vi.useRealTimers()
    expect(result?.verdict).toBe('warn')
    for (const host of hosts) expect(JSON.stringify(result?.actual)).toContain(`the certificate of ${host} ends in`)
  })

  it('never reaches production, whatever a check asks for', async () => {
    const url = environments['production-dk'].discovery.url
    expect(() => mock.target.send({ method: 'GET', url })).toThrow(TransportError)
  })
})
