import type { Generation } from '@mobilepay-oidc/fixtures'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scenarios, titleOf } from '../src/hostile/hostile-row.ts'
import { nothingArrives } from '../src/hostile/rows/callback.ts'
import { hostileRows } from '../src/hostile/rows/index.ts'
import { type HostileResult, runHostile, runTwins } from '../src/hostile/run-hostile.ts'
import type { ClientSubject } from '../src/subjects/client-subject.ts'
import { startOwnClient } from '../src/subjects/client-subject.ts'

/** Groups of the mock's catalogue that reach a client; the others are about pages, browsers and other servers. */
const ofClients = [
  'discovery',
  'keys',
  'callback',
  'id-token',
  'access-token',
  'token-endpoint',
  'refresh',
  'api',
  'http',
  'wire',
]

let client: ClientSubject
beforeAll(async () => {
  client = await startOwnClient()
})
afterAll(() => client[Symbol.asyncDispose]())

describe('the hostile rows', () => {
  it('have an expectation for every fault that a client can meet', async () => {
    const { faults } = await client.server.control.run('faults.catalogue', {})
    const ofCatalogue = hostileRows.filter(({ probe, isReplayed }) => probe === undefined && !isReplayed)
    const expected = new Set([...ofCatalogue.map(({ fault }) => fault), ...Object.keys(nothingArrives)])
    const met = faults.filter(({ group }) => ofClients.includes(group)).map(({ name }) => name)
    expect(met.filter((name) => !expected.has(name))).toEqual([])
    expect([...expected].filter((name) => !met.includes(name))).toEqual([])
  })

  it('have titles of their own', () => {
    const titles = hostileRows.map(titleOf)
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  })

  it('give names of their own to what the catalogue has not', async () => {
    const { faults } = await client.server.control.run('faults.catalogue', {})
    const known = new Set(faults.map(({ name }) => name))
    expect(hostileRows.filter(({ fault, probe }) => probe && known.has(fault)).map(titleOf)).toEqual([])
  })

  it('cover every hostile response that the catalogue of checks lists and a provider can send', async () => {
    const { faults } = await client.server.control.run('faults.catalogue', {})
    const listed = faults.filter(({ ids }) => ids.some((id) => id.startsWith('MR-')))
    const covered = new Set(hostileRows.map(({ fault }) => fault))
    expect(listed.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([])
  })

  it('have what somebody else than the provider does: bring a callback again (MR-050)', async () => {
    const rows = hostileRows.filter(({ ids }) => ids?.includes('MR-050'))
    const results = await runHostile(client, { rows })
    expect(results).toMatchObject([{ ids: ['MR-050'], verdict: 'rejected', got: { reached: 'callback' } }])
    expect(results[0]?.requests.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(1)
  })
})

describe.each<Generation>(['2024', '2018'])('this client, before a provider of %s', (generation) => {
  let client: ClientSubject
  beforeAll(async () => {
    client = await startOwnClient(generation)
  })
  afterAll(() => client[Symbol.asyncDispose]())

  it('rejects what is to be rejected, for the true reason and without a trace, and takes what is harmless', async () => {
    const results = await runHostile(client)
    const elsewhere = hostileRows.filter((row) => row.generation !== undefined && row.generation !== generation)
    expect(results.length).toBe(hostileRows.length - elsewhere.length)
    const wrong = results.filter(({ isRight }) => !isRight)
    expect(wrong.map(inWords)).toEqual([])
    const rejected = results.filter(({ verdict }) => verdict === 'rejected')
    const hostile = results.filter(({ expected }) => expected.outcome === 'rejected')
    expect(rejected.length).toBe(hostile.length)
    expect(results.reduce((sum, { laterRequests }) => sum + laterRequests, 0)).toBe(0)
  }, 300_000)

  it('accepts the twin of every row, to which nothing was done', async () => {
    const twins = await runTwins(client)
    expect(twins.map(({ story }) => story.scenario)).toEqual(expect.arrayContaining([...scenarios]))
    expect(twins.filter(({ isRight }) => !isRight)).toEqual([])
  })
})

function inWords({ title, verdict, expected, got, laterRequests }: HostileResult): string {
  return `${verdict}: ${title}: ${JSON.stringify({ expected, got, laterRequests })}`
}
