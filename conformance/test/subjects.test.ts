import { environments } from '@mobilepay-oidc/fixtures'
import { describe, expect, it } from 'vitest'
import { addressesBelow, addressRuleOf } from '../src/subjects/address-rule.ts'
import { guardedSend } from '../src/subjects/guarded-send.ts'
import { isLoopbackHttp } from '../src/subjects/loopback.ts'
import { reachesProduction } from '../src/subjects/production-guard.ts'
import { urlSubject } from '../src/subjects/url-subject.ts'

const sandbox = environments['sandbox-dk']

describe('the address rule', () => {
  it.each(['http://localhost:4010', 'http://localhost:4010/w/one', 'https://mock.example'])(
    'holds below %s',
    (base) => {
      const rule = addressesBelow(`${base}/`)
      const served = `${base}/sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration`
      expect(rule.toServed(sandbox.discovery.url)).toBe(served)
      expect(rule.toReal(served)).toBe(sandbox.discovery.url)
      expect(addressRuleOf(served).base).toBe(base)
    },
  )

  it.each([
    'http://localhost:4010/connect/token',
    'http://localhost:40100/api.mobilepay.dk/x',
    'https://api.mobilepay.dk/x',
  ])('leaves %s alone', (url) => expect(addressesBelow('http://localhost:4010').toReal(url)).toBe(url))

  it('is no rule at real addresses', () => {
    expect(addressRuleOf(sandbox.discovery.url).base).toBeUndefined()
    expect(addressRuleOf('https://login.example/realm/.well-known/openid-configuration').base).toBeUndefined()
  })
})

describe('the guard of production', () => {
  it.each([
    'https://admin.mobilepay.dk/account/.well-known/openid-configuration',
    'https://ADMIN.mobilepay.fi./account',
    'https://api.mobilepay.dk:8443/merchant',
    'https://developer.mobilepay.dk/',
    'http://mobilepay.dk/',
  ])('refuses %s', (url) => {
    expect(reachesProduction(url)).toBe(true)
    expect(() => guardedSend()({ method: 'GET', url })).toThrow(/production is never tested/)
  })

  it.each([
    sandbox.discovery.url,
    sandbox.endpoints.token.url,
    'http://localhost:4010/admin.mobilepay.dk/account/.well-known/openid-configuration',
    'https://notmobilepay.dk/',
  ])('lets %s through', (url) => expect(reachesProduction(url)).toBe(false))
})

describe('a subject by its address', () => {
  it('knows the environment of a mock', () => {
    const url = 'http://localhost:4010/sandprod-admin.mobilepay.fi/account/.well-known/openid-configuration'
    const [target] = urlSubject(url, '2024').targets
    expect(target).toMatchObject({ label: 'sandbox-fi', environment: 'sandbox-fi', discoveryUrl: url })
    expect(target?.login).toBeUndefined()
  })

  it('takes the second documented address for the same environment', () => {
    expect(urlSubject(sandbox.discoveryAlternative.url, '2024').targets[0]?.environment).toBe('sandbox-dk')
  })

  it('names any other provider by its host', () => {
    const [target] = urlSubject('https://login.example/.well-known/openid-configuration', '2024').targets
    expect(target).toMatchObject({ label: 'login.example', environment: undefined })
  })

  it.each([
    ['http://localhost:4010/', true],
    ['http://127.0.0.2/', true],
    ['http://[::1]:4010/', true],
    ['https://localhost/', false],
    ['http://localhost.example/', false],
  ])('sees whether %s is plain http on this machine: %s', (url, loopback) => {
    expect(isLoopbackHttp(url)).toBe(loopback)
  })
})
