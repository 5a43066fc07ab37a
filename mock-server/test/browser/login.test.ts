import { afterEach, beforeEach, expect, test } from 'vitest'
import { chromiumTool, useChromium } from '../support/chromium.ts'
import { people } from '../support/people.ts'
import { describeWith } from '../support/require.ts'
import { type Scene, startScene } from '../support/scene.ts'
import { button, logIn, tokensOf } from './steps.ts'

describeWith([chromiumTool], 'login in a browser', () => {
  const withPage = useChromium()
  let scene: Scene
  beforeEach(async () => {
    scene = await startScene()
  })
  afterEach(() => scene[Symbol.asyncDispose]())

  test('asks for e-mail and password, then for consent', async () => {
    const attempt = await scene.attempt({ merchantVat: 'DK12345674' })
    await withPage({}, async (page) => {
      await page.goto(attempt.url)
      expect(new URL(page.url()).pathname).toBe('/sandprod-admin.mobilepay.dk/account/account/login')
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Log ind')
      expect(await page.locator(':focus').getAttribute('name')).toBe('email')
      await logIn(page, people.anna)
      await button(page, 'Ja, tillad').waitFor()
      expect(new URL(page.url()).pathname).toBe('/sandprod-admin.mobilepay.dk/account/consent')
    })
  })

  test('a wrong password keeps the e-mail, says so, and may be mended', async () => {
    const attempt = await scene.attempt({ merchantVat: 'DK12345674' })
    await withPage({}, async (page) => {
      await page.goto(attempt.url)
      await logIn(page, { ...people.anna, password: 'not it' })
      expect(await page.getByRole('alert').textContent()).toContain('passer ikke sammen')
      expect(await page.getByLabel('E-mail').inputValue()).toBe(people.anna.email)
      const password = page.getByLabel('Adgangskode')
      expect(await password.inputValue()).toBe('')
      expect(await page.locator(':focus').getAttribute('name')).toBe('password')
      expect(await page.context().cookies()).not.toContainEqual(
        expect.objectContaining({ name: expect.stringContaining('session') }),
      )
      await logIn(page, people.anna)
      await button(page, 'Ja, tillad').click()
      await tokensOf(page, scene, attempt)
    })
  })

  test('an unknown e-mail looks like a wrong password', async () => {
    const attempt = await scene.attempt()
    await withPage({}, async (page) => {
      await page.goto(attempt.url)
      await logIn(page, { email: 'nobody@nowhere.example', password: 'mock-anna' })
      expect(await page.getByRole('alert').textContent()).toContain('passer ikke sammen')
    })
  })

  test('the button of a seeded user logs in at once', async () => {
    const attempt = await scene.attempt({ merchantVat: 'DK12345674' })
    await withPage({}, async (page) => {
      await page.goto(attempt.url)
      await button(page, 'Fortsæt som Anna Test').click()
      await button(page, 'Ja, tillad').click()
      const { tokens } = await tokensOf(page, scene, attempt)
      expect(tokens.status).toBe(200)
    })
  })

  test('login_hint fills in the e-mail', async () => {
    const attempt = await scene.attempt({ parameters: { login_hint: 'aino@koekahvila.example' } })
    await withPage({}, async (page) => {
      await page.goto(attempt.url)
      expect(await page.getByLabel('E-mail').inputValue()).toBe('aino@koekahvila.example')
    })
  })

  test('a user who is logged in is not asked again, and is asked after signing out', async () => {
    await withPage({}, async (page) => {
      const first = await scene.attempt({ merchantVat: 'DK12345674' })
      await page.goto(first.url)
      await logIn(page, people.anna)
      await button(page, 'Ja, tillad').click()
      await tokensOf(page, scene, first)
      const second = await scene.attempt({ merchantVat: 'DK12345674', clientId: 'integrator-reuse' })
      await page.goto(second.url)
      await button(page, 'Ja, tillad').click()
      await tokensOf(page, scene, second)

      await page.goto(await scene.endpoint('sandbox-dk', 'end_session_endpoint'))
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Vil du logge ud?')
      await button(page, 'Log ud').click()
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Du er logget ud')
      const third = await scene.attempt({ merchantVat: 'DK12345674' })
      await page.goto(third.url)
      await button(page, 'Log ind').waitFor()
    })
  })

  test('an ID token signs out without a question and offers the way back', async () => {
    await withPage({}, async (page) => {
      const attempt = await scene.attempt({ merchantVat: 'DK12345674' })
      await page.goto(attempt.url)
      await logIn(page, people.anna)
      await button(page, 'Ja, tillad').click()
      const { tokens } = await tokensOf(page, scene, attempt)
      const query = new URLSearchParams({
        id_token_hint: tokens.text('id_token'),
        post_logout_redirect_uri: 'https://integrator.example/signed-out',
        state: 'out 1',
      })
      await page.goto(`${await scene.endpoint('sandbox-dk', 'end_session_endpoint')}?${query}`)
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Du er logget ud')
      const back = page.getByRole('link', { name: 'Tilbage til Test Integrator ApS' })
      expect(await back.getAttribute('href')).toBe('https://integrator.example/signed-out?state=out%201')
      await page.goto((await scene.attempt()).url)
      await button(page, 'Log ind').waitFor()
    })
  })
})
