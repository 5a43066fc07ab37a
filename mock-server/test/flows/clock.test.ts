import { expect, test } from 'vitest'
import { createClock } from '../../src/index.ts'
import { claimsOf, merchantsMe, redeem, refresh } from '../support/back-channel.ts'
import { people, shops } from '../support/people.ts'
import { startScene } from '../support/scene.ts'
import { Visitor } from '../support/visitor.ts'

const seconds = 1000
const hours = 3600 * seconds
const days = 24 * hours
const merchantVat = shops.anna.vat

/** A clock that stands still but for what the test adds. */
const frozenClock = () => createClock(() => Date.UTC(2026, 0, 1))

test.each([
  { age: 299, status: 200 },
  { age: 301, status: 400 },
])('a code of $age seconds answers $status', async ({ age, status }) => {
  const clock = frozenClock()
  await using scene = await startScene({ consent: 'auto', clock })
  const attempt = await scene.attempt({ merchantVat })
  const code = (await new Visitor().fetchAnswer(attempt)).get('code') ?? ''
  clock.advance(age * seconds)
  expect((await redeem(scene, attempt, code)).status).toBe(status)
})

test('an access token opens the API for 300 seconds', async () => {
  const clock = frozenClock()
  await using scene = await startScene({ consent: 'auto', clock })
  const attempt = await scene.attempt({ merchantVat })
  const tokens = await redeem(scene, attempt, (await new Visitor().fetchAnswer(attempt)).get('code') ?? '')
  const { iat, exp } = claimsOf(tokens.text('access_token'))
  expect([iat, exp]).toEqual([clock.seconds(), clock.seconds() + 300])
  clock.advance(299 * seconds)
  expect((await merchantsMe(scene, 'sandbox-dk', tokens.text('access_token'))).status).toBe(200)
  clock.advance(2 * seconds)
  const late = await merchantsMe(scene, 'sandbox-dk', tokens.text('access_token'))
  expect(late.status).toBe(401)
  expect(late.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
})

test('a session ends ten hours after the login, however much it was used', async () => {
  const clock = frozenClock()
  await using scene = await startScene({ clock })
  const visitor = new Visitor()
  const silent = () => scene.attempt({ merchantVat, parameters: { prompt: 'none' } })
  const first = await visitor.grant(await scene.attempt({ merchantVat }), people.anna)
  const { auth_time: authTime } = claimsOf(first.get('id_token') ?? '')
  for (const step of [4 * hours, 4 * hours, 2 * hours - 1 * seconds]) {
    clock.advance(step)
    const fields = await visitor.fetchAnswer(await silent())
    expect(claimsOf(fields.get('id_token') ?? '').auth_time).toBe(authTime)
  }
  clock.advance(2 * seconds)
  const late = await silent()
  expect(Object.fromEntries(await visitor.fetchAnswer(late))).toEqual({ error: 'login_required', state: late.state })
})

test('max_age asks for a new login by the world’s time', async () => {
  const clock = frozenClock()
  await using scene = await startScene({ clock })
  const visitor = new Visitor()
  await visitor.grant(await scene.attempt({ merchantVat }), people.anna)
  clock.advance(61 * seconds)
  const stale = await visitor.visit((await scene.attempt({ merchantVat, parameters: { max_age: '60' } })).url)
  expect(stale.url.pathname).toMatch(/\/account\/login$/)
  const lenient = await scene.attempt({ merchantVat, parameters: { max_age: '62' } })
  expect((await visitor.fetchAnswer(lenient)).get('code')).not.toBeNull()
})

test.each(['integrator', 'integrator-reuse'])(
  'the refresh life of %s slides: 396 days after each use',
  async (clientId) => {
    const clock = frozenClock()
    await using scene = await startScene({ consent: 'auto', clock })
    const attempt = await scene.attempt({ merchantVat, clientId })
    let tokens = await redeem(scene, attempt, (await new Visitor().fetchAnswer(attempt)).get('code') ?? '')
    const { auth_time: authTime } = claimsOf(tokens.text('id_token'))
    for (let turn = 0; turn < 3; turn += 1) {
      clock.advance(396 * days - 1 * seconds)
      tokens = await refresh(scene, attempt, tokens.text('refresh_token'))
      const idToken = claimsOf(tokens.text('id_token'))
      expect(idToken).toMatchObject({ auth_time: authTime, iat: clock.seconds() })
      expect(idToken).not.toHaveProperty('nonce')
    }
    clock.advance(396 * days + 1 * seconds)
    expect((await refresh(scene, attempt, tokens.text('refresh_token'))).body).toEqual({ error: 'invalid_grant' })
  },
)
