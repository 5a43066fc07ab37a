import type { Page } from 'playwright-core'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { flowIn } from '../support/auto-flow.ts'

/** A mock whose seeded user consents at once, so that flows need no browser of their own. */
export function startConsentingMock(): Promise<MockServer> {
  return startMockServer({ consent: 'auto' })
}

/** Opens the console and waits until it follows the journal. @param route such as `#/WORLD/ID/TAB` */
export async function openConsole(page: Page, mock: MockServer, route = ''): Promise<void> {
  await page.goto(`${mock.url}/_mock/${route}`)
  await page.locator('#connection', { hasText: 'Live' }).waitFor()
}

/** The rows that are in the document. */
export const rows = (page: Page) => page.getByRole('option').and(page.locator('.row'))

/** The row of the newest step at an endpoint. */
export const rowOf = (page: Page, request: string) => rows(page).filter({ hasText: request }).last()

/** A whole flow in the default world. */
export const flow = (mock: MockServer, options: Parameters<typeof flowIn>[1] = {}) =>
  flowIn(mock.environments['sandbox-dk'], options)

/** The section of the rail with that heading. */
export const rail = (page: Page, title: string) =>
  page.locator('details.section').filter({ has: page.getByRole('heading', { name: title, exact: true }) })
