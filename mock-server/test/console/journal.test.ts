import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MockServer } from '../../src/index.ts'
import { chromiumTool, useChromium } from '../support/chromium.ts'
import { describeWith } from '../support/require.ts'
import { flow, openConsole, rowOf, rows, startConsentingMock } from './open-console.ts'

describeWith([chromiumTool], 'the journal of the console', () => {
  const withPage = useChromium()
  let mock: MockServer
  beforeEach(async () => {
    mock = await startConsentingMock()
  })
  afterEach(() => mock.close())

  test('says what to do while nothing has happened, and draws a flow as it happens', () =>
    withPage({}, async (page) => {
      await openConsole(page, mock)
      const blank = page.locator('#blank')
      await blank.getByText('Nothing has happened in this world yet').waitFor()
      expect(await blank.locator('code').textContent()).toBe(mock.environments['sandbox-dk'].discoveryUrl)
      await flow(mock)
      await rowOf(page, 'POST token').waitFor()
      expect(await blank.isVisible()).toBe(false)
      expect(await rowOf(page, 'GET authorize').getAttribute('aria-label')).toContain('Merchant to Provider')
      expect(await rowOf(page, 'GET authorize').getAttribute('aria-label')).toContain('to Integrator. code issued')
      expect(await rowOf(page, 'POST token').getAttribute('aria-label')).toContain('Integrator to Provider')
      expect(await page.locator('#count').textContent()).toBe('4 steps')
    }))

  test('opens a step: why, request, response and decoded tokens in world time', () =>
    withPage({}, async (page) => {
      await flow(mock)
      await openConsole(page, mock)
      await rowOf(page, 'POST token').click()
      const step = page.locator('#step')
      await step.getByText('authorization_code: tokens issued to integrator').waitFor()
      await step.getByRole('tab', { name: 'Request' }).click()
      const secret = step.locator('.pairs > div', { hasText: 'client_secret' }).locator('mark')
      expect(await secret.textContent()).toMatch(/^<[\w -]+ #[\da-f]{8}>$/)
      await step.getByRole('tab', { name: /Tokens/ }).click()
      expect(await step.locator('.token').first().textContent()).toContain('expires in ')
      expect(new URL(page.url()).hash).toMatch(/^#\/default\/\d+\/tokens$/)
      await mock.control.run('clock.advance', { world: 'default', duration: 'PT6M' })
      await page.reload()
      await step.getByText('expired 1 minute ago').first().waitFor()
    }))

  test('tells why a request was refused, the fact behind it and how to mend it', () =>
    withPage({}, async (page) => {
      const { redeem } = await flow(mock)
      await redeem(mock.environments['sandbox-dk'])
      await openConsole(page, mock)
      await rowOf(page, '400').click()
      const decision = page.locator('#step .decision')
      await decision.getByText('Refused', { exact: true }).waitFor()
      const told = await decision.locator('dt').allTextContents()
      expect(told).toEqual(expect.arrayContaining(['Error', 'Rule', 'How to mend it', 'Fact', 'Source']))
      expect(await decision.textContent()).toContain('invalid_grant')
    }))

  test('filters by words, endpoint, outcome and client, and says so when nothing is left', () =>
    withPage({}, async (page) => {
      await flow(mock)
      await openConsole(page, mock)
      await page.locator('#filter-endpoint').selectOption('token')
      await expect.poll(() => rows(page).count()).toBe(1)
      expect(await page.locator('#count').textContent()).toBe('1 of 4')
      await page.locator('#filter-endpoint').selectOption('without-metadata')
      await expect.poll(() => rows(page).count()).toBe(2)
      await page.locator('#filter-outcome').selectOption('refused')
      await page.getByText('No step meets the filters').waitFor()
      await page.locator('#blank').getByRole('button', { name: 'Clear filters' }).click()
      await page.locator('#find').fill('ISSUED authorize')
      await expect.poll(() => rows(page).count()).toBe(1)
      await page.locator('#find').fill('')
      await page.locator('#filter-client').selectOption('integrator')
      await expect.poll(() => rows(page).count()).toBe(2)
    }))

  test('stands still while paused, and goes on', () =>
    withPage({}, async (page) => {
      await flow(mock)
      await openConsole(page, mock)
      await page.getByRole('button', { name: 'Pause' }).click()
      await flow(mock)
      await page.getByRole('button', { name: 'Resume (4 new)' }).waitFor()
      expect(await rows(page).count()).toBe(4)
      await page.getByRole('button', { name: 'Resume (4 new)' }).click()
      await expect.poll(() => rows(page).count()).toBe(8)
    }))

  test('marks where the clock was moved', () =>
    withPage({}, async (page) => {
      await flow(mock)
      await mock.control.run('clock.advance', { world: 'default', duration: 'P1DT2H' })
      await flow(mock)
      await openConsole(page, mock)
      expect(await page.locator('.jump').allTextContents()).toEqual(['clock +1 d 2 h'])
    }))

  test('copies a step as curl, with fingerprints in place of secrets', () =>
    withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await flow(mock)
      await openConsole(page, mock)
      await rowOf(page, 'POST token').click()
      await page.getByRole('button', { name: 'Copy as curl' }).click()
      await page.locator('#toast', { hasText: 'Copied' }).waitFor()
      const copied = await page.evaluate<string>('navigator.clipboard.readText()')
      expect(copied).toContain('# Secrets, codes and tokens are fingerprints')
      expect(copied).toContain(`curl -i -X POST ${mock.url}/api.sandbox.mobilepay.dk/`)
      expect(copied).not.toContain('integrator-secret')
    }))

  test('a step that is not kept is refused in its own words', () =>
    withPage({ ignoreComplaints: true }, async (page) => {
      await openConsole(page, mock, '#/default/77/why')
      await page.locator('#step').getByText('keeps no exchange 77').waitFor()
    }))

  test('comes back when the mock does, with what it knows by then', () =>
    withPage({ ignoreComplaints: true }, async (page) => {
      await flow(mock)
      await openConsole(page, mock)
      const { port } = new URL(mock.url)
      await mock.close()
      await page.locator('#connection', { hasText: 'Disconnected' }).waitFor()
      const { startMockServer } = await import('../../src/index.ts')
      mock = await startMockServer({ consent: 'auto', port: Number(port) })
      await page.locator('#connection', { hasText: 'Live' }).waitFor()
      await expect.poll(() => rows(page).count()).toBe(0)
      await flow(mock)
      await expect.poll(() => rows(page).count()).toBe(4)
    }))
})
