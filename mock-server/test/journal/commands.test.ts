import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { beforeEach, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { authorizeRules, clientRules } from '../../src/rules/authorize/table.ts'
import { flowIn, postToken } from '../support/auto-flow.ts'
import { har12 } from './har-schema.ts'

const world = 'default'
let mock: MockServer

beforeEach(async () => {
  mock = await startMockServer({ consent: 'auto' })
  return () => mock.close()
})

/** Two requests to the token endpoint that are refused, each for its own reason. */
async function refusals() {
  const environment = mock.environments['sandbox-dk']
  await postToken(environment, { grant_type: 'authorization_code', client_id: 'nobody' })
  const client = { client_id: 'integrator', client_secret: 'integrator-secret' }
  await postToken(environment, { grant_type: 'refresh_token', refresh_token: 'made-up', ...client })
}

async function lastId(): Promise<number> {
  return (await mock.control.run('journal.list', { world })).lastId
}

describe('list', () => {
  test('is filtered, oldest first', async () => {
    await flowIn(mock.environments['sandbox-dk'])
    await refusals()
    const all = await mock.control.run('journal.list', { world })
    expect(all.exchanges.map(({ id }) => id)).toEqual(all.exchanges.map((_, index) => index + 1))
    expect(all.total).toBe(all.lastId)
    const refused = await mock.control.run('journal.list', { world, endpoint: 'token', outcome: 'refused' })
    expect(refused.exchanges).toMatchObject([
      { what: 'invalid_client', status: 400, rules: ['client-authentication-failed'] },
      { what: 'invalid_grant', status: 400, clientId: 'integrator' },
    ])
    const answered = { world, method: 'POST', clientId: 'integrator', status: 200 } as const
    expect((await mock.control.run('journal.list', answered)).exchanges).toMatchObject([{ outcome: 'answered' }])
    expect((await mock.control.run('journal.list', { world, environment: 'production-dk' })).total).toBe(0)
  })

  test('names whose exchange it was, also where the client is gone when it is read', async () => {
    await refusals()
    await mock.control.run('clients.remove', { world, clientId: 'integrator' })
    const clients = async (since: number) =>
      (await mock.control.run('journal.list', { world, endpoint: 'token', since })).exchanges.map(
        ({ clientId }) => clientId,
      )
    expect(await clients(0)).toEqual([undefined, 'integrator'])
    const last = await lastId()
    await refusals()
    expect(await clients(last)).toEqual([undefined, undefined])
  })

  test('a limit keeps the newest; with since, the first after it, so that a reader can go on', async () => {
    await refusals()
    const last = await lastId()
    const ids = async (input: object) =>
      (await mock.control.run('journal.list', { world, ...input })).exchanges.map(({ id }) => id)
    expect(await ids({ limit: 2 })).toEqual([last - 1, last])
    expect(await ids({ since: 1, limit: 2 })).toEqual([2, 3])
    expect(await ids({ since: last })).toEqual([])
  })
})

describe('get', () => {
  test('explains a refusal by the ledger and says how to mend it', async () => {
    await refusals()
    const { exchanges } = await mock.control.run('journal.list', { world, rule: 'client-authentication-failed' })
    const exchange = await mock.control.run('journal.get', { world, id: exchanges[0]?.id ?? 0 })
    expect(exchange.explanation).toMatchObject([
      {
        kind: 'refused',
        error: 'invalid_client',
        rule: 'client-authentication-failed',
        mend: expect.stringContaining('Check client_id and client_secret'),
        fact: { id: 'client-authentication-failed', section: expect.any(String), source: expect.any(String) },
      },
    ])
    expect(exchange.request.body?.text).toContain('grant_type=authorization_code')
  })

  test('shows the path of rules up to the one that refused', async () => {
    await refusals()
    const { exchanges } = await mock.control.run('journal.list', { world, rule: 'refresh-token-invalid' })
    const { path } = await mock.control.run('journal.get', { world, id: exchanges[0]?.id ?? 0 })
    expect(path.map(({ rule, verdict }) => `${rule} ${verdict}`)).toEqual([
      'client-authentication-malformed passed',
      'client-authentication-failed passed',
      'token-grant-type-unsupported passed',
      'resource-indicator passed',
      'token-grant-type-not-allowed passed',
      'refresh-token-missing passed',
      'consumed-token-invalid passed',
      'refresh-token-invalid refused',
    ])
    expect(path.at(-1)?.fact).toMatchObject({ specification: 'RFC 6749, 5.2', statement: expect.any(String) })
  })

  test('shows every rule of a request that passed', async () => {
    await flowIn(mock.environments['sandbox-dk'])
    const exchange = await mock.control.run('journal.wait', { world, since: 0, endpoint: 'authorize' })
    const rules = [...clientRules, ...authorizeRules].map(({ fact }) => fact)
    expect(exchange.asked).toEqual(rules)
    expect(exchange.path.filter(({ verdict }) => verdict === 'refused')).toEqual([])
  })

  test('an unknown id is refused with those that are kept', async () => {
    await refusals()
    await expect(mock.control.run('journal.get', { world, id: 99 })).rejects.toMatchObject({
      status: 404,
      errors: [{ field: 'id', allowed: `1 to ${await lastId()}` }],
    })
  })
})

describe('wait', () => {
  test('gives the next exchange, though its code is still being loaded when it ends', async () => {
    await using fresh = await startMockServer({ consent: 'auto' })
    await fetch(fresh.environments['sandbox-dk'].discoveryUrl)
    const waiting = fresh.control.run('journal.wait', { world, endpoint: 'discovery' })
    await fetch(fresh.environments['sandbox-fi'].discoveryUrl)
    expect(await waiting).toMatchObject({ id: 2, environment: 'sandbox-fi', explanation: [] })
  })

  test('takes one that has ended already with since', async () => {
    await refusals()
    expect(await mock.control.run('journal.wait', { world, since: 0, outcome: 'refused' })).toMatchObject({
      decisions: [{ refused: { error: 'invalid_client' } }],
    })
  })

  test('is refused in time, and shows what came instead', async () => {
    await refusals()
    const waiting = mock.control.run('journal.wait', { world, since: 0, endpoint: 'revocation', timeoutMs: 1 })
    await expect(waiting).rejects.toMatchObject({
      status: 408,
      message: expect.stringMatching(/No exchange met the filter within 1 ms.* POST token .* 400 refused/s),
      members: { seen: expect.arrayContaining([expect.objectContaining({ endpoint: 'token', status: 400 })]) },
    })
  })
})

describe('assert', () => {
  test('passes where the count is met', async () => {
    await refusals()
    const filter = { world, endpoint: 'token' } as const
    expect(await mock.control.run('journal.count', filter)).toEqual({ count: 2 })
    for (const expected of [{ exactly: 2 }, { atLeast: 1 }, { atMost: 2 }, { atLeast: 2, atMost: 2 }]) {
      expect(await mock.control.run('journal.assert', { ...filter, ...expected })).toEqual({ count: 2 })
    }
  })

  test.each([
    [{ exactly: 1 }, 'Expected exactly 1 exchanges with endpoint token, status 400; seen 2.'],
    [{ atLeast: 3 }, 'Expected at least 3 exchanges'],
    [{ atMost: 1 }, 'Expected at most 1 exchanges'],
  ])('%j is refused with what was seen', async (expected, sentence) => {
    await refusals()
    await expect(
      mock.control.run('journal.assert', { world, endpoint: 'token', status: 400, ...expected }),
    ).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining(sentence),
      members: { expected, count: 2 },
    })
  })

  test('of nothing is refused', async () => {
    await expect(mock.control.run('journal.assert', { world })).rejects.toMatchObject({ status: 422 })
  })
})

test('clear forgets, and ids go on', async () => {
  await refusals()
  const before = await lastId()
  await mock.control.run('journal.clear', { world })
  expect(await mock.control.run('journal.list', { world })).toEqual({ exchanges: [], total: 0, lastId: before })
  await refusals()
  expect((await mock.control.run('journal.list', { world })).exchanges[0]?.id).toBe(before + 1)
})

describe('exports', () => {
  test('HAR is what the format demands', async () => {
    await flowIn(mock.environments['sandbox-dk'])
    await refusals()
    const answer = await fetch(`${mock.url}/_mock/worlds/default/journal/har`)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    const har = (await answer.json()) as { log: { entries: { request: { url: string; method: string } }[] } }
    const ajv = new Ajv2020({ allErrors: true, strict: false })
    addFormats.default(ajv)
    expect(ajv.validate(har12, har), ajv.errorsText()).toBe(true)
    expect(har.log.entries).toHaveLength(await lastId())
    const urls = har.log.entries.map(({ request }) => request.url)
    expect(urls[1]).toMatch(
      /^https:\/\/sandprod-admin\.mobilepay\.dk\/account\/connect\/authorize\?client_id=integrator&/,
    )
  })

  test('NDJSON is one whole exchange a line', async () => {
    await refusals()
    const answer = await fetch(`${mock.url}/_mock/worlds/default/journal/ndjson?outcome=refused`)
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson')
    const lines = (await answer.text()).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual(mock.world.journal.find({ outcome: 'refused' }))
    expect(lines).toHaveLength(2)
  })
})
