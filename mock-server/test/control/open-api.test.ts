import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { AnyCommand } from '../../src/control/command.ts'
import { commands } from '../../src/control/table.ts'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { flowIn } from '../support/auto-flow.ts'
import { type OpenApi, OpenApiClient } from './open-api-client.ts'

let mock: MockServer

beforeEach(async () => {
  // Not the CA of whoever runs the tests.
  vi.stubEnv('MOBILEPAY_MOCK_DATA', await mkdtemp(join(tmpdir(), 'mock-data-')))
  mock = await startMockServer({ consent: 'auto' })
  return async () => {
    vi.unstubAllEnvs()
    await mock.close()
  }
})

async function openApi(): Promise<OpenApi> {
  return (await (await fetch(`${mock.url}/_mock/openapi.json`)).json()) as OpenApi
}

/** Inputs that only a running mock knows; all others are the examples of the table. */
async function inputs(world: string): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
  const {
    consents: [consent],
  } = await mock.control.run('consents.list', { world })
  const fault = await mock.control.run('faults.add', { world, fault: 'front-id-token-nonce-missing' })
  const held = await mock.control.run('faults.add', { world, fault: 'front-id-token-nonce-missing' })
  return {
    'consents.revoke': { id: consent?.id },
    'faults.remove': { id: fault.id },
    'faults.release': { id: held.id },
    'journal.wait': { since: 0, endpoint: 'token' },
    'journal.live': { since: 0 },
  }
}

/** What ends something comes last, the whole world at the very end. */
const order = ({ name }: AnyCommand) =>
  ['remove', 'revoke', 'clear'].indexOf(name.split('.')[1] ?? '') + (name === 'worlds.remove' ? 9 : 0)

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate({ ...(await openApi()) })
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
  })

  test('has every command', async () => {
    const { operations } = new OpenApiClient(await openApi())
    expect([...operations].sort()).toEqual(commands.map(({ name }) => name).sort())
  })

  test('is enough for a client to give every command, and every answer is as documented', async () => {
    const client = new OpenApiClient(await openApi())
    const world = 'walk'
    const { environments } = mock.createWorld({ consent: 'auto' }, world)
    await flowIn(environments['sandbox-dk'])
    const known = await inputs(world)
    const all: readonly AnyCommand[] = [...commands].sort((one, other) => order(one) - order(other))
    for (const { name, path, example } of all) {
      const inWorld = path.includes('{world}') ? { world } : {}
      const { status, value } = await client.call(name, { ...inWorld, ...(known[name] ?? example ?? {}) })
      expect(status, `${name}: ${JSON.stringify(value)}`).toBe(200)
    }
    expect(mock.worlds.find(world)).toBeUndefined()
  })

  test('describes refusals as they are', async () => {
    const client = new OpenApiClient(await openApi())
    const refused = async (name: string, input: Record<string, unknown>) => (await client.call(name, input)).status
    expect(await refused('clock.get', { world: 'unknown' })).toBe(404)
    expect(await refused('clock.set', { world: 'default', time: 'noon' })).toBe(422)
    expect(await refused('worlds.create', { name: 'default' })).toBe(409)
    expect(await refused('journal.list', { world: 'default', status: 'bad' })).toBe(422)
    expect(await refused('journal.wait', { world: 'default', timeoutMs: 1 })).toBe(408)
    expect(await refused('journal.assert', { world: 'default', exactly: 1 })).toBe(409)
  })
})
