import { afterEach, expect, test, vi } from 'vitest'
import { interceptMobilePay } from '../../../src/testing/intercept.ts'
import { askByNode } from './ask.ts'

const discovery = 'https://sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration'

afterEach(() => {
  vi.useRealTimers()
})

test('answers come while a test holds the timers, and world time is what the test says', async () => {
  vi.useFakeTimers({ now: new Date('2030-01-01T00:00:00Z') })
  using mobilepay = await interceptMobilePay()
  expect((await fetch(discovery)).status).toBe(200)
  expect((await askByNode(discovery, { method: 'POST' }, 'unread')).status).toBe(405)
  const [first] = mobilepay.world.journal.find()
  expect(new Date(first?.at ?? 0).toISOString()).toBe('2030-01-01T00:00:00.000Z')
  vi.setSystemTime(new Date('2031-02-02T00:00:00Z'))
  await fetch(discovery)
  expect(new Date(mobilepay.world.journal.find().at(-1)?.at ?? 0).getUTCFullYear()).toBe(2031)
})
