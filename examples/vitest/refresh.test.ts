import { test } from '@mobilepay-oidc/mock-server/vitest'
import { expect } from 'vitest'
import { connect } from './integration.ts'

test('a merchant whose consent was taken back must connect again', async ({ mobilepay, mobilepayServer }) => {
  const integration = await connect(mobilepay.environments['sandbox-dk'].discoveryUrl, 'DK12345674')
  expect(await integration.refresh()).toBe('refreshed')

  const { control } = mobilepayServer
  const { consents } = await control.run('consents.list', { world: mobilepay.name })
  for (const { id } of consents) await control.run('consents.revoke', { world: mobilepay.name, id })
  expect(await integration.refresh()).toBe('connect again')
})

test('so must one who was away for thirteen months and a day', async ({ mobilepay, mobilepayServer }) => {
  const integration = await connect(mobilepay.environments['sandbox-dk'].discoveryUrl, 'DK12345674')
  await mobilepayServer.control.run('clock.advance', { world: mobilepay.name, duration: 'P13M1D' })
  expect(await integration.refresh()).toBe('connect again')
})
