import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults } from '../../src/faults/catalogue.ts'
import { type CommandInput, type MockServer, type MockWorld, startMockServer } from '../../src/index.ts'
import { createTwin, observe } from './observe/observe.ts'

type Wish = Omit<CommandInput<'faults.add'>, 'world'>

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer()
})
afterAll(() => mock.close())

const add = ({ name: world }: MockWorld, wish: Wish) => mock.control.run('faults.add', { world, ...wish })

/** The statuses of so many requests for a document. */
async function statuses(
  { environments }: MockWorld,
  times: number,
  environment: 'sandbox-dk' | 'sandbox-fi' = 'sandbox-dk',
) {
  const seen: number[] = []
  for (let turn = 0; turn < times; turn += 1) {
    const response = await fetch(environments[environment].discoveryUrl)
    await response.arrayBuffer()
    seen.push(response.status)
  }
  return seen
}

describe('how often', () => {
  test('once, where nothing else is said', async () => {
    using world = mock.createWorld()
    await add(world, { fault: 'http-503' })
    expect(await statuses(world, 3)).toEqual([503, 200, 200])
  })

  test('so many times', async () => {
    using world = mock.createWorld()
    await add(world, { fault: 'http-503', times: 2 })
    expect(await statuses(world, 4)).toEqual([503, 503, 200, 200])
  })

  test('from the n-th on', async () => {
    using world = mock.createWorld()
    await add(world, { fault: 'http-503', nth: 3 })
    expect(await statuses(world, 5)).toEqual([200, 200, 503, 200, 200])
  })

  test('always, until it is removed', async () => {
    using world = mock.createWorld()
    const { id } = await add(world, { fault: 'http-503', times: 'always' })
    expect(await statuses(world, 3)).toEqual([503, 503, 503])
    await mock.control.run('faults.remove', { world: world.name, id })
    expect(await statuses(world, 1)).toEqual([200])
  })

  test('a list tells how often each has acted', async () => {
    using world = mock.createWorld()
    await add(world, { fault: 'http-503', times: 2 })
    await statuses(world, 3)
    const { faults: listed } = await mock.control.run('faults.list', { world: world.name })
    expect(listed).toMatchObject([{ fault: 'http-503', fired: 2, state: 'spent' }])
  })
})

describe('in which order', () => {
  test('counted ones take turns, the oldest first', async () => {
    using world = mock.createWorld()
    await add(world, { fault: 'http-503' })
    await add(world, { fault: 'http-429', times: 2 })
    await add(world, { fault: 'http-500' })
    expect(await statuses(world, 5)).toEqual([503, 429, 429, 500, 200])
  })

  test('standing ones act together', async () => {
    using world = mock.createWorld()
    await add(world, { fault: 'discovery-issuer-mismatch', times: 'always' })
    await add(world, { fault: 'discovery-jwks-uri-missing', times: 'always' })
    const document = (await (await fetch(world.environments['sandbox-dk'].discoveryUrl)).json()) as object
    expect(document).toMatchObject({ issuer: 'https://evil.example' })
    expect(document).not.toHaveProperty('jwks_uri')
  })
})

describe('where', () => {
  test('in one environment', async () => {
    using world = mock.createWorld()
    await add(world, { fault: 'http-503', times: 'always', target: { environment: 'sandbox-fi' } })
    expect(await statuses(world, 1)).toEqual([200])
    expect(await statuses(world, 1, 'sandbox-fi')).toEqual([503])
  })

  test('at one endpoint', async () => {
    using world = mock.createWorld()
    await add(world, { fault: 'http-503', times: 'always', target: { endpoint: 'token' } })
    expect(await statuses(world, 1)).toEqual([200])
  })

  test.each([
    ['client', { client: 'integrator' }, { client: 'integrator-reuse' }],
    ['merchant', { merchant: 'DK12345674' }, { merchant: 'DK99000007' }],
  ])('for one %s', async (_what, meant, other) => {
    using world = mock.createWorld({ consent: 'auto' })
    await add(world, { fault: 'http-503', times: 'always', target: other })
    const query = 'client_id=integrator&merchant_vat=DK12345674'
    const address = `${world.url}/sandprod-admin.mobilepay.dk/account/connect/authorize?${query}`
    expect((await fetch(address)).status).toBe(200)
    await add(world, { fault: 'http-503', times: 'always', target: meant })
    expect((await fetch(address)).status).toBe(503)
  })

  test('in one world alone, and no longer than it lives', async () => {
    using faulty = mock.createWorld({}, 'faulty')
    using other = mock.createWorld()
    await add(faulty, { fault: 'http-503', times: 'always' })
    expect(await statuses(other, 1)).toEqual([200])
    expect(await statuses(faulty, 1)).toEqual([503])
    faulty.remove()
    using again = mock.createWorld({}, 'faulty')
    expect(await statuses(again, 1)).toEqual([200])
  })
})

test('what is held goes on when it is released', async () => {
  using world = mock.createWorld()
  const { id } = await add(world, { fault: 'hold', times: 'always' })
  let answered = false
  const held = statuses(world, 1).then((seen) => {
    answered = true
    return seen
  })
  await mock.control.run('faults.list', { world: world.name })
  expect(answered).toBe(false)
  await mock.control.run('faults.release', { world: world.name, id })
  expect(await held).toEqual([200])
})

describe('what can’t be is refused with the nearest name, and changes nothing', () => {
  test.each<[string, Wish, string, string]>([
    ['a name', { fault: 'htpp-503' }, 'fault', 'http-503'],
    ['an endpoint', { fault: 'discovery-empty', target: { endpoint: 'token' } }, 'target.endpoint', 'discovery'],
    ['a client', { fault: 'http-503', target: { client: 'integratr' } }, 'target.client', 'integrator'],
    ['a merchant', { fault: 'http-503', target: { merchant: 'DK12345675' } }, 'target.merchant', 'DK12345674'],
    ['a parameter', { fault: 'http-503', parameters: { status: 1 } }, 'parameters.status', 'no such member'],
    ['a parameter’s value', { fault: 'http-status', parameters: { status: 99 } }, 'parameters.status', '400'],
  ])('%s', async (_what, wish, field, allowed) => {
    using world = mock.createWorld()
    await expect(add(world, wish)).rejects.toMatchObject({
      status: 422,
      errors: [{ field, allowed: expect.stringContaining(allowed) }],
    })
    const { faults: listed } = await mock.control.run('faults.list', { world: world.name })
    expect(listed).toEqual([])
  })
})

test('the journal says which fault acted', async () => {
  using world = mock.createWorld()
  await add(world, { fault: 'http-503' })
  await statuses(world, 2)
  const { exchanges } = await mock.control.run('journal.list', { world: world.name })
  expect(exchanges.map(({ fault }) => fault)).toEqual(['http-503', undefined])
})

test('a fault that is aimed elsewhere changes nothing', async () => {
  using twin = createTwin(mock)
  const before = await observe(twin, ['documents'])
  const everywhere = faults.filter(({ endpoints }) => endpoints.includes('ciba'))
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(
        everywhere.filter(({ parameters }) => !parameters),
        { maxLength: 4 },
      ),
      async (chosen) => {
        for (const { name } of chosen)
          await add(twin.auto, { fault: name, times: 'always', target: { endpoint: 'ciba' } })
        expect(await observe(twin, ['documents'])).toEqual(before)
        await mock.control.run('faults.clear', { world: twin.auto.name })
      },
    ),
    { numRuns: 10 },
  )
})
