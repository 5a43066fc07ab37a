import { test as base } from 'vitest'
import {
  defaultOptions,
  lendWorld,
  type MobilePayFixtures,
  type MobilePayWorkerFixtures,
  serveMock,
} from './fixtures.ts'

/**
 * vitest's `test` with a MobilePay world for each test:
 *
 * ```ts
 * import { test } from '@mobilepay-oidc/mock-server/vitest'
 *
 * test('consents', async ({ mobilepay }) => {
 *   const { discoveryUrl } = mobilepay.environments['sandbox-dk']
 * })
 * ```
 */
export const test = base.extend<MobilePayFixtures & MobilePayWorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the pattern to learn what a fixture asks for
  mobilepayServer: [async ({}, use) => serveMock(use), { scope: 'worker' }],
  // biome-ignore lint/correctness/noEmptyPattern: see above
  mobilepayOptions: async ({}, use) => use(defaultOptions),
  mobilepay: async ({ mobilepayServer, mobilepayOptions }, use) => lendWorld(mobilepayServer, mobilepayOptions, use),
})

export type { MobilePayFixtures, MobilePayWorkerFixtures } from './fixtures.ts'
