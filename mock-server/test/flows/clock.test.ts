import { describe, expect, test } from 'vitest'
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
  { age: 300, status: 200 },
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

describe('thirteen months and a day in one test', () => {
  /** A world that stands at noon of 1 July 2026, from where thirteen months are 396 days. */
  async function aWorld() {
    const scene = await startScene({ consent: 'auto' })
    const attempt = await scene.attempt({ merchantVat })
    await scene.mock.control.run('clock.freeze', { world: 'default', time: '2026-07-01T12:00:00Z' })
    const code = (await new Visitor().fetchAnswer(attempt)).get('code') ?? ''
    const tokens = await redeem(scene, attempt, code)
    const advance = (duration: string) => scene.mock.control.run('clock.advance', { world: 'default', duration })
    return { scene, attempt, advance, token: tokens.text('refresh_token') }
  }

  test.each([
    ['P13M', 'PT0S', 200],
    ['P396D', 'PT0S', 200],
    ['P13M', 'PT1S', 400],
    ['P13M', 'P1D', 400],
  ])('a refresh token that lay unused for %s and %s answers %s', async (months, more, status) => {
    const { scene, attempt, advance, token } = await aWorld()
    await using _scene = scene
    await advance(months)
    await advance(more)
    expect((await refresh(scene, attempt, token)).status).toBe(status)
  })

  test('each use begins the thirteen months anew, to the second', async () => {
    const { scene, attempt, advance, token } = await aWorld()
    await using _scene = scene
    await advance('P13M')
    const second = await refresh(scene, attempt, token)
    await advance('P395DT23H59M59S')
    const third = await refresh(scene, attempt, second.text('refresh_token'))
    expect(claimsOf(third.text('id_token')).iat).toBe(Date.parse('2028-08-31T11:59:59Z') / 1000)
    await advance('P396DT1S')
    expect((await refresh(scene, attempt, third.text('refresh_token'))).body).toEqual({ error: 'invalid_grant' })
  })
})

describe('a clock that goes back', () => {
  test('finds alive what had expired, and not yet valid what was issued later', async () => {
    await using scene = await startScene({ consent: 'auto' })
    const set = (time: string) => scene.mock.control.run('clock.freeze', { world: 'default', time })
    const issueAt = async (time: string) => {
      await set(time)
      const attempt = await scene.attempt({ merchantVat })
      return redeem(scene, attempt, (await new Visitor().fetchAnswer(attempt)).get('code') ?? '')
    }
    const call = async (token: string) => (await merchantsMe(scene, 'sandbox-dk', token)).status
    const early = await issueAt('2026-01-01T00:00:00Z')
    const late = await issueAt('2028-01-01T00:00:00Z')
    const client = { environment: 'sandbox-dk', clientId: 'integrator' } as const
    expect(await call(early.text('access_token'))).toBe(401)
    expect((await refresh(scene, client, early.text('refresh_token'))).status).toBe(400)
    await set('2026-01-01T00:04:59Z')
    expect(await call(early.text('access_token'))).toBe(200)
    expect(await call(late.text('access_token'))).toBe(401)
    expect((await refresh(scene, client, early.text('refresh_token'))).status).toBe(200)
  })

  test('gives back nothing that was spent or revoked', async () => {
    await using scene = await startScene({ consent: 'auto' })
    const { control, world } = scene.mock
    const attempt = await scene.attempt({ merchantVat })
    const code = (await new Visitor().fetchAnswer(attempt)).get('code') ?? ''
    const tokens = await redeem(scene, attempt, code)
    const [consent] = world.stage('sandbox').grants.all
    await control.run('consents.revoke', { world: 'default', id: consent?.id ?? '' })
    await control.run('clock.set', { world: 'default', time: '2020-01-01T00:00:00Z' })
    expect((await redeem(scene, attempt, code)).body).toEqual({ error: 'invalid_grant' })
    expect((await refresh(scene, attempt, tokens.text('refresh_token'))).body).toEqual({ error: 'invalid_grant' })
  })
})

test('a frozen clock stands for everything that is issued, and runs on from there', async () => {
  await using scene = await startScene({ consent: 'auto' })
  const { control, world } = scene.mock
  await control.run('clock.freeze', { world: 'default', time: '2030-05-05T05:05:05.250+02:00' })
  const attempt = await scene.attempt({ merchantVat })
  const fields = await new Visitor().fetchAnswer(attempt)
  const front = claimsOf(fields.get('id_token') ?? '')
  const moment = Date.parse('2030-05-05T03:05:05Z') / 1000
  expect(front).toMatchObject({ iat: moment, nbf: moment, auth_time: moment, exp: moment + 300 })
  const resumed = await control.run('clock.resume', { world: 'default' })
  expect(resumed.frozen).toBe(false)
  expect(world.clock.now()).toBeGreaterThanOrEqual(moment * 1000 + 250)
  expect(world.clock.now()).toBeLessThan((moment + 60) * 1000)
})
