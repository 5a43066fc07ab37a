import { beforeEach, expect, expectTypeOf, test } from 'vitest'
import { commands } from '../../src/control/table.ts'
import { type MockServer, startMockServer, type WorldCommands } from '../../src/index.ts'

let mock: MockServer

beforeEach(async () => {
  mock = await startMockServer()
  return () => mock.close()
})

test('a world has the commands on it as methods', async () => {
  const world = mock.createWorld()
  await world.clock.freeze({ time: '2027-01-31T12:00:00Z' })
  expect(await world.clock.advance({ duration: 'P1M' })).toEqual({ now: '2027-02-28T12:00:00.000Z', frozen: true })
  expect(mock.world.clock.frozen).toBe(false)
  await world.clients.remove({ clientId: 'integrator' })
  expect((await world.clients.list()).clients.map(({ clientId }) => clientId)).not.toContain('integrator')
  await fetch(world.environments['sandbox-dk'].discoveryUrl)
  expect(await world.journal.assert({ endpoint: 'discovery', exactly: 1 })).toEqual({ count: 1 })
})

test('a world that was made elsewhere is had by its name', async () => {
  const { world } = mock.createWorld({}, 'elsewhere')
  await mock.control.world('elsewhere').clock.freeze()
  expect(world.clock.frozen).toBe(true)
  expect(await mock.control.world().clock.get()).toMatchObject({ frozen: false })
})

test('every command on a world is there, by the name that it has in the table', () => {
  const world = mock.createWorld() as unknown as Record<string, Record<string, unknown>>
  for (const { name, path } of commands) {
    const [subject = '', verb = ''] = name.split('.')
    if (path.includes('{world}')) expect(world[subject]?.[verb], name).toBeTypeOf('function')
  }
})

test('types come from the table', () => {
  expectTypeOf<Parameters<WorldCommands['clock']['advance']>>().toEqualTypeOf<[input: { duration: string }]>()
  expectTypeOf<WorldCommands['clock']['get']>().toBeCallableWith()
  expectTypeOf<ReturnType<WorldCommands['journal']['count']>>().toEqualTypeOf<Promise<{ count: number }>>()
  expectTypeOf<WorldCommands>().not.toHaveProperty('profiles')
})

test('it can be awaited, compared and shown like any other object', async () => {
  const world = mock.createWorld({}, 'plain')
  expect(await Promise.resolve(world)).toBe(world)
  expect(await Promise.resolve(world.clock)).toBe(world.clock)
  expect(Object.keys(world)).toEqual(['name', 'url', 'environments', 'proxyUrl', 'world', 'openTls', 'remove'])
  expect(`${world}`).toBe('[object Object]')
})

test('what is misspelt is refused with the nearest name', async () => {
  const world = mock.createWorld() as unknown as Record<string, Record<string, () => Promise<unknown>>>
  await expect(world.clock?.advanse?.()).rejects.toThrow(
    'There is no command "clock.advanse". Did you mean "clock.advance"?',
  )
  await expect(mock.control.run('clok.get' as 'clock.get', { world: 'default' })).rejects.toThrow(
    'Did you mean "clock.get"?',
  )
})

test('a world that is gone refuses its commands', async () => {
  const world = mock.createWorld()
  world.remove()
  await expect(world.clock.get()).rejects.toMatchObject({ status: 404, errors: [{ field: 'world' }] })
})

test('what a caller does with its input later changes nothing', async () => {
  const world = mock.createWorld()
  const [user] = world.world.users
  if (!user) throw new Error('no user is seeded')
  const changed = { ...user, merchants: [...user.merchants] }
  await world.users.put({ user: changed })
  changed.merchants.push('slipped-in')
  expect(world.world.findUser(user.sub)?.merchants).toEqual(user.merchants)
})
