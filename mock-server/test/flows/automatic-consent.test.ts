import { expect, test } from 'vitest'
import type { AttemptOptions } from '../support/attempt.ts'
import { claimsOf, redeem } from '../support/back-channel.ts'
import { people, shops } from '../support/people.ts'
import { type Scene, startScene } from '../support/scene.ts'
import { Visitor } from '../support/visitor.ts'

async function merchantOf(scene: Scene, options: AttemptOptions, visitor = new Visitor()) {
  const attempt = await scene.attempt(options)
  const fields = await visitor.fetchAnswer(attempt)
  const tokens = await redeem(scene, attempt, fields.get('code') ?? '')
  return claimsOf(tokens.text('access_token')).merchant_vat
}

test('the country chooses where nothing else does', async () => {
  await using scene = await startScene({ consent: 'auto' })
  expect(await merchantOf(scene, { environment: 'sandbox-dk' })).toBe(shops.anna.vat)
  expect(await merchantOf(scene, { environment: 'sandbox-fi' })).toBe(shops.aino.vat)
})

test('merchant_vat chooses the user who may act for it', async () => {
  await using scene = await startScene({ consent: 'auto' })
  for (const { vat } of Object.values(shops)) expect(await merchantOf(scene, { merchantVat: vat })).toBe(vat)
})

test('login_hint chooses the user, and the first merchant of several', async () => {
  await using scene = await startScene({ consent: 'auto' })
  const hint = (email: string) => ({ parameters: { login_hint: email } })
  expect(await merchantOf(scene, hint(people.bo.email))).toBe(shops.boBakery.vat)
  expect(await merchantOf(scene, hint(people.eero.email.toUpperCase()))).toBe(shops.eeroBooks.vat)
})

test('login_hint and merchant_vat together must fit', async () => {
  await using scene = await startScene({ consent: 'auto' })
  const parameters = { login_hint: people.bo.email }
  expect(await merchantOf(scene, { parameters, merchantVat: shops.boBicycles.vat })).toBe(shops.boBicycles.vat)
  const other = await scene.attempt({ parameters, merchantVat: shops.anna.vat })
  expect((await new Visitor().visit(other.url)).url.pathname).toMatch(/\/home\/error$/)
})

test('grants all that was asked for, in one request', async () => {
  await using scene = await startScene({ consent: 'auto' })
  const attempt = await scene.attempt({ merchantVat: shops.anna.vat, responseMode: 'fragment' })
  const response = await new Visitor().send(attempt.url)
  expect(response.status).toBe(302)
  const fragment = new URL(response.headers.get('location') ?? '').hash.slice(1)
  expect(new URLSearchParams(fragment).get('scope')).toBe('openid offline_access invoice subscriptions')
})

test('refuses as usual what the rules refuse', async () => {
  await using scene = await startScene({ consent: 'auto' })
  const attempt = await scene.attempt({ scope: 'openid nonsense' })
  expect((await new Visitor().visit(attempt.url)).html).toContain('invalid_scope')
})

// Fault: a browser that has the first flow's cookie stays that user (authorize-endpoint.ts logs in only where nobody is).
test('merchant_vat and login_hint choose anew in a browser that keeps its cookies', async () => {
  await using scene = await startScene({ consent: 'auto' })
  const visitor = new Visitor()
  expect(await merchantOf(scene, { merchantVat: shops.anna.vat }, visitor)).toBe(shops.anna.vat)
  expect(await merchantOf(scene, { merchantVat: shops.boBakery.vat }, visitor)).toBe(shops.boBakery.vat)
  const parameters = { login_hint: people.eero.email }
  expect(await merchantOf(scene, { parameters }, visitor)).toBe(shops.eeroBooks.vat)
})

// Fault: auto-consent.ts looks for login_hint among all users, and issues a code that then redeems to invalid_grant.
test('login_hint never signs in a user who is switched off', async () => {
  await using scene = await startScene({ consent: 'auto' })
  const [anna] = scene.mock.users
  scene.mock.world.setUserActive(anna?.sub ?? '', false)
  const attempt = await scene.attempt({ parameters: { login_hint: people.anna.email } })
  const fields = await new Visitor().fetchAnswer(attempt)
  expect(claimsOf(fields.get('id_token') ?? '').sub).not.toBe(anna?.sub)
})
