import { MobilePayMockContainer, type StartedMobilePayMockContainer } from '@mobilepay-oidc/mock-server/testcontainers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from './integration.ts'

let mock: StartedMobilePayMockContainer

beforeAll(async () => {
  mock = await new MobilePayMockContainer().withEnvironments('sandbox-dk').withConsent('auto').start()
}, 60_000)
afterAll(() => mock?.stop())

test('a merchant who was away for thirteen months must connect again', async () => {
  const integration = await connect(mock.getEnvironment('sandbox-dk').discoveryUrl, 'DK12345674')
  expect(await integration.refresh()).toBe('refreshed')

  await mock.control.world().clock.advance({ duration: 'P13M1D' })
  expect(await integration.refresh()).toBe('connect again')
})

test('each test may have a world of its own, and what goes wrong in it', async () => {
  await using world = await mock.control.createWorld({ consent: 'auto', generation: '2018' })
  const integration = await connect(world.environments['sandbox-dk'].discoveryUrl, 'DK12345674')

  await world.faults.add({ fault: 'http-503', times: 1, target: { endpoint: 'token' } })
  await expect(integration.refresh()).rejects.toThrow()
  expect(await integration.refresh()).toBe('refreshed')
  expect(await world.journal.count({ endpoint: 'token', outcome: 'faulted' })).toEqual({ count: 1 })
})
