import { type AuthorizeOptions, authorizeRequest, redirectUri, registeredWithQuery } from './authorize-request.ts'
import type { Browser } from './browser.ts'
import { callbackOf, fieldOf, outcomeOf } from './callback.ts'
import type { Form } from './http.ts'
import { newBrowser, type Scene } from './scene.ts'

const evil = 'https://evil.example/callback'
const registered = 'https://integrator.example/callback'
const long = (length: number) => 'x'.repeat(length)

/** One deviation from the usual request each. */
const changes: Readonly<Record<string, Form>> = {
  usual: {},
  'client-missing': { client_id: undefined },
  'client-unknown': { client_id: 'nobody' },
  'client-disabled': { client_id: 'integrator-disabled' },
  'redirect-uri-missing': { redirect_uri: undefined },
  'redirect-uri-unregistered': { redirect_uri: evil },
  'redirect-uri-suffix': { redirect_uri: `${registered}/more` },
  'redirect-uri-query': { redirect_uri: `${registered}?more=1` },
  'redirect-uri-fragment': { redirect_uri: `${registered}#more` },
  'redirect-uri-case': { redirect_uri: 'https://INTEGRATOR.example/CALLBACK' },
  'redirect-uri-port': { redirect_uri: 'https://integrator.example:8443/callback' },
  'redirect-uri-userinfo': { redirect_uri: 'https://integrator.example@evil.example/callback' },
  'redirect-uri-suffixed-host': { redirect_uri: 'https://integrator.example.evil.example/callback' },
  'redirect-uri-other-path': { redirect_uri: 'https://integrator.example/other' },
  'redirect-uri-subdomain': { redirect_uri: 'https://x.integrator.example/callback' },
  'redirect-uri-http': { redirect_uri: 'http://integrator.example/callback' },
  'redirect-uri-with-user': { redirect_uri: 'https://user@integrator.example/callback' },
  'redirect-uri-percent-encoded': { redirect_uri: 'https://integrator.example/%63allback' },
  'redirect-uri-trailing-slash': { redirect_uri: `${registered}/` },
  'redirect-uri-unregistered-none': { redirect_uri: evil, prompt: 'none' },
  'response-type-missing': { response_type: undefined },
  'response-type-unknown': { response_type: 'code id_token wonder' },
  'response-type-code': { response_type: 'code', response_mode: undefined },
  'response-type-reversed': { response_type: 'id_token code' },
  'response-type-token': { response_type: 'code id_token token' },
  'response-mode-missing': { response_mode: undefined },
  'response-mode-query': { response_mode: 'query' },
  'response-mode-unknown': { response_mode: 'pigeon' },
  'challenge-missing': { code_challenge: undefined, code_challenge_method: undefined },
  'challenge-short': { code_challenge: long(42) },
  'challenge-long': { code_challenge: long(129) },
  'challenge-method-missing': { code_challenge_method: undefined },
  'challenge-method-plain': { code_challenge_method: 'plain' },
  'challenge-method-unknown': { code_challenge_method: 'S512' },
  'scope-missing': { scope: undefined },
  'scope-without-openid': { scope: 'offline_access invoice' },
  'scope-unknown': { scope: 'openid invoice wonder' },
  'scope-reversed': { scope: 'subscriptions invoice offline_access openid' },
  'nonce-missing': { nonce: undefined },
  'nonce-long': { nonce: long(301) },
  'state-missing': { state: undefined },
  'state-long': { state: long(512) },
  'prompt-none': { prompt: 'none' },
  'prompt-none-login': { prompt: 'none login' },
  'prompt-login': { prompt: 'login' },
  'max-age-word': { max_age: 'soon' },
  'max-age-negative': { max_age: '-1' },
  'request-object': { request: 'e30.e30.' },
  'request-uri': { request_uri: 'https://integrator.example/request' },
  'parameter-unknown': { wonder: 'yes' },
  'login-hint': { login_hint: 'bo@butikker.example', merchant_vat: 'DK99000007' },
  display: { display: 'popup' },
  'id-token-hint': { id_token_hint: 'e30.e30.e30' },
  'locales-finnish': { ui_locales: 'fi' },
  'vat-missing': { merchant_vat: undefined },
  'vat-empty': { merchant_vat: '' },
  'vat-finnish': { merchant_vat: 'FI99000114' },
  'vat-lower-case': { merchant_vat: 'dk12345674' },
  'vat-swedish': { merchant_vat: 'SE12345674' },
  'vat-7-digits': { merchant_vat: 'DK1234567' },
  'vat-9-digits': { merchant_vat: 'DK123456745' },
  'vat-space': { merchant_vat: 'DK 12345674' },
  'vat-without-country': { merchant_vat: '12345674' },
  'vat-script': { merchant_vat: '<script>' },
  'vat-unknown': { merchant_vat: 'DK11111111' },
  'vat-of-another-user': { merchant_vat: 'DK12345674', login_hint: 'bo@butikker.example' },
}

/** Parameters that come twice. */
const repeated: Readonly<Record<string, string>> = {
  'client-twice': '&client_id=integrator-reuse',
  'redirect-uri-twice': `&redirect_uri=${encodeURIComponent(evil)}`,
  'state-twice': '&state=other',
  'nonce-twice': '&nonce=other',
  'scope-twice': '&scope=openid',
  'response-type-twice': '&response_type=code',
  'vat-twice': '&merchant_vat=DK99000007',
}

/** Takes down what the authorization endpoint says to every deviation. */
export async function observeAuthorizeRules(scene: Scene): Promise<void> {
  for (const [name, parameters] of Object.entries(changes)) await observe(scene, name, { parameters })
  for (const [name, rest] of Object.entries(repeated)) await observe(scene, name, { rest })
  await observe(scene, 'scope-not-allowed', { clientId: 'integrator-narrow' })
  await observe(scene, 'flow-not-allowed', { clientId: 'integrator-code' })
  await observeHistory(scene)
}

async function observe(scene: Scene, name: string, options: AuthorizeOptions, browser = newBrowser(scene)) {
  const { url } = authorizeRequest(scene, options)
  scene.observation.text(`authorize.${name}`, outcomeOf(await browser.open(url)))
}

/** What depends on what was asked before. */
async function observeHistory(scene: Scene): Promise<void> {
  const { observation } = scene
  const browser = newBrowser(scene)
  const { url } = authorizeRequest(scene)
  await browser.open(url)
  observation.text('authorize.nonce-replayed', outcomeOf(await browser.open(url)))
  await observe(scene, 'prompt-none-signed-in', { parameters: { prompt: 'none' } }, browser)
  await observe(scene, 'second-merchant', { parameters: { merchant_vat: 'DK99000007' } }, browser)
  await observePost(scene, browser)
  await observeState(scene, 'long-state', { state: `${'s'.repeat(300)}+end` })
  await observeState(scene, 'state-of-error', { prompt: 'none' })
  const withQuery = { redirect_uri: registeredWithQuery, response_mode: 'form_post' }
  await observe(scene, 'redirect-uri-with-registered-query', { parameters: withQuery })
}

/** Whether the state comes back as it was sent. */
async function observeState(scene: Scene, name: string, parameters: Form): Promise<void> {
  const request = authorizeRequest(scene, { parameters })
  const callback = callbackOf(await newBrowser(scene).open(request.url))
  const sent = request.form.state
  const received = callback && fieldOf(callback, 'state')
  scene.observation.text(
    `authorize.${name}`,
    received === sent ? 'as sent' : (received ?? 'none').replace(/[0-9a-f]{32}/, '…'),
  )
}

async function observePost(scene: Scene, browser: Browser): Promise<void> {
  const { url } = authorizeRequest(scene)
  const [address = '', body = ''] = url.split('?')
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  scene.observation.text('authorize.by-post', outcomeOf(await browser.open(address, { method: 'POST', headers, body })))
  const withOrigin = await browser.open(authorizeRequest(scene).url, {
    headers: { origin: new URL(redirectUri).origin },
  })
  const cors = withOrigin.answer.headers.filter(([name]) => name.toLowerCase().startsWith('access-control'))
  scene.observation.text('authorize.cors', cors.map(([name, value]) => `${name}: ${value}`).join(', ') || 'none')
}
