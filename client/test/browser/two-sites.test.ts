import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { button, logIn } from '../../../mock-server/test/browser/steps.ts'
import { words } from '../../../mock-server/test/browser/words.ts'
import { chromiumTool } from '../../../mock-server/test/support/chromium.ts'
import { people, shops } from '../../../mock-server/test/support/people.ts'
import { describeWith } from '../../../mock-server/test/support/require.ts'
import { site } from './support/integrator-site.ts'
import { TwoSites } from './support/two-sites.ts'

/** From the integrator's page to MobilePay's login. */
async function begin(page: Page): Promise<void> {
  await page.goto(`${site}/`)
  await page.getByRole('button', { name: 'Connect MobilePay' }).click()
  await page.waitForURL('https://sandprod-admin.mobilepay.dk/**')
}

/** The login, and a decision on the consent page. */
async function decide(page: Page, decision: 'allow' | 'deny'): Promise<void> {
  await logIn(page, people.anna)
  await button(page, words.da[decision]).click()
}

async function consentCookies(page: Page) {
  const cookies = await page.context().cookies(site)
  return cookies.filter(({ name }) => name.startsWith('__Host-mobilepay-consent-'))
}

async function expectRefusal(page: Page, code: string): Promise<void> {
  await page.waitForURL(`${site}/callback`)
  await page.getByText(`code: ${code}`).waitFor()
}

describeWith([chromiumTool], 'a consent between two sites over TLS, in Chromium', () => {
  let sites: TwoSites
  beforeAll(async () => {
    sites = await TwoSites.open()
  }, 60_000)
  afterAll(() => sites[Symbol.asyncDispose]())
  beforeEach(() => sites.forgetConsents())

  describe.each(['express', 'koa', 'fastify', 'hono', 'fetch'])('examples/%s', (name) => {
    test.each(['form_post', 'fragment'])('connects a merchant by %s', async (mode) => {
      await using server = await sites.run(name, { RESPONSE_MODE: mode })
      await using context = await sites.person()
      const page = await context.newPage()
      await begin(page)
      const sameSite = mode === 'form_post' ? 'None' : 'Lax'
      expect(await consentCookies(page)).toMatchObject([{ sameSite, secure: true, httpOnly: true, path: '/' }])
      await decide(page, 'allow')
      await page.waitForURL(`${site}/connected`)
      const shown = await page.getByRole('listitem').textContent()
      expect(shown).toBe(`${shops.anna.vat}: merchant ${shops.anna.merchantId}`)
      expect(server.output()).toContain(`Connected ${shops.anna.merchantId}`)
      expect(await consentCookies(page)).toEqual([])
      // A person who goes back, or looks into the history, finds no answer of MobilePay in it.
      const history = await page.evaluate('JSON.stringify(navigation.entries().map(({ url }) => url))')
      expect(history).not.toMatch(/#|id_token|code=/)
    })
  })

  test('fails with a cookie that is SameSite=Lax, which is why it is None', async () => {
    const before = await sites.tokenRequests()
    await using server = await sites.run('express')
    sites.integrator.rewriteCookie = (line) => line.replace('SameSite=None', 'SameSite=Lax')
    await using context = await sites.person()
    const page = await context.newPage()
    await begin(page)
    expect(await consentCookies(page)).toMatchObject([{ sameSite: 'Lax' }])
    await decide(page, 'allow')
    await expectRefusal(page, 'consent-unknown')
    expect(server.output()).not.toContain('Connected')
    expect(await sites.tokenRequests()).toBe(before)
  })

  test('works by http on a developer’s machine with the same cookie, between localhost and 127.0.0.1', async () => {
    await using _server = await sites.runAtHome('express')
    await using context = await sites.person()
    const page = await context.newPage()
    await page.goto('http://127.0.0.1:7890/mobilepay/start?merchant_vat=DK12345674')
    expect(new URL(page.url()).hostname).toBe('localhost')
    expect(await page.context().cookies('https://127.0.0.1/')).toMatchObject([{ sameSite: 'None', secure: true }])
    await decide(page, 'allow')
    await page.waitForURL('http://127.0.0.1:7890/connected')
  })

  test('tells the merchant who says no, and connects nobody', async () => {
    await using server = await sites.run('express')
    await using context = await sites.person()
    const page = await context.newPage()
    await begin(page)
    await decide(page, 'deny')
    await expectRefusal(page, 'access-denied')
    expect(await page.getByRole('heading').textContent()).toBe('You did not give your consent')
    expect(await consentCookies(page)).toEqual([])
    expect(server.output()).not.toContain('Connected')
  })

  test('connects from two tabs of one browser, begun before either ended', async () => {
    await using server = await sites.run('koa')
    await using context = await sites.person()
    const [one, two] = [await context.newPage(), await context.newPage()]
    await begin(one)
    await begin(two)
    expect(await consentCookies(one)).toHaveLength(2)
    await decide(one, 'allow')
    await one.waitForURL(`${site}/connected`)
    expect(await consentCookies(one)).toHaveLength(1)
    await logIn(two, people.anna)
    await two.waitForURL(`${site}/connected`)
    expect(server.output().match(/Connected/g)).toHaveLength(2)
  })

  test('connects nothing for who was sent to the consent of somebody else’s browser', async () => {
    const before = await sites.tokenRequests()
    await using server = await sites.run('fastify')
    await using attacker = await sites.person()
    await using victim = await sites.person()
    const [theirs, page] = [await attacker.newPage(), await victim.newPage()]
    await begin(theirs)
    await page.goto(theirs.url())
    await decide(page, 'allow')
    await expectRefusal(page, 'consent-unknown')
    expect(server.output()).not.toContain('Connected')
    expect(await sites.tokenRequests()).toBe(before)
  })

  test('says what to do where the relay page finds no script or no answer', async () => {
    await using _server = await sites.run('hono', { RESPONSE_MODE: 'fragment' })
    await using plain = await sites.person({ javaScriptEnabled: false })
    const page = await plain.newPage()
    await page.goto(`${site}/callback#state=1`)
    expect(await page.getByText('This step needs JavaScript').isVisible()).toBe(true)
    await using context = await sites.person()
    const other = await context.newPage()
    await other.goto(`${site}/callback`)
    expect(await other.getByText('There is no answer of MobilePay').isVisible()).toBe(true)
    expect(await other.getByText('One moment').isVisible()).toBe(false)
  })

  test('relays parameters with awkward names without running anything of them', async () => {
    await using _server = await sites.run('fetch', { RESPONSE_MODE: 'fragment' })
    await using context = await sites.person()
    const page = await context.newPage()
    const awkward = new URLSearchParams({
      state: '"><script>alert(1)</script>',
      submit: '1',
      action: 'https://evil.example',
    })
    await page.goto(`${site}/callback#${awkward}`)
    await expectRefusal(page, 'consent-unknown')
  })
})
