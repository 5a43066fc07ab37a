import { afterEach, beforeEach, expect, expectTypeOf, test, vi } from 'vitest'
import {
  ControlError,
  type ControlSurface,
  type MockServer,
  MockUnreachableError,
  RemoteControl,
  startMockServer,
} from '../../src/index.ts'

let mock: MockServer
let control: RemoteControl

beforeEach(async () => {
  mock = await startMockServer()
  control = new RemoteControl({ url: `${mock.url}/` })
  return () => mock.close()
})
afterEach(() => vi.unstubAllEnvs())

test('has the commands and the types of a mock in this process', async () => {
  await control.world().clock.freeze()
  expect(await control.run('worlds.list', {})).toEqual(await mock.control.run('worlds.list', {}))
  expectTypeOf<RemoteControl['run']>().toEqualTypeOf<ControlSurface['run']>()
  expectTypeOf<RemoteControl['world']>().toEqualTypeOf<ControlSurface['world']>()
})

test('a world is created, commanded by its methods, and removed', async () => {
  {
    await using world = await control.createWorld({ name: 'mine', generation: '2018' })
    expect(world.url).toBe(`${mock.url}/w/mine`)
    expect((await fetch(world.environments['sandbox-dk'].discoveryUrl)).status).toBe(200)
    await world.clock.freeze({ time: '2027-01-31T12:00:00Z' })
    await world.clock.advance({ duration: 'P1M' })
    expect(new Date(mock.worlds.find('mine')?.clock.now() ?? 0).toISOString()).toBe('2027-02-28T12:00:00.000Z')
    expect(await control.world('mine').journal.count({ endpoint: 'discovery' })).toEqual({ count: 1 })
  }
  expect(mock.worlds.find('mine')).toBeUndefined()
})

test('a stream is read item by item', async () => {
  await fetch(mock.environments['sandbox-dk'].discoveryUrl)
  await fetch(mock.environments['sandbox-fi'].discoveryUrl)
  const seen: string[] = []
  for await (const { endpoint } of await control.world().journal.ndjson()) seen.push(endpoint)
  expect(seen).toEqual(['discovery', 'discovery'])
})

test('what is refused throws the same error as in this process, and changes nothing', async () => {
  const input = { world: 'default', duration: 'soon' }
  const thrown = (surface: Pick<RemoteControl, 'run'>) => surface.run('clock.advance', input).catch((error) => error)
  const [remote, local] = [await thrown(control), await thrown(mock.control)]
  expect(remote).toBeInstanceOf(ControlError)
  expect({ ...remote }).toEqual({ ...local })
  expect(remote.message).toBe(local.message)
})

test('what an expectation has found is on its error', async () => {
  const error = await control
    .world()
    .journal.assert({ endpoint: 'token', exactly: 1 })
    .catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(ControlError)
  expect(error).toMatchObject({ status: 409, message: expect.stringContaining('token') })
})

test('what is misspelt is refused with the nearest name, before anything is sent', async () => {
  const nowhere = new RemoteControl({ url: 'http://localhost:1' })
  await expect(nowhere.run('clok.get' as 'clock.get', { world: 'default' })).rejects.toThrow(
    'Did you mean "clock.get"?',
  )
})

test('where no mock is, it says so', async () => {
  const nowhere = new RemoteControl({ url: 'http://localhost:1' })
  await expect(nowhere.run('worlds.list', {})).rejects.toThrow(MockUnreachableError)
  await expect(nowhere.run('worlds.list', {})).rejects.toThrow('No mock answers at http://localhost:1.')
})

test('the token opens a mock that other machines reach', async () => {
  vi.stubEnv('MOBILEPAY_MOCK_CONTROL_TOKEN', 'canary')
  await using open = await startMockServer({ host: '0.0.0.0' })
  expect(await new RemoteControl({ url: open.url, token: 'canary' }).run('worlds.list', {})).toMatchObject({})
  const refused = await new RemoteControl({ url: open.url, token: 'other-canary' })
    .run('worlds.list', {})
    .catch((error) => error)
  expect(refused).toMatchObject({ status: 401 })
  expect(`${refused.stack}${JSON.stringify(refused)}`).not.toContain('canary')
})
