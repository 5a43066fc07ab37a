import { test as base } from '@playwright/test'
import {
  defaultOptions,
  lendWorld,
  type MobilePayFixtures,
  type MobilePayWorkerFixtures,
  serveMock,
} from './fixtures.ts'

/**
 * Playwright's `test` with a MobilePay world for each test:
 *
 * ```ts
 * import { expect } from '@playwright/test'
 * import { test } from '@mobilepay-oidc/mock-server/playwright'
 *
 * test.use({ mobilepayOptions: { consent: 'page' } })
 * test('a merchant consents', async ({ page, mobilepay }) => { … })
 * ```
 */
export const test = base.extend<MobilePayFixtures, MobilePayWorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the pattern to learn what a fixture asks for
  mobilepayServer: [async ({}, use) => serveMock(use), { scope: 'worker' }],
  mobilepayOptions: [defaultOptions, { option: true }],
  mobilepay: async ({ mobilepayServer, mobilepayOptions }, use) => lendWorld(mobilepayServer, mobilepayOptions, use),
})

export type { MobilePayFixtures, MobilePayWorkerFixtures } from './fixtures.ts'
