import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import type { MockServerOptions } from '../../src/index.ts'
import { flowIn, postToken } from '../support/auto-flow.ts'
import { Team } from './support/team.ts'

const client = { client_id: 'integrator', client_secret: 'integrator-secret' }

/** What a mock does, whatever keeps its state and however many mocks share it. */
export function describeStore(size: number, optionsFor: () => Promise<MockServerOptions>): void {
  const start = async (options: MockServerOptions = {}) => Team.start(size, { ...(await optionsFor()), ...options })

  test('a code is redeemed once, whoever is asked, also when all are asked at once', async () => {
    await using team = await start()
    const { redeem } = await flowIn(team.place(), { redeem: false })
    const answers = await Promise.all(Array.from({ length: 6 }, () => redeem(team.place())))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400, 400])
    expect((await redeem(team.place())).status).toBe(400)
  })

  test('a one-time refresh token is good once, and what it was changed for is good', async () => {
    await using team = await start()
    const { tokens } = await flowIn(team.place())
    const refresh = (token: string) =>
      postToken(team.place(), { ...client, grant_type: 'refresh_token', refresh_token: token })
    const answers = await Promise.all(Array.from({ length: 4 }, () => refresh(tokens.refresh_token ?? '')))
    const [good] = answers.filter(({ status }) => status === 200)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const { refresh_token = '' } = ((await good?.json()) ?? {}) as { refresh_token?: string }
    expect((await refresh(refresh_token)).status).toBe(200)
    expect(await (await refresh(refresh_token)).json()).toEqual({ error: 'invalid_grant' })
  })

  test('a nonce is good for one code', async () => {
    await using team = await start()
    const first = await flowIn(team.place(), { nonce: 'the same', redeem: false })
    const second = await flowIn(team.place(), { nonce: 'the same', redeem: false })
    expect([first.code === '', second.code === '']).toEqual([false, true])
  })

  test('a fault acts as often as it was told, over all', async () => {
    await using team = await start()
    const input = { world: 'default', fault: 'http-503', target: { endpoint: 'discovery' }, times: 2 } as const
    const { id } = await team.control.run('faults.add', input)
    const answers = await Promise.all(Array.from({ length: 8 }, () => fetch(team.place().discoveryUrl)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 503, 503])
    const { faults } = await team.control.run('faults.list', { world: 'default' })
    expect(faults).toMatchObject([{ id, fired: 2, state: 'spent' }])
  })

  test('a fault remembers what it met', async () => {
    await using team = await start()
    await team.control.run('faults.add', { world: 'default', fault: 'refresh-replay-ends-family', times: 'always' })
    const { tokens } = await flowIn(team.place())
    const refresh = async (token: string) => {
      const form = { ...client, grant_type: 'refresh_token', refresh_token: token }
      return (await (await postToken(team.place(), form)).json()) as Record<string, string>
    }
    const second = await refresh(tokens.refresh_token ?? '')
    expect(second.refresh_token).toBeDefined()
    expect(await refresh(tokens.refresh_token ?? '')).toEqual({ error: 'invalid_grant' })
    expect(await refresh(second.refresh_token ?? '')).toEqual({ error: 'invalid_grant' })
  })

  test('a fault signs with one key, whoever signs, and it is the one that anybody shows', async () => {
    await using team = await start()
    const input = { world: 'default', fault: 'keys-foreign-key-after-unknown-kid', times: 'always' } as const
    await team.control.run('faults.add', input)
    const { fields } = await flowIn(team.place(), { redeem: false })
    for (const _ of team.mocks) {
      const { jwks_uri } = (await (await fetch(team.place().discoveryUrl)).json()) as { jwks_uri: string }
      const keySet = (await (await fetch(jwks_uri)).json()) as JSONWebKeySet
      await expect(jwtVerify(fields.get('id_token') ?? '', createLocalJWKSet(keySet))).resolves.toBeDefined()
    }
  })

  test('a held request is let go by anybody, and holds up nobody', async () => {
    await using team = await start()
    const input = { world: 'default', fault: 'hold', target: { endpoint: 'discovery' } } as const
    const { id } = await team.control.run('faults.add', input)
    const held = fetch(team.place().discoveryUrl)
    const fired = async () => (await team.control.run('faults.list', { world: 'default' })).faults[0]?.fired
    await expect.poll(fired).toBe(1)
    expect((await fetch(team.place().discoveryUrl)).status).toBe(200)
    await team.control.run('faults.release', { world: 'default', id })
    expect((await held).status).toBe(200)
  })

  test('what a fault does on the wire is in the journal too', async () => {
    await using team = await start()
    await team.control.run('faults.add', { world: 'default', fault: 'connection-reset', target: { endpoint: 'jwks' } })
    const document = (await (await fetch(team.place().discoveryUrl)).json()) as { jwks_uri: string }
    await expect(fetch(document.jwks_uri)).rejects.toThrow()
    const met = await team.control.run('journal.wait', { world: 'default', endpoint: 'jwks', since: 0 })
    expect(met).toMatchObject({ fault: 'connection-reset' })
    expect(met.response).toBeUndefined()
  })

  test('time is the same for all', async () => {
    await using team = await start()
    await team.control.run('clock.freeze', { world: 'default', time: '2027-01-31T12:00:00Z' })
    await team.control.run('clock.advance', { world: 'default', duration: 'PT1H' })
    for (const { control } of team.mocks) {
      expect(await control.run('clock.get', { world: 'default' })).toEqual({
        now: '2027-01-31T13:00:00.000Z',
        frozen: true,
      })
    }
    const { fields } = await flowIn(team.place(), { redeem: false })
    const claims = JSON.parse(Buffer.from(fields.get('id_token')?.split('.')[1] ?? '', 'base64url').toString())
    expect(claims.iat).toBe(Date.parse('2027-01-31T13:00:00Z') / 1000)
    expect((await team.control.run('journal.list', { world: 'default' })).exchanges.map(({ at }) => at)).toEqual([
      Date.parse('2027-01-31T13:00:00Z'),
      Date.parse('2027-01-31T13:00:00Z'),
    ])
  })

  test('keys, switches and people that are changed are changed for all', async () => {
    await using team = await start()
    const { signing } = await team.control.run('keys.rotate', { world: 'default' })
    await team.control.run('switches.set', { world: 'default', switches: { strictParameters: true } })
    await team.control.run('users.remove', { world: 'default', sub: '11111111-0000-4000-8000-000000000002' })
    for (const { control, world } of team.mocks) {
      expect((await control.run('keys.list', { world: 'default' })).signing).toBe(signing)
      expect((await control.run('switches.get', { world: 'default' })).strictParameters).toBe(true)
      expect((await control.run('users.list', { world: 'default' })).users).toEqual([...world.users])
      expect(world.users.map(({ sub }) => sub)).not.toContain('11111111-0000-4000-8000-000000000002')
    }
  })

  test('the journal has every exchange in one order, and is there when its answer is', async () => {
    await using team = await start()
    await Promise.all(Array.from({ length: 12 }, () => fetch(team.place().discoveryUrl)))
    for (const { control } of team.mocks) {
      const { exchanges, lastId } = await control.run('journal.list', { world: 'default' })
      expect(exchanges.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
      expect(lastId).toBe(12)
    }
    await team.control.run('journal.clear', { world: 'default' })
    await fetch(team.place().discoveryUrl)
    expect((await team.control.run('journal.list', { world: 'default' })).exchanges.map(({ id }) => id)).toEqual([13])
  })

  test('the journal is waited for and followed anywhere', async () => {
    await using team = await start()
    const waiting = team.mocks.map(({ control }) => control.run('journal.wait', { world: 'default', endpoint: 'jwks' }))
    const ending = new AbortController()
    const { url } = team.next
    const stream = await fetch(`${url}/_mock/worlds/default/journal/live`, { signal: ending.signal })
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    await reader?.read()
    const document = (await (await fetch(team.place().discoveryUrl)).json()) as { jwks_uri: string }
    await fetch(document.jwks_uri)
    const ids = (await Promise.all(waiting)).map(({ id }) => id)
    expect(new Set(ids).size).toBe(1)
    let said = ''
    while (!said.includes('"endpoint":"jwks"')) said += (await reader?.read())?.value ?? ''
    expect(said).toContain('"endpoint":"discovery"')
    ending.abort()
  })

  describe('worlds', () => {
    test('are found by all as soon as they are there, and are gone for all', async () => {
      await using team = await start()
      const { name } = await team.control.run('worlds.create', { name: 'shared', generation: '2018' })
      for (const _ of team.mocks) expect((await fetch(team.place(name).discoveryUrl)).status).toBe(200)
      const listed = (await team.control.run('worlds.list', {})).worlds.map((world) => world.name)
      expect(listed).toEqual(['default', 'shared'])
      expect((await team.control.run('worlds.get', { world: name })).generation).toBe('2018')
      await team.control.run('worlds.remove', { world: name })
      for (const { control } of team.mocks) {
        expect((await fetch(team.place(name).discoveryUrl)).status).toBe(404)
        await expect(control.run('worlds.get', { world: name })).rejects.toMatchObject({ status: 404 })
      }
    })

    test('have one maker, and another life when they are made again', async () => {
      await using team = await start()
      const attempts = Array.from({ length: 4 }, () => team.control.run('worlds.create', { name: 'once' }))
      const outcomes = await Promise.allSettled(attempts)
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { status: 409 } })
      const { code, redeem } = await flowIn(team.place('once'), { redeem: false })
      expect(code).not.toBe('')
      await team.control.run('worlds.remove', { world: 'once' })
      await team.control.run('worlds.create', { name: 'once' })
      for (const _ of team.mocks) expect((await redeem(team.place('once'))).status).toBe(400)
      for (const { control } of team.mocks) {
        expect((await control.run('consents.list', { world: 'once' })).consents).toEqual([])
      }
    })

    test('get free names', async () => {
      await using team = await start()
      const made = await Promise.all(Array.from({ length: 6 }, () => team.control.run('worlds.create', {})))
      expect(new Set(made.map(({ name }) => name)).size).toBe(6)
    })

    test('live while anybody uses them, and go when nobody does', async () => {
      await using team = await start({ worldIdle: 'PT1.5S' })
      await team.control.run('worlds.create', { name: 'used' })
      const user = team.next
      const until = Date.now() + 2500
      while (Date.now() < until) {
        expect((await user.control.run('clock.get', { world: 'used' })).frozen).toBe(false)
      }
      const names = async () => (await team.control.run('worlds.list', {})).worlds.map(({ name }) => name)
      await expect.poll(names, { timeout: 10_000 }).toEqual(['default'])
    })
  })
}
