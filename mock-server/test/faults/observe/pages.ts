import { environments } from '@mobilepay-oidc/fixtures'
import { authorizeRequest } from './authorize-request.ts'
import type { Arrival } from './browser.ts'
import { outcomeOf } from './callback.ts'
import { addressOf, later, newBrowser, type Scene } from './scene.ts'

/** Takes down the pages that a person meets, in a world that does not consent by itself. */
export async function observePages(scene: Scene): Promise<void> {
  await forgetConsents(scene)
  await observeWay(scene, 'denied', 'deny')
  await observeWay(scene, 'allowed', 'allow')
  await observeHistory(scene)
  const { observation, http } = scene
  const admin = environments['sandbox-dk'].sites.admin.url.replace('https://', `${scene.world.url}/`)
  const finnish = authorizeRequest(scene, { parameters: { ui_locales: 'fi' } })
  observe(scene, 'pages.finnish', await newBrowser(scene).open(finnish.url))
  const errorPage = await newBrowser(scene).open(authorizeRequest(scene, { parameters: { merchant_vat: '<b>' } }).url)
  observe(scene, 'pages.error', errorPage)
  observe(scene, 'pages.logout', await newBrowser(scene).open(addressOf(scene, 'endSession')))
  observation.json('pages.ciba', await http.postForm(addressOf(scene, 'backchannelAuthentication'), {}))
  observation.json('pages.nowhere', await http.send(`${admin}/no/such/page`))
}

/** An earlier observation may have left some. */
async function forgetConsents({ world: { world } }: Scene): Promise<void> {
  for (const { sub } of world.users) await world.stage('sandbox').revokeGrants(sub)
}

/** Login, merchant, consent, answer. */
async function observeWay(scene: Scene, name: string, decision: 'allow' | 'deny'): Promise<void> {
  const browser = newBrowser(scene)
  const parameters = { merchant_vat: undefined, response_mode: 'form_post', prompt: 'consent' }
  const { url } = authorizeRequest(scene, { parameters })
  const login = await browser.open(url)
  observe(scene, `pages.${name}.login`, login)
  const person = [['email', 'bo@butikker.example'] as const, ['password', 'mock-bo'] as const]
  const merchant = await browser.submit(login.forms[0], person)
  observe(scene, `pages.${name}.merchant`, merchant)
  const merchantId = 'aaaaaaaa-0000-4000-8000-000000000002'
  const consent = await browser.submit(merchant.forms[0], [
    ['merchantId', merchantId],
    ['decision', 'continue'],
  ])
  observe(scene, `pages.${name}.consent`, consent)
  const boxes = consent.forms[0]?.boxes.map((box) => ['scopes', box] as const) ?? []
  observe(scene, `pages.${name}.answer`, await browser.submit(consent.forms[0], [...boxes, ['decision', decision]]))
}

function observe({ observation }: Scene, path: string, arrival: Arrival): void {
  const { answer } = arrival
  const headers = answer.headers.filter(([name]) => name.toLowerCase() !== 'location')
  observation.head(path, { ...answer, headers })
  observation.text(`${path}.outcome`, outcomeOf(arrival))
  observation.text(`${path}.statuses`, arrival.statuses.join(' '))
  observation.text(`${path}.page`, answer.body.replace(/\b(value|action|href)=("|')[^"']*\2/g, '$1'))
}

/** What depends on who is signed in, and since when. */
async function observeHistory(scene: Scene): Promise<void> {
  const browser = newBrowser(scene)
  const open = async (name: string, parameters: Readonly<Record<string, string>>) => {
    const arrival = await browser.open(authorizeRequest(scene, { parameters }).url)
    scene.observation.text(`pages.${name}`, outcomeOf(arrival))
    return arrival
  }
  await open('prompt-none-nobody', { prompt: 'none' })
  const login = await open('nobody', {})
  const wrong = await browser.submit(login.forms[0], [
    ['email', 'anna@klippe.example'],
    ['password', 'wrong'],
  ])
  scene.observation.text('pages.wrong-password', outcomeOf(wrong))
  const consent = await browser.submit(wrong.forms[0], [
    ['email', 'anna@klippe.example'],
    ['password', 'mock-anna'],
  ])
  const boxes = consent.forms[0]?.boxes.map((box) => ['scopes', box] as const) ?? []
  if (consent.forms[0]) await browser.submit(consent.forms[0], [...boxes, ['decision', 'allow']])
  await open('standing-consent', {})
  await open('prompt-none-standing', { prompt: 'none' })
  await open('prompt-none-more-scopes', { prompt: 'none', scope: 'openid webhooks' })
  await open('prompt-login', { prompt: 'login' })
  await open('vat-of-another-user', { merchant_vat: 'DK99000007' })
  await later(scene, 60, () => open('max-age-over', { max_age: '10' }))
  await open('max-age-under', { max_age: '10' })
}
