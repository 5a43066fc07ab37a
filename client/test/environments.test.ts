import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { generateEnvironments } from '../scripts/generate-environments.ts'
import { resolveEnvironment } from '../src/environments.ts'

const custom = {
  discoveryUrl: 'http://127.0.0.1:4010/sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration',
  issuer: 'https://api.mobilepay.dk/merchant',
  apiUrl: 'http://127.0.0.1:4010/api.sandbox.mobilepay.dk',
}

describe('environments', () => {
  it('are generated from the fixtures, and up to date', async () => {
    const file = new URL('../src/environments.generated.ts', import.meta.url)
    expect(await readFile(file, 'utf8')).toBe(await generateEnvironments())
  })

  it('pin issuer, API and hosts', () => {
    const environment = resolveEnvironment('production-fi')
    expect(environment.issuer).toBe('https://api.mobilepay.dk/merchant')
    expect([...environment.hosts]).toEqual(['admin.mobilepay.fi', 'api.mobilepay.dk'])
  })

  it.each(['sandbox', 'toString', 'SANDBOX-DK'])('refuse the unknown name %s', (name) => {
    expect(() => resolveEnvironment(name as 'sandbox-dk')).toThrow(
      expect.objectContaining({ code: 'environment-unknown' }),
    )
  })

  it.each(['127.0.0.1:4010', '127.8.9.1', '[::1]:4010', 'localhost:4010'])('take http for %s by option', (host) => {
    const discoveryUrl = custom.discoveryUrl.replace('127.0.0.1:4010', host)
    expect(resolveEnvironment({ ...custom, discoveryUrl, allowHttpOnLoopback: true }).hosts).toContain(host)
    expect(() => resolveEnvironment({ ...custom, discoveryUrl })).toThrow(
      expect.objectContaining({ code: 'address-refused' }),
    )
  })

  it.each([
    'http://example.com/',
    'http://127.0.0.1.example.com/',
    'http://localhost.example.com/',
    'http://10.0.0.1/',
    'http://[::2]/',
    'ftp://127.0.0.1/',
    'https://user:secret@127.0.0.1/',
    'https://user@127.0.0.1/',
    'not a URL',
  ])('refuse %s even with the option', (apiUrl) => {
    expect(() => resolveEnvironment({ ...custom, apiUrl, allowHttpOnLoopback: true })).toThrow(
      expect.objectContaining({ code: 'address-refused' }),
    )
  })

  it('refuse a custom environment without an issuer: it is never taken from the document', () => {
    expect(() => resolveEnvironment({ ...custom, issuer: '', allowHttpOnLoopback: true })).toThrow(
      expect.objectContaining({ code: 'option-invalid' }),
    )
  })
})
