import { type EnvironmentName, environmentNames, type Generation } from '@mobilepay-oidc/fixtures'
import { describe, expect, it } from 'vitest'
import type { CheckResult } from '../src/run/run-checks.ts'
import { TransportError } from '../src/subjects/http.ts'
import { examine, foreign } from './support/defect.ts'
import { reply, StandIn } from './support/stand-in.ts'

const generations: readonly Generation[] = ['2018', '2024']
const every = environmentNames.flatMap((environment) =>
  generations.map((generation): [EnvironmentName, Generation] => [environment, generation]),
)

/** The checks that did not simply pass, by verdict. */
function besidesPass(results: readonly CheckResult[]): Readonly<Record<string, readonly string[]>> {
  const groups = Map.groupBy(results, ({ verdict }) => verdict)
  groups.delete('pass')
  return Object.fromEntries(Array.from(groups, ([verdict, members]) => [verdict, members.map(({ id }) => id)]))
}

describe('a provider that does what MobilePay does', () => {
  it.each(every)('%s of %s has nothing but its known deviations', async (environment, generation) => {
    expect(besidesPass(await examine(new StandIn(environment, generation)))).toEqual({
      warn: ['D-12', 'D-13', 'D-23'],
      known: ['D-05', 'D-17', ...(generation === '2024' ? ['D-22'] : []), 'D-25', 'D-27', 'K-15', 'K-19'],
      inapplicable: ['D-28', 'D-29'],
    })
  })

  it.each<[string, (provider: StandIn) => void]>([
    ['more claims', (provider) => Object.assign(provider.claims, { name: 'Anna', aud: ['integrator', 'other'] })],
    ['keys in another order', (provider) => provider.keys.reverse()],
    [
      'members in another order',
      (provider) => {
        provider.document = Object.fromEntries(Object.entries(provider.document).reverse())
      },
    ],
    [
      'a key of another kind',
      (provider) =>
        provider.keys.push({
          kty: 'EC',
          kid: 'ec',
          crv: 'P-256',
          x: 'RfKn9kJx5ubQljLC2keNWokgxiYlskeqnYYub-RypZk',
          y: '2gV31XoVMrTz20eIMAbRHX0QxxWqrpH6cO3IbFfFrN0',
        }),
    ],
    [
      'a key for encryption',
      (provider) => provider.keys.push({ ...provider.keys[0], kid: 'e', use: 'enc', alg: 'RSA-OAEP' }),
    ],
    [
      'one key alone, which has no kid',
      (provider) => {
        provider.keys = provider.keys.slice(0, 1)
        provider.rotate = undefined
      },
    ],
    ['the other key signing', (provider) => provider.rotate?.()],
  ])('may have %s', async (_what, change) => {
    const provider = new StandIn()
    change(provider)
    const results = await examine(provider)
    expect(results.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive')).toEqual([])
  })
})

describe("another vendor's provider", () => {
  it('is not measured by what is known about MobilePay', async () => {
    const provider = new StandIn()
    const issuer = 'https://login.example'
    foreign(provider, `${issuer}/.well-known/openid-configuration`)
    provider.changes = {
      ...provider.changes,
      probeTls: async (_host, _port, version) => {
        const protocol = version >= 'TLSv1.2' ? version : undefined
        return { protocol, certificateProblem: undefined, error: undefined }
      },
    }
    Object.assign(provider.document, { issuer })
    provider.claims = { iss: issuer }
    const verdicts = besidesPass(await examine(provider))
    expect(verdicts.inapplicable).toEqual(['D-06', 'D-16', 'D-19', 'D-20'])
    expect(verdicts.untested).toEqual(['D-30'])
    expect(verdicts.known).toBeUndefined()
    expect(verdicts.fixed).toBeUndefined()
  })
})

describe('a provider that cannot be reached', () => {
  it('is judged by no check', async () => {
    const provider = new StandIn()
    provider.changes = {
      discoveryUrl: 'https://sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration',
      send: async ({ url }) => {
        throw new TransportError(`${url}: ECONNREFUSED`)
      },
      probeTls: async () => ({ protocol: undefined, certificateProblem: undefined, error: 'ECONNREFUSED' }),
    }
    const results = await examine(provider)
    expect(new Set(results.map(({ verdict }) => verdict))).toEqual(new Set(['inconclusive']))
    expect(results[0]?.reason).toContain('ECONNREFUSED')
  })

  it('answers garbage: the checks come to their end all the same', async () => {
    for (const body of ['', 'null', '42', '[]', '{}', '{"keys":[[]]}', '\u0000', '<html>']) {
      const provider = new StandIn()
      provider.intercept = () => reply(200, body, { 'content-type': 'application/json' })
      const results = await examine(provider)
      expect(results.filter(({ reason }) => reason?.startsWith('The check could not'))).toEqual([])
      expect(results.some(({ verdict }) => verdict === 'fail')).toBe(true)
    }
  })

  it('answers a key set of garbage', async () => {
    for (const keys of [[null, 1, 'x'], [{ kty: 'RSA' }], [{ kty: 5, n: {}, e: [], x5c: 7, kid: {} }]]) {
      const provider = new StandIn()
      provider.keys = keys as never
      const results = await examine(provider)
      expect(results.filter(({ reason }) => reason?.startsWith('The check could not'))).toEqual([])
    }
  })
})
