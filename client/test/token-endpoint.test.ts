import { describe, expect, it } from 'vitest'
import { MemoryStore } from '../src/index.ts'
import { connect, discover, formPost, useSimulator } from './support/harness.ts'
import { type Claims, makeKey, sign } from './support/sign.ts'
import { issuer, merchantId, type Reply, subject } from './support/simulator.ts'

const held = useSimulator()

describe('the token endpoint', () => {
  it.each<[string, string, Reply]>([
    ['invalid_grant', 'code-refused', [400, { error: 'invalid_grant' }]],
    ['invalid_client', 'client-credentials-refused', [400, { error: 'invalid_client' }]],
    ['a Basic challenge', 'client-credentials-refused', [401, {}, { 'www-authenticate': 'Basic realm="x"' }]],
    ['unauthorized_client', 'client-not-allowed', [400, { error: 'unauthorized_client' }]],
    ['invalid_request', 'token-request-refused', [400, { error: 'invalid_request' }]],
    ['an error with status 200', 'token-response-malformed', [200, { error: 'invalid_grant' }]],
    ['400 without an error', 'response-unexpected', [400, {}]],
    ['HTML', 'response-unexpected', [200, '<html>', { 'content-type': 'text/html' }]],
    ['nothing', 'token-response-malformed', [200, '']],
    ['a list', 'token-response-malformed', [200, '[1]']],
    ['a cut-off body', 'token-response-malformed', [200, '{"access_token":"canary']],
    ['a redirect', 'redirect-refused', [307, '', { location: 'https://evil.example/' }]],
    ['500', 'service-unavailable', [500, '']],
    ['429', 'service-unavailable', [429, '']],
  ])('%s ends as %s, after one request', async (_, code, reply) => {
    held.mobilepay.faults.tokenReply = reply
    await expect(connect(held.mobilepay)).rejects.toMatchObject({ code })
    expect(held.mobilepay.count('/connect/token')).toBe(1)
  })

  it.each<[string, string, (body: Claims) => Claims]>([
    ['no access token', 'access_token', (b) => ({ ...b, access_token: undefined })],
    ['a line break in the access token', 'access_token', (b) => ({ ...b, access_token: `${b.access_token}\n` })],
    ['no token type', 'token_type', (b) => ({ ...b, token_type: undefined })],
    ['token type mac', 'token_type', (b) => ({ ...b, token_type: 'mac' })],
    ['token type DPoP', 'token_type', (b) => ({ ...b, token_type: 'DPoP' })],
    ['a refresh token that is no text', 'refresh_token', (b) => ({ ...b, refresh_token: 7 })],
    ['a refresh token that no form can carry', 'refresh_token', (b) => ({ ...b, refresh_token: 'half\ud800' })],
    ['no ID token', 'id_token', (b) => ({ ...b, id_token: undefined })],
    ['a scope that is a list', 'scope', (b) => ({ ...b, scope: ['openid'] })],
    ['a token type that is a list', 'token_type', (b) => ({ ...b, token_type: ['Bearer'] })],
    ['a life that is a word', 'expires_in', (b) => ({ ...b, expires_in: 'soon' })],
    ['a life that is a list', 'expires_in', (b) => ({ ...b, expires_in: [300] })],
    ['a life of 400 digits', 'expires_in', (b) => ({ ...b, expires_in: '9'.repeat(400) })],
    ['an error beside the tokens', 'error', (b) => ({ ...b, error: 'invalid_grant' })],
  ])('is refused with %s, by the name of the member', async (_, member, change) => {
    held.mobilepay.faults.token = change
    const refused = { code: 'token-response-malformed', details: { member } }
    await expect(connect(held.mobilepay)).rejects.toMatchObject(refused)
  })

  it.each(['access_token', 'id_token'])('is refused with %s twice, also behind a token_type twice', async (member) => {
    held.mobilepay.changeToken = async (body) =>
      Buffer.from(`{"token_type":"Bearer","${member}":"evil",${JSON.stringify(body).slice(1)}`)
    const refused = { code: 'token-response-malformed', details: { member, reason: 'there twice' } }
    await expect(connect(held.mobilepay)).rejects.toMatchObject(refused)
  })

  it('is refused with a life without end', async () => {
    held.mobilepay.changeToken = async (body) =>
      Buffer.from(JSON.stringify(body).replace('"expires_in":300', '"expires_in":1e309'))
    const refused = { code: 'token-response-malformed', details: { member: 'expires_in' } }
    await expect(connect(held.mobilepay)).rejects.toMatchObject(refused)
  })

  it('may leave out expires_in and scope, and write bearer in lower case', async () => {
    held.mobilepay.faults.token = (b) => ({ ...b, expires_in: undefined, scope: undefined, token_type: 'bearer' })
    const { connection } = await connect(held.mobilepay)
    expect(connection.scopes).toEqual(['openid', 'offline_access', 'invoice'])
    expect(connection.accessTokenExpiresAt?.getTime()).toBeGreaterThan(Date.now())
  })

  it('warns of narrower scopes and of a missing refresh token', async () => {
    held.mobilepay.faults.token = (b) => ({ ...b, scope: 'openid', refresh_token: undefined })
    const { connection } = await connect(held.mobilepay)
    expect(connection.scopes).toEqual(['openid'])
    expect(connection.warnings.map(({ code }) => code)).toEqual(['scopes-narrowed', 'refresh-token-missing'])
  })
})

describe('the access token', () => {
  it.each<[string, (claims: Claims) => Claims]>([
    ['another issuer', (c) => ({ ...c, iss: 'https://evil.example' })],
    ['another audience', (c) => ({ ...c, aud: issuer })],
    ['another client', (c) => ({ ...c, client_id: 'other' })],
    ['another subject', (c) => ({ ...c, sub: 'other' })],
    ['an expiry long past', (c) => ({ ...c, exp: 1 })],
    ['no expiry', (c) => ({ ...c, exp: undefined })],
  ])('is refused with %s', async (_, change) => {
    held.mobilepay.faults.access = change
    await expect(connect(held.mobilepay)).rejects.toMatchObject({ code: 'access-token-invalid' })
  })

  it('is refused as an ID token, opaque, or signed by somebody else', async () => {
    const unhash = (claims: Claims) => ({ ...claims, at_hash: undefined })
    const foreign = await sign({ iss: issuer }, held.mobilepay.otherKey)
    for (const [accessToken, code] of [
      ['opaque', 'access-token-invalid'],
      [foreign, 'signing-key-unknown'],
    ]) {
      held.mobilepay.faults = { back: unhash, token: (body) => ({ ...body, access_token: accessToken }) }
      await expect(connect(held.mobilepay)).rejects.toMatchObject({ code })
    }
    held.mobilepay.faults = { accessHeader: { typ: 'logout+jwt' } }
    await expect(connect(held.mobilepay)).rejects.toMatchObject({ code: 'access-token-invalid' })
  })

  it('is refused when signed by another algorithm than RS256, though the key is published', async () => {
    const key = await makeKey('KEY3', 'PS256')
    held.mobilepay.published = [held.mobilepay.key, key]
    const unhash = (claims: Claims) => ({ ...claims, at_hash: undefined })
    const claims = { iss: issuer, aud: `${issuer}/resources`, sub: subject, exp: Math.floor(Date.now() / 1000) + 300 }
    const accessToken = await sign(claims, key, { alg: 'PS256' })
    held.mobilepay.faults = { back: unhash, token: (body) => ({ ...body, access_token: accessToken }) }
    await expect(connect(held.mobilepay)).rejects.toMatchObject({ code: 'access-token-invalid' })
  })

  it('is accepted as in 2018: typ JWT, and with an audience list or a scope string', async () => {
    held.mobilepay.faults = {
      accessHeader: { typ: 'JWT' },
      access: (c) => ({ ...c, aud: [c.aud, 'https://other.example'], scope: 'openid invoice' }),
    }
    const { connection } = await connect(held.mobilepay)
    expect(connection.scopes).toEqual(['openid', 'invoice'])
  })

  it('is refused for another merchant than the one asked for', async () => {
    held.mobilepay.faults.access = (c) => ({ ...c, merchant_vat: 'DK99000007' })
    await expect(connect(held.mobilepay)).rejects.toMatchObject({ code: 'merchant-mismatch' })
  })

  it('without a merchant gives a connection that can not call', async () => {
    const store = new MemoryStore()
    const client = await discover({ store })
    const consent = await client.startConsent({ scopes: ['invoice'] })
    expect(consent.warnings).toMatchObject([{ code: 'merchant-vat-missing' }])
    const connection = await client.completeConsent(formPost(await held.mobilepay.authorize(consent.url)), consent)
    expect(connection).toMatchObject({ merchantId: undefined, id: `subject:${subject}` })
    expect(connection.warnings).toMatchObject([{ code: 'merchant-missing' }])
    expect(() => client.merchant(connection.merchantId)).toThrow(expect.objectContaining({ code: 'merchant-missing' }))
    expect(await store.get(merchantId)).toBeUndefined()
  })
})
