import { afterEach, beforeEach, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { chromiumTool, useChromium } from '../support/chromium.ts'
import { describeWith } from '../support/require.ts'
import { openConsole, rows } from './open-console.ts'

const many = 10_000

/** Puts exchanges into the journal as the edge does, without the network's time. */
function fillJournal({ world }: MockServer, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const at = world.clock.now()
    world.journal.close(
      {
        at,
        startedAt: at,
        durationMs: 1,
        requestId: `0HMOCK:${index}`,
        world: world.name,
        environment: 'sandbox-dk',
        role: 'authentication',
        method: 'POST',
        host: 'api.sandbox.mobilepay.dk',
        base: '/merchant-authentication-openidconnect',
        path: '/connect/token',
        query: '',
        rawHeaders: [],
        body: undefined,
        reply: { status: 200, headers: [], body: '' },
        decisions: [{ kind: 'answered', what: `number ${index + 1}` }],
      },
      world,
    )
  }
}

describeWith([chromiumTool], 'a console with 10,000 exchanges', () => {
  const withPage = useChromium()
  let mock: MockServer
  beforeEach(async () => {
    mock = await startMockServer()
    fillJournal(mock, many)
  })
  afterEach(() => mock.close())

  test('has few rows in the document, and every step within reach', () =>
    withPage({}, async (page) => {
      await openConsole(page, mock)
      await page.getByText('number 10000', { exact: true }).waitFor()
      expect(await page.locator('#count').textContent()).toBe('10,000 steps')
      expect(await rows(page).count()).toBeLessThan(60)
      expect(await rows(page).last().getAttribute('aria-setsize')).toBe(String(many))
      await page.locator('#steps').focus()
      await page.keyboard.press('Home')
      await page.getByText('number 1', { exact: true }).waitFor()
      await page.evaluate('document.getElementById("steps").scrollTop = 320000')
      await page.getByText('number 5001', { exact: true }).waitFor()
      expect(await rows(page).count()).toBeLessThan(60)
      await page.getByRole('button', { name: 'Newest step' }).click()
      await page.getByText('number 10000', { exact: true }).waitFor()
      expect(await page.evaluate<number>('document.querySelectorAll("*").length')).toBeLessThan(2500)
    }))

  test('finds one of them, and keeps 10,000 when more come', () =>
    withPage({}, async (page) => {
      await openConsole(page, mock)
      await page.locator('#find').fill('0hmock:7776')
      await expect.poll(() => rows(page).count()).toBe(1)
      await page.getByText('number 7777', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Clear filters' }).click()
      fillJournal(mock, 25)
      await page.locator('#step-10025').waitFor()
      expect(await page.locator('#count').textContent()).toBe('10,000 steps')
    }))

  test('leads to a step in the middle by its link', () =>
    withPage({}, async (page) => {
      await openConsole(page, mock, '#/default/5000/why')
      await page.locator('#step-5000[aria-selected=true]').waitFor()
      await page.locator('#step').getByText('number 5000').waitFor()
    }))
})
