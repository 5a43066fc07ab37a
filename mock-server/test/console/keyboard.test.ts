import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MockServer } from '../../src/index.ts'
import { chromiumTool, useChromium } from '../support/chromium.ts'
import { describeWith } from '../support/require.ts'
import { flow, openConsole, rows, startConsentingMock } from './open-console.ts'

describeWith([chromiumTool], 'the console without a mouse', () => {
  const withPage = useChromium()
  let mock: MockServer
  beforeEach(async () => {
    mock = await startConsentingMock()
    await flow(mock)
  })
  afterEach(() => mock.close())

  test('walks the steps, opens one, changes tabs, closes, finds, pauses and helps', () =>
    withPage({}, async (page) => {
      await openConsole(page, mock)
      const chosen = page.locator('.row[aria-selected=true]')
      const press = (...keys: string[]) =>
        keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve())
      await press('j')
      expect(await chosen.getAttribute('data-id')).toBe('4')
      await press('k', 'ArrowUp')
      expect(await chosen.getAttribute('data-id')).toBe('2')
      await press('Home')
      expect(await chosen.getAttribute('data-id')).toBe('1')
      await press('End', 'Enter')
      const step = page.locator('#step')
      await step.getByRole('heading', { name: '#4 POST token' }).waitFor()
      await press('ArrowLeft')
      await expect.poll(() => step.getByRole('tab', { name: /Tokens/ }).getAttribute('aria-selected')).toBe('true')
      await press('ArrowRight')
      await step.getByRole('tab', { name: 'Why' }).focus()
      await press('ArrowRight')
      await expect.poll(() => step.getByRole('tab', { name: 'Request' }).getAttribute('aria-selected')).toBe('true')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Request')
      await press('k')
      await step.getByRole('heading', { name: '#3 GET discovery' }).waitFor()
      await press('Escape')
      expect(await step.isVisible()).toBe(false)
      expect(await page.evaluate('document.activeElement.id')).toBe('steps')
      expect(await page.locator('#steps').getAttribute('aria-activedescendant')).toBe('step-3')
      await press('/')
      await page.keyboard.type('jk authorize')
      expect(await page.locator('#find').inputValue()).toBe('jk authorize')
      await press('Escape')
      expect(await page.evaluate('document.activeElement.id')).toBe('steps')
      await press('p')
      await page.getByRole('button', { name: 'Resume (0 new)' }).waitFor()
      await press('?')
      await page.getByRole('dialog').getByRole('heading', { name: 'Keys' }).waitFor()
      await press('Escape')
      expect(await page.getByRole('dialog').isVisible()).toBe(false)
    }))

  test('reaches every control with Tab, and shows where it is', () =>
    withPage({}, async (page) => {
      await openConsole(page, mock)
      await rows(page).first().waitFor()
      const reached: string[] = []
      for (let presses = 0; presses < 25; presses += 1) {
        await page.keyboard.press('Tab')
        reached.push(await page.evaluate<string>('document.activeElement.id || document.activeElement.textContent'))
        expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).not.toBe('none')
      }
      expect(reached[0]).toBe('Skip to the journal')
      expect(reached).toEqual(
        expect.arrayContaining(['world', 'create-world', 'theme', 'show-help', 'Freeze', '+1 day']),
      )
    }))
})
