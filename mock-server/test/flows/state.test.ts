import { beforeEach, describe, expect, test } from 'vitest'
import type { CommandInput, CommandName } from '../../src/index.ts'
import { claimsOf, merchantsMe, redeem, refresh } from '../support/back-channel.ts'
import { people, shops } from '../support/people.ts'
import { type Scene, startScene } from '../support/scene.ts'
import { Visitor } from '../support/visitor.ts'

const world = 'default'
const scopes = ['openid', 'offline_access', 'invoice', 'subscriptions']

let scene: Scene
let visitor: Visitor

beforeEach(async () => {
  scene = await startScene()
  visitor = new Visitor()
  return () => scene[Symbol.asyncDispose]()
})

const begin = () => scene.attempt({ merchantVat: shops.anna.vat })

/** Anna logs in and consents. */
async function connect() {
  const attempt = await begin()
  const fields = await visitor.grant(attempt, people.anna)
  const tokens = await redeem(scene, attempt, fields.get('code') ?? '')
  return { attempt, accessToken: tokens.text('access_token'), refreshToken: tokens.text('refresh_token') }
}

/** Where the same browser ends with a new request: the last part of the page's address, or the answer to the integrator. */
async function nextPage(): Promise<string> {
  const attempt = await begin()
  const seen = await visitor.visit(attempt.url)
  if (seen.forms.some(({ action }) => action === attempt.redirectUri)) return 'answer'
  return seen.url.pathname.split('/').at(-1) ?? ''
}

const call = async (token: string) => (await merchantsMe(scene, 'sandbox-dk', token)).status
const control = <Name extends CommandName>(name: Name, input: CommandInput<Name>) => scene.mock.control.run(name, input)
const anna = () => {
  const user = scene.mock.world.findUserByEmail(people.anna.email)
  if (!user) throw new Error('The seeds have no Anna.')
  return user
}

describe('a consent', () => {
  test('that is revoked ends refreshing, and the same browser is asked again', async () => {
    const { attempt, refreshToken } = await connect()
    expect(await nextPage()).toBe('answer')
    const [consent] = (await control('consents.list', { world })).consents
    expect(consent).toMatchObject({
      sub: anna().sub,
      clientId: 'integrator',
      merchantId: shops.anna.merchantId,
      scopes,
    })
    await control('consents.revoke', { world, id: consent?.id ?? '' })
    expect((await refresh(scene, attempt, refreshToken)).body).toEqual({ error: 'invalid_grant' })
    expect(await nextPage()).toBe('consent')
  })

  test('that is granted by command spares the page, a narrower one does not', async () => {
    await control('consents.grant', { world, sub: anna().sub, clientId: 'integrator', scopes: ['openid', 'invoice'] })
    const attempt = await begin()
    let seen = await visitor.visit(attempt.url)
    const login = [
      ['email', people.anna.email],
      ['password', people.anna.password],
    ] as const
    const [form] = seen.forms
    if (form) seen = await visitor.submit(form, login)
    expect(seen.url.pathname).toMatch(/\/consent$/)
    await control('consents.grant', { world, sub: anna().sub, clientId: 'integrator', scopes })
    expect(await nextPage()).toBe('answer')
  })

  test('is of its stage alone', async () => {
    await connect()
    expect((await control('consents.list', { world, stage: 'production' })).consents).toEqual([])
  })

  test.each([
    ['sub', { sub: 'nobody' }],
    ['clientId', { clientId: 'nobody' }],
    ['merchantId', { merchantId: shops.aino.merchantId }],
    ['scopes', { scopes: ['openid', 'everything'] }],
    ['scopes', { scopes: [] }],
  ])('of a wrong %s is refused by name, and none stands', async (field, wrong) => {
    const given = { world, sub: anna().sub, clientId: 'integrator', scopes, ...wrong }
    await expect(control('consents.grant', given)).rejects.toMatchObject({
      status: 422,
      errors: [{ field, allowed: expect.stringMatching(/./) }],
    })
    expect(scene.mock.world.stage('sandbox').grants.all).toEqual([])
  })

  test('of a user with several merchants says for which', async () => {
    const { sub } = scene.mock.world.findUserByEmail(people.bo.email) ?? anna()
    const given = { world, sub, clientId: 'integrator', scopes }
    await expect(control('consents.grant', given)).rejects.toMatchObject({
      errors: [{ field: 'merchantId' }],
    })
    const merchantId = shops.boBakery.merchantId
    expect(await control('consents.grant', { ...given, merchantId })).toMatchObject({ merchantId })
  })
})

describe('a user', () => {
  test('who is switched off is signed out and refreshes no more, until switched on again', async () => {
    const { attempt, refreshToken } = await connect()
    await control('users.put', { world, user: { ...anna(), active: false } })
    expect((await refresh(scene, attempt, refreshToken)).body).toEqual({ error: 'invalid_grant' })
    expect(await nextPage()).toBe('login')
    await control('users.put', { world, user: { ...anna(), active: true } })
    expect((await refresh(scene, attempt, refreshToken)).status).toBe(200)
    expect(await nextPage()).toBe('answer')
  })

  test('who is removed can do nothing more', async () => {
    const { attempt, refreshToken } = await connect()
    await control('users.remove', { world, sub: anna().sub })
    expect((await refresh(scene, attempt, refreshToken)).body).toEqual({ error: 'invalid_grant' })
    expect(await nextPage()).toBe('login')
  })

  test('who takes over another merchant acts for it, and for the old one no more', async () => {
    await control('users.put', { world, user: { ...anna(), merchants: [shops.boBakery.merchantId] } })
    const attempt = await scene.attempt({ merchantVat: shops.boBakery.vat })
    expect((await visitor.grant(attempt, people.anna)).get('code')).not.toBeNull()
    expect(await nextPage()).toBe('error')
  })
})

describe('a client', () => {
  test('whose secret changes is asked for the new one', async () => {
    const { attempt, refreshToken } = await connect()
    const client = scene.client('integrator')
    await control('clients.put', { world, client: { ...client, clientSecret: 'another' } })
    expect((await refresh(scene, attempt, refreshToken)).body).toEqual({ error: 'invalid_client' })
    await control('clients.put', { world, client: client })
    expect((await refresh(scene, attempt, refreshToken)).status).toBe(200)
  })

  test('that is removed between code and tokens gets none', async () => {
    const attempt = await begin()
    const code = (await visitor.grant(attempt, people.anna)).get('code') ?? ''
    await control('clients.remove', { world, clientId: 'integrator' })
    expect((await redeem(scene, attempt, code)).body).toEqual({ error: 'invalid_client' })
    expect(await nextPage()).toBe('error')
  })
})

describe('a merchant', () => {
  test('whose VAT number changes is named by the new one, and one that is removed is unknown to the API', async () => {
    const { attempt, accessToken, refreshToken } = await connect()
    const merchant = scene.mock.world.findMerchant(shops.anna.merchantId)
    if (!merchant) throw new Error('The seeds have no such merchant.')
    await control('merchants.put', { world, merchant: { ...merchant, vat: 'DK99999995' } })
    const renewed = await refresh(scene, attempt, refreshToken)
    expect(claimsOf(renewed.text('access_token')).merchant_vat).toBe('DK99999995')
    await control('merchants.remove', { world, merchantId: merchant.merchantId })
    expect(await call(accessToken)).toBe(404)
  })
})

describe('signing keys', () => {
  const published = async () => {
    const endpoint = await scene.endpoint('sandbox-dk', 'jwks_uri')
    const { keys } = (await (await fetch(endpoint)).json()) as { keys: { kid: string }[] }
    return keys.map(({ kid }) => kid)
  }
  const kidOf = (jwt: string) => claimsOf(`.${jwt.split('.')[0]}`).kid

  test('that rotate with overlap leave what they signed good', async () => {
    const { attempt, accessToken, refreshToken } = await connect()
    const [before, next] = await published()
    await control('keys.rotate', { world })
    expect(await published()).toContain(before)
    expect(await call(accessToken)).toBe(200)
    expect(kidOf((await refresh(scene, attempt, refreshToken)).text('access_token'))).toBe(next)
  })

  test('that rotate without overlap take it with them, in one stage alone', async () => {
    const { accessToken } = await connect()
    const [before] = await published()
    const production = await control('keys.list', { world, stage: 'production' })
    await control('keys.rotate', { world, overlap: false })
    expect(await published()).not.toContain(before)
    expect(await call(accessToken)).toBe(401)
    expect(await control('keys.list', { world, stage: 'production' })).toEqual(production)
  })
})
