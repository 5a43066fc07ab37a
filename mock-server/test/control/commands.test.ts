import { beforeEach, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { flowIn, postToken } from '../support/auto-flow.ts'

let mock: MockServer

beforeEach(async () => {
  mock = await startMockServer({ consent: 'auto' })
  return () => mock.close()
})

const world = 'default'

function refresh(refreshToken: string | undefined) {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken ?? '', client_id: 'integrator' }
  return postToken(mock.environments['sandbox-dk'], { ...form, client_secret: 'integrator-secret' })
}

describe('the clock', () => {
  test('after thirteen months a refresh token lives, after thirteen months and a day it is dead', async () => {
    const attemptAfter = async (duration: string) => {
      await mock.control.run('clock.freeze', { world, time: '2026-07-01T12:00:00Z' })
      const { tokens } = await flowIn(mock.environments['sandbox-dk'])
      await mock.control.run('clock.advance', { world, duration })
      return (await refresh(tokens.refresh_token)).status
    }
    expect(await attemptAfter('P13M')).toBe(200)
    expect(await attemptAfter('P13M1D')).toBe(400)
  })

  test('of one world moves alone', async () => {
    const other = mock.createWorld()
    await mock.control.run('clock.set', { world: other.name, time: '2018-06-01T00:00:00Z' })
    expect(other.world.clock.now()).toBeLessThan(Date.parse('2018-06-02'))
    expect(mock.world.clock.now()).toBeGreaterThan(Date.parse('2026-01-01'))
  })

  test.each([
    ['clock.advance', { duration: 'tomorrow' }, 'duration'],
    ['clock.advance', { duration: 'P' }, 'duration'],
    ['clock.advance', { duration: '-P1D' }, 'duration'],
    ['clock.advance', { duration: 'P99999999999Y' }, 'duration'],
    ['clock.advance', { duration: 'P9000Y' }, 'duration'],
    ['clock.set', { time: '2026-02-30T00:00:00Z' }, 'time'],
    ['clock.set', { time: '2026-01-01T00:00:00' }, 'time'],
    ['clock.set', { time: '2026-01-01T24:00:00Z' }, 'time'],
    ['clock.set', { time: '1969-12-31T23:59:59Z' }, 'time'],
    ['clock.set', { time: '0000-01-01T00:00:00Z' }, 'time'],
    ['clock.set', { time: 'noon' }, 'time'],
    ['clock.freeze', { time: '2026-13-45T00:00:00Z' }, 'time'],
  ] as const)('%s %j is refused and changes nothing', async (name, input, field) => {
    await mock.control.run('clock.freeze', { world })
    const before = mock.world.clock.now()
    await expect(mock.control.run(name, { world, ...input } as never)).rejects.toMatchObject({
      status: 422,
      errors: [{ field }],
    })
    expect(mock.world.clock.now()).toBe(before)
  })
})

describe('consents', () => {
  test('a revoked one ends refreshing, and the next request asks again', async () => {
    const { tokens } = await flowIn(mock.environments['sandbox-dk'])
    const { consents } = await mock.control.run('consents.list', { world })
    expect(consents).toMatchObject([{ clientId: 'integrator', scopes: ['openid', 'offline_access', 'invoice'] }])
    await mock.control.run('consents.revoke', { world, id: consents[0]?.id ?? '' })
    expect((await refresh(tokens.refresh_token)).status).toBe(400)
    expect((await mock.control.run('consents.list', { world })).consents).toEqual([])
  })

  test('one of unknown parties is refused with what is allowed', async () => {
    const input = { world, sub: 'nobody', clientId: 'integrator', scopes: ['openid'] }
    await expect(mock.control.run('consents.grant', input)).rejects.toMatchObject({ errors: [{ field: 'sub' }] })
    expect((await mock.control.run('consents.list', { world })).consents).toEqual([])
  })
})

describe('people', () => {
  test('a client that is added may ask at once, one that is removed no more', async () => {
    const [known] = mock.world.clients
    if (!known) throw new Error('no client is seeded')
    await mock.control.run('clients.put', {
      world,
      client: { ...known, clientId: 'new-client', clientSecret: 'new-client-secret' },
    })
    expect(
      (await flowIn(mock.environments['sandbox-dk'], { clientId: 'new-client' })).tokens.access_token,
    ).toBeDefined()
    await mock.control.run('clients.remove', { world, clientId: 'new-client' })
    expect((await flowIn(mock.environments['sandbox-dk'], { clientId: 'new-client', redeem: false })).code).toBe('')
  })

  test('a user of an unknown merchant is refused', async () => {
    const [known] = mock.world.users
    if (!known) throw new Error('no user is seeded')
    const user = { ...known, sub: 'new', merchants: ['unknown'] }
    await expect(mock.control.run('users.put', { world, user })).rejects.toMatchObject({
      errors: [{ field: 'user.merchants' }],
    })
    expect(mock.world.findUser('new')).toBeUndefined()
  })

  test('every wrong member is named', async () => {
    const user = { sub: '', email: 'e', password: 'p', name: 'n', locale: 'sv', merchants: [], color: 'red' }
    const refused = mock.control.run('users.put', { world, user } as never)
    await expect(refused).rejects.toMatchObject({
      status: 422,
      errors: expect.arrayContaining([
        { field: 'user.color', allowed: 'no such member' },
        { field: 'user.locale', allowed: 'one of da, fi, en' },
      ]),
    })
  })
})

describe('a name that is misspelt', () => {
  test.each([
    ['switches.set', { switches: { strictParameter: true } }, 'switches.strictParameter', 'strictParameters'],
    ['switches.set', { profile: 'recordngs' }, 'profile', 'recordings'],
    ['clock.advance', { duraton: 'P1D' }, 'duraton', 'duration'],
  ] as const)('%s %j is refused with the nearest one, and changes nothing', async (name, input, field, nearest) => {
    const before = mock.world.settings.switches
    const refused = mock.control.run(name, { world, ...input } as never)
    await expect(refused).rejects.toMatchObject({
      status: 422,
      errors: expect.arrayContaining([{ field, allowed: expect.stringContaining(`did you mean "${nearest}"?`) }]),
    })
    expect(mock.world.settings.switches).toEqual(before)
  })
})

describe('switches and keys', () => {
  test('a profile sets all switches, single ones go on top', async () => {
    const switches = await mock.control.run('switches.set', {
      world,
      profile: 'recordings',
      switches: { strictParameters: true },
    })
    expect(switches).toMatchObject({
      standingGrantSkipsConsent: false,
      nonceReplayRefused: false,
      strictParameters: true,
    })
    expect(await mock.control.run('switches.set', { world, profile: 'documents' })).toMatchObject({
      strictParameters: false,
    })
  })

  test('a rotation keeps the key before with overlap and withdraws it without', async () => {
    const { signing } = await mock.control.run('keys.list', { world })
    expect((await mock.control.run('keys.rotate', { world })).published).toContain(signing)
    expect((await mock.control.run('keys.rotate', { world, overlap: false })).published).not.toContain(signing)
  })
})

describe('worlds', () => {
  test('are created, listed and removed', async () => {
    const created = await mock.control.run('worlds.create', { name: 'mine', generation: '2018', users: [] })
    expect(created).toMatchObject({ name: 'mine', url: `${mock.url}/w/mine`, generation: '2018' })
    expect((await mock.control.run('worlds.list', {})).worlds.map(({ name }) => name)).toEqual(['default', 'mine'])
    await mock.control.run('worlds.remove', { world: 'mine' })
    await expect(mock.control.run('worlds.get', { world: 'mine' })).rejects.toMatchObject({ status: 404 })
  })

  test('the default one stays, a taken name is refused', async () => {
    await expect(mock.control.run('worlds.remove', { world })).rejects.toMatchObject({ status: 409 })
    mock.createWorld({}, 'mine')
    await expect(mock.control.run('worlds.create', { name: 'mine' })).rejects.toMatchObject({ status: 409 })
  })
})
