import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MockServer } from '../../src/index.ts'
import { postToken } from '../support/auto-flow.ts'
import { chromiumTool, useChromium } from '../support/chromium.ts'
import { describeWith } from '../support/require.ts'
import { flow, openConsole, rail, rowOf, rows, startConsentingMock } from './open-console.ts'

describeWith([chromiumTool], 'the controls of the console', () => {
  const withPage = useChromium()
  let mock: MockServer
  beforeEach(async () => {
    mock = await startConsentingMock()
  })
  afterEach(() => mock.close())

  test('the clock: frozen, set, moved, running again, and in step with moves from elsewhere', () =>
    withPage({}, async (page) => {
      await openConsole(page, mock)
      const clock = rail(page, 'Clock')
      await clock.getByRole('button', { name: 'Freeze' }).click()
      await clock.getByText('frozen', { exact: true }).waitFor()
      await clock.getByLabel(/^Set to/).fill('2027-01-31T12:00:00Z')
      await clock.getByRole('button', { name: 'Set', exact: true }).click()
      await clock.locator('.clock-time', { hasText: '12:00:00' }).waitFor()
      await clock.getByRole('button', { name: '+13 months' }).click()
      await clock.locator('.clock-day', { hasText: '2028-02-29' }).waitFor()
      await clock.getByLabel(/^Move by/).fill('PT30M')
      await clock.getByRole('button', { name: 'Move', exact: true }).click()
      await clock.locator('.clock-time', { hasText: '12:30:00' }).waitFor()
      expect(mock.world.clock.now()).toBe(Date.parse('2028-02-29T12:30:00Z'))
      await clock.getByRole('button', { name: 'Resume' }).click()
      await clock.getByText('running', { exact: true }).waitFor()
      expect(mock.world.clock.frozen).toBe(false)
      await mock.control.run('clock.set', { world: 'default', time: '2030-05-05T05:05:05Z' })
      await flow(mock)
      await clock.locator('.clock-day', { hasText: '2030-05-05' }).waitFor()
    }))

  test('a refused command says why beside its control, and changes nothing', () =>
    withPage({ ignoreComplaints: true }, async (page) => {
      await openConsole(page, mock)
      const clock = rail(page, 'Clock')
      await clock.getByRole('button', { name: 'Freeze' }).click()
      await clock.getByText('frozen', { exact: true }).waitFor()
      const before = mock.world.clock.now()
      await clock.getByLabel(/^Move by/).fill('soon')
      await clock.getByRole('button', { name: 'Move', exact: true }).click()
      await clock.locator('.result.refused', { hasText: 'ISO 8601 duration' }).waitFor()
      expect(mock.world.clock.now()).toBe(before)
    }))

  test('what was done can be copied as curl', () =>
    withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await openConsole(page, mock)
      const clock = rail(page, 'Clock')
      await clock.getByRole('button', { name: '+1 day' }).click()
      await clock.getByRole('button', { name: 'Copy as curl' }).click()
      await page.locator('#toast', { hasText: 'Copied' }).waitFor()
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
        `curl -X POST ${mock.url}/_mock/worlds/default/clock/advance \\\n  -H 'content-type: application/json' \\\n  --data-raw '{"duration":"P1D"}'\n`,
      )
    }))

  test('a consent is listed and revoked: refreshing fails, and the console shows it', () =>
    withPage({}, async (page) => {
      await openConsole(page, mock)
      const { tokens } = await flow(mock)
      const consents = rail(page, 'Consents')
      await consents.getByRole('button', { name: /^Revoke the consent to integrator/ }).click()
      await consents.getByText('Nobody has allowed anything yet.').waitFor()
      const refused = await postToken(mock.environments['sandbox-dk'], {
        grant_type: 'refresh_token',
        refresh_token: tokens.refresh_token ?? '',
        client_id: 'integrator',
        client_secret: 'integrator-secret',
      })
      expect(await refused.json()).toEqual({ error: 'invalid_grant' })
      await rowOf(page, 'refused: invalid_grant').waitFor()
    }))

  test('a fault is found, switched on, shown as fired, and forgotten', () =>
    withPage({}, async (page) => {
      await openConsole(page, mock)
      const faults = rail(page, 'Faults')
      await faults.getByLabel('Find a fault').fill('front-id-token-nonce-missing')
      await faults.getByRole('button', { name: /^front-id-token-nonce-missing/ }).click()
      await faults.getByRole('button', { name: 'Switch on', exact: true }).click()
      await faults.getByText('has not fired yet').waitFor()
      await flow(mock)
      await faults.getByText('fired 1 time, spent').waitFor()
      await rowOf(page, 'fault front-id-token-nonce-missing').click()
      await page.locator('#step').getByText('fault front-id-token-nonce-missing fired here').waitFor()
      await page.locator('#filter-outcome').selectOption('fault')
      await expect.poll(() => rows(page).count()).toBe(1)
      await faults.getByRole('button', { name: 'Forget front-id-token-nonce-missing' }).click()
      await faults.getByText('None is switched on').waitFor()
      expect(await mock.control.run('faults.list', { world: 'default' })).toEqual({ faults: [] })
    }))

  test('an impossible fault is refused in the mock’s words', () =>
    withPage({ ignoreComplaints: true }, async (page) => {
      await openConsole(page, mock)
      const faults = rail(page, 'Faults')
      await faults.getByLabel('Find a fault').fill('nonce-missing')
      await faults.getByRole('button', { name: /^front-id-token-nonce-missing/ }).click()
      await faults.getByLabel('Client').fill('integratr')
      await faults.getByRole('button', { name: 'Switch on', exact: true }).click()
      await faults.locator('.result.refused', { hasText: 'Did you mean "integrator"?' }).waitFor()
      expect(await mock.control.run('faults.list', { world: 'default' })).toEqual({ faults: [] })
    }))

  test('switches, all of a profile, and keys', () =>
    withPage({}, async (page) => {
      await openConsole(page, mock)
      const switches = rail(page, 'Switches')
      await switches.locator('summary').click()
      await switches.getByLabel('A code that comes twice').selectOption('revoke-tokens')
      await switches.getByText('Switched.').waitFor()
      await switches.getByLabel('The API asks for the x-ibm headers').check()
      await expect
        .poll(() => mock.world.settings.switches)
        .toMatchObject({ codeReuse: 'revoke-tokens', ibmHeadersRequired: true })
      await switches.getByLabel('All as in profile').selectOption('documents')
      await expect.poll(() => mock.world.settings.switches.codeReuse).toBe('refuse')
      const keys = rail(page, 'Keys')
      await keys.locator('summary').click()
      const before = await keys.locator('li').first().textContent()
      await keys.getByRole('button', { name: 'Rotate', exact: true }).click()
      await expect.poll(() => keys.locator('li').first().textContent()).not.toBe(before)
    }))

  test('worlds: made, looked at apart, removed, and gone under the reader’s feet', () =>
    withPage({ ignoreComplaints: true }, async (page) => {
      await openConsole(page, mock)
      await flow(mock)
      await expect.poll(() => rows(page).count()).toBe(4)
      expect(await page.getByRole('button', { name: 'Remove', exact: true }).isDisabled()).toBe(true)
      await page.getByRole('button', { name: 'New…' }).click()
      await page.getByLabel('Name').fill('default')
      await page.getByRole('button', { name: 'Create' }).click()
      await page.locator('#create .refused').waitFor()
      await page.getByLabel('Name').fill('mine')
      await page.getByRole('button', { name: 'Create' }).click()
      await page.getByText('Nothing has happened in this world yet').waitFor()
      expect(new URL(page.url()).hash).toBe('#/mine')
      expect(await rows(page).count()).toBe(0)
      await mock.control.run('worlds.remove', { world: 'mine' })
      await page.getByText('There is no world “mine”').waitFor()
      await page.getByRole('button', { name: 'Create it again' }).click()
      await page.getByText('Nothing has happened in this world yet').waitFor()
      await page.getByRole('button', { name: 'Remove', exact: true }).click()
      await expect.poll(() => rows(page).count()).toBe(4)
      expect(mock.worlds.all.map(({ name }) => name)).toEqual(['default'])
    }))
})
