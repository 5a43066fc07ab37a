import { describe, expect, test } from 'vitest'
import { createClock, startMockServer } from '../../src/index.ts'
import { flowIn } from '../support/auto-flow.ts'

describe('worlds of one mock', () => {
  test('a code of one world is unknown in another', async () => {
    await using mock = await startMockServer({ consent: 'auto' })
    const [one, other] = [mock.createWorld(), mock.createWorld()]
    const { redeem } = await flowIn(one.environments['sandbox-dk'], { redeem: false })
    expect((await redeem(other.environments['sandbox-dk'])).status).toBe(400)
    expect((await redeem(one.environments['sandbox-dk'])).status).toBe(200)
  })

  test('each has its own people, generation, switches and clock', async () => {
    await using mock = await startMockServer()
    const past = createClock(() => Date.parse('2018-06-01T00:00:00Z'))
    const world = mock.createWorld({ generation: '2018', users: [], clock: past, switches: { strictParameters: true } })
    expect(world.world.settings).toMatchObject({ generation: '2018', switches: { strictParameters: true } })
    expect(mock.world.settings).toMatchObject({ generation: '2024', switches: { strictParameters: false } })
    expect(world.world.users).toEqual([])
    expect(mock.world.users).not.toEqual([])
    expect(world.world.clock.seconds()).toBeLessThan(mock.world.clock.seconds())
  })

  test('documents of a world lead into it', async () => {
    await using mock = await startMockServer()
    const world = mock.createWorld({}, 'my-test')
    const document = (await (await fetch(world.environments['production-fi'].discoveryUrl)).json()) as Record<
      string,
      string
    >
    expect(document.token_endpoint).toMatch(`${mock.url}/w/my-test/api.mobilepay.dk/`)
    expect(document.issuer).toBe('https://api.mobilepay.dk/merchant')
  })

  test('a removed world answers no more, and says so', async () => {
    await using mock = await startMockServer()
    const { discoveryUrl } = mock.createWorld({}, 'gone').environments['sandbox-dk']
    mock.worlds.remove('gone')
    const answer = await fetch(discoveryUrl)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('There is no world "gone"')
  })

  test.each(['default', 'with/slash', '', '../x', 'a'.repeat(65)])('the name %j is refused', async (name) => {
    await using mock = await startMockServer()
    expect(() => mock.createWorld({}, name)).toThrow(/world/)
  })

  test('a name is taken once', async () => {
    await using mock = await startMockServer()
    mock.createWorld({}, 'mine')
    expect(() => mock.createWorld({}, 'mine')).toThrow('There is a world "mine" already')
  })
})
