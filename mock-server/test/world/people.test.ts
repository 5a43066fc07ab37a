import { merchants, users } from '@mobilepay-oidc/fixtures'
import { beforeEach, describe, expect, test } from 'vitest'
import { startMockServer, type WorldOptions } from '../../src/index.ts'
import { PeopleError } from '../../src/world/people-error.ts'
import type { Worlds } from '../../src/world/worlds.ts'
import { createWorlds } from '../journal/create-worlds.ts'

let worlds: Worlds

beforeEach(() => {
  worlds = createWorlds()
})

const [anna] = users
const [shop] = merchants
if (!anna || !shop) throw new Error('The seeds are empty.')
const client = (name: string, redirectUri: string) => ({
  clientId: name,
  clientSecret: 'secret',
  clientName: name,
  enabled: true,
  grantTypes: ['hybrid'] as const,
  scopes: ['openid'],
  refreshTokenUsage: 'OneTime' as const,
  requireConsent: true,
  redirectUris: [redirectUri],
  postLogoutRedirectUris: [],
})

describe('people that cannot be are refused, and the world is not made', () => {
  const rows: readonly (readonly [string, WorldOptions, string])[] = [
    ['a user of an unknown merchant', { users: [{ ...anna, merchants: ['nobody'] }] }, 'user.merchants'],
    ['a user of a merchant that was left out', { users: [anna], merchants: [] }, 'user.merchants'],
    ['one user twice', { users: [anna, anna] }, 'users'],
    [
      'two users of one e-mail',
      { users: [anna, { ...anna, sub: 'x', email: anna.email.toUpperCase() }] },
      'user.email',
    ],
    ['one merchant twice', { merchants: [shop, shop] }, 'merchants'],
    ['a Danish merchant with a Finnish number', { merchants: [{ ...shop, vat: 'FI99000114' }] }, 'merchant.vat'],
    [
      'one client twice',
      { clients: [client('a', 'https://a.example/'), client('a', 'https://b.example/')] },
      'clients',
    ],
    ['a redirect URI that is none', { clients: [client('a', '/callback')] }, 'client.redirectUris'],
  ]

  test.each(rows)('%s', (_name, options, field) => {
    expect(() => worlds.create(options)).toThrow(expect.objectContaining({ name: 'PeopleError', field }))
    expect(worlds.all).toEqual([worlds.default])
  })

  test('when the mock starts, too', async () => {
    await expect(startMockServer({ users: [anna, anna] })).rejects.toThrow(PeopleError)
  })
})

describe('people of a running world', () => {
  test('are changed under their id, and who cannot be changes nothing', () => {
    const world = worlds.create()
    world.putUser({ ...anna, name: 'Anna Anders' })
    expect(world.findUser(anna.sub)?.name).toBe('Anna Anders')
    expect(world.users).toHaveLength(users.length)
    expect(() => world.putUser({ ...anna, sub: 'other' })).toThrow(PeopleError)
    expect(() => world.putMerchant({ ...shop, country: shop.country === 'DK' ? 'FI' : 'DK' })).toThrow(PeopleError)
    expect(() => world.putClient(client('new', 'callback'))).toThrow(PeopleError)
    expect(world.users).toHaveLength(users.length)
    expect(world.findMerchant(shop.merchantId)).toEqual(shop)
    expect(world.findClient('new')).toBeUndefined()
  })

  test('a list that is left out may lack the merchants of its users', () => {
    const world = worlds.create({ merchants: [] })
    expect(world.merchantsOf(anna)).toEqual([])
  })
})
