import { expect, test } from 'vitest'
import { startMockServer } from '../../src/index.ts'
import { makeAttempt } from '../support/attempt.ts'
import { claimsOf } from '../support/back-channel.ts'

const count = 50
const redirectUri = 'https://integrator.example/callback'

interface Seen {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly location: string
  readonly allowedOrigin: string | null
}

async function ask(url: string, init: RequestInit = {}): Promise<Seen> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return {
    status: response.status,
    body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    location: response.headers.get('location') ?? '',
    allowedOrigin: response.headers.get('access-control-allow-origin'),
  }
}

/** What world number `index` has to itself; all have the same client id, nonce and state. */
function stateOf(index: number) {
  const digits = String(10_000_000 + index)
  const merchant = { merchantId: `merchant-${index}`, vat: `DK${digits}`, country: 'DK', name: `Shop ${index}` }
  const sub = `user-${index}`
  return {
    name: `world-${index}`,
    generation: index % 2 === 0 ? '2024' : '2018',
    merchant,
    user: { sub, email: 'same@shop.example', password: 'p', name: sub, locale: 'da', merchants: [merchant.merchantId] },
    client: {
      clientId: 'integrator',
      clientSecret: `secret-${index}`,
      clientName: 'Same name',
      enabled: true,
      grantTypes: ['hybrid'],
      scopes: ['openid', 'offline_access', 'invoice'],
      refreshTokenUsage: index % 3 === 0 ? 'ReUse' : 'OneTime',
      requireConsent: true,
      redirectUris: [redirectUri],
      postLogoutRedirectUris: [],
    },
    time: new Date(Date.UTC(2020 + index, index % 12, 1)).toISOString(),
    switches: { strictParameters: index % 4 === 0, ibmHeadersRequired: index % 5 === 0 },
    rotations: index % 3,
    isFaulty: index % 2 === 1,
  } as const
}

test('fifty worlds of one server, each in another state, run whole flows at once and never see each other', async () => {
  await using mock = await startMockServer()
  const control = (path: string, method: string, body: object = {}) =>
    ask(`${mock.url}/_mock${path}`, {
      method,
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
    })

  /** Sets a world up over HTTP alone, as a test in any language does, and walks the flow in it. */
  async function live(index: number) {
    const { name, generation, merchant, user, client, time, switches, rotations, isFaulty } = stateOf(index)
    const lists = { merchants: [merchant], users: [user], clients: [client] }
    const created = await control('/worlds', 'POST', { name, generation, consent: 'auto', switches, ...lists })
    const { discoveryUrl, apiUrl } = (created.body.environments as typeof mock.environments)['sandbox-dk']
    await control(`/worlds/${name}/clock/freeze`, 'POST', { time })
    for (let turn = 0; turn < rotations; turn += 1) await control(`/worlds/${name}/keys/rotate`, 'POST')
    if (isFaulty) await control(`/worlds/${name}/faults`, 'POST', { fault: 'http-cors-wildcard', times: 'always' })
    const scopes = ['openid', 'offline_access', 'invoice']
    await control(`/worlds/${name}/consents`, 'POST', { sub: user.sub, clientId: 'integrator', scopes })
    const { body: document } = await ask(discoveryUrl)
    const parameters = { nonce: 'the same everywhere', state: 'the same', merchant_vat: merchant.vat }
    const attempt = makeAttempt(String(document.authorization_endpoint), redirectUri, {
      responseMode: 'fragment',
      scope: scopes.join(' '),
      parameters,
    })
    const { location } = await ask(attempt.url)
    const fields = new URLSearchParams(location.split('#')[1])
    const post = (form: Record<string, string>, secret = client.clientSecret) =>
      ask(String(document.token_endpoint), {
        method: 'POST',
        body: new URLSearchParams({ client_id: 'integrator', client_secret: secret, ...form }),
      })
    const code = fields.get('code') ?? ''
    const redeem = (given: string) =>
      post({
        grant_type: 'authorization_code',
        code: given,
        redirect_uri: redirectUri,
        code_verifier: attempt.verifier,
      })
    const refresh = (refresh_token: string) => post({ grant_type: 'refresh_token', refresh_token })
    const first = await redeem(code)
    const second = await refresh(String(first.body.refresh_token))
    const headers = { 'x-ibm-client-id': 'app', 'x-ibm-client-secret': 'secret' }
    const me = (token: string, more: Record<string, string> = headers) =>
      ask(`${apiUrl}/invoice-restapi/api/v1/merchants/me`, { headers: { authorization: `Bearer ${token}`, ...more } })
    const { body: jwks } = await ask(String(document.jwks_uri))
    return { index, fields, first, second, attempt, redeem, refresh, post, me, jwks, document }
  }

  const lives = await Promise.all(Array.from({ length: count }, (_, index) => live(index)))

  await Promise.all(
    lives.map(async (life) => {
      const { index, first, second, fields, me } = life
      const own = stateOf(index)
      const now = Date.parse(own.time) / 1000
      const accessToken = String(second.body.access_token)
      expect([first.status, second.status]).toEqual([200, 200])
      expect(first.allowedOrigin).toBe(own.isFaulty ? '*' : null)
      expect(claimsOf(fields.get('id_token') ?? '')).toMatchObject({ sub: own.user.sub, auth_time: now, iat: now })
      expect(claimsOf(accessToken)).toMatchObject({ merchant_id: own.merchant.merchantId, nbf: now, exp: now + 300 })
      expect(second.body.refresh_token === first.body.refresh_token).toBe(own.client.refreshTokenUsage === 'ReUse')
      expect('scope' in first.body).toBe(own.generation === '2024')
      expect(claimsOf(`.${accessToken.split('.')[0]}`).kid).toBe((life.jwks.keys as { kid: string }[])[0]?.kid)
      expect((await me(accessToken)).body).toEqual({ MerchantId: own.merchant.merchantId })
      expect((await me(accessToken, {})).status).toBe(own.switches.ibmHeadersRequired ? 401 : 200)

      const other = lives[(index + 1) % count]
      if (!other) throw new Error('There is always a next one.')
      expect((await other.refresh(String(second.body.refresh_token))).body).toEqual({ error: 'invalid_grant' })
      expect((await other.redeem(fields.get('code') ?? '')).body).toEqual({ error: 'invalid_grant' })
      expect((await other.post({ grant_type: 'refresh_token' }, own.client.clientSecret)).body).toEqual({
        error: 'invalid_client',
      })
      expect((await other.me(accessToken)).status).not.toBe(200)
    }),
  )

  for (const { index } of lives) {
    const own = stateOf(index)
    const world = mock.worlds.find(own.name)
    expect(world?.clock.now()).toBe(Date.parse(own.time))
    expect(world?.users.map(({ sub }) => sub)).toEqual([own.user.sub])
    expect(world?.stage('sandbox').grants.all.map(({ sub }) => sub)).toEqual([own.user.sub])
    expect(world?.settings.switches).toMatchObject(own.switches)
    const answered = world?.journal.find().filter(({ address }) => address.includes('/connect/authorize')) ?? []
    expect(answered).toHaveLength(1)
  }
  expect(mock.world.journal.count()).toBe(0)
  expect(mock.world.stage('sandbox').grants.all).toEqual([])

  const [kept, ...others] = lives
  await control('/worlds/world-1', 'DELETE')
  expect(mock.worlds.find('world-1')).toBeUndefined()
  expect((await kept?.refresh(String(kept.second.body.refresh_token)))?.status).toBe(200)
  expect(others).toHaveLength(count - 1)
}, 30_000)

test('a request that is under way, and a stream that is followed, use their world', async () => {
  await using mock = await startMockServer()
  const { world, environments } = mock.createWorld({}, 'busy')
  const sending = new TransformStream<Uint8Array, Uint8Array>()
  const half = fetch(String(await tokenEndpoint(environments['sandbox-dk'].discoveryUrl)), {
    method: 'POST',
    body: sending.readable,
    duplex: 'half',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  } as RequestInit)
  const writer = sending.writable.getWriter()
  await writer.write(new TextEncoder().encode('grant_type='))
  await expect.poll(() => world.usage.isHeld).toBe(true)
  await writer.close()
  expect((await half).status).toBe(400)
  await expect.poll(() => world.usage.isHeld).toBe(false)
  const ending = new AbortController()
  const stream = await fetch(`${mock.url}/_mock/worlds/busy/journal/live`, { signal: ending.signal })
  expect(stream.status).toBe(200)
  expect(world.usage.isHeld).toBe(true)
  ending.abort()
  await expect.poll(() => world.usage.isHeld).toBe(false)
})

async function tokenEndpoint(discoveryUrl: string): Promise<unknown> {
  return (await ask(discoveryUrl)).body.token_endpoint
}
