import { CompactSign } from 'jose'
import { describe, expect, it, vi } from 'vitest'
import { connect, discover, formPost, startInvoice, useSimulator } from './support/harness.ts'
import { type Claims, halfHash, sign, unsigned } from './support/sign.ts'

const held = useSimulator()
const now = () => Math.floor(Date.now() / 1000)

/** What makes an ID token wrong wherever it comes from. */
const anyToken: readonly [string, string, (claims: Claims) => Claims][] = [
  ['another issuer', 'id-token-issuer', (c) => ({ ...c, iss: 'https://evil.example' })],
  ['the issuer with a slash', 'id-token-issuer', (c) => ({ ...c, iss: `${c.iss}/` })],
  ['another audience', 'id-token-audience', (c) => ({ ...c, aud: 'other' })],
  ['another audience in a list', 'id-token-audience', (c) => ({ ...c, aud: ['other'] })],
  ['an expiry long past', 'id-token-time', (c) => ({ ...c, exp: now() - 31 })],
  ['a beginning in the future', 'id-token-time', (c) => ({ ...c, nbf: now() + 40 })],
  ['another nonce', 'id-token-nonce', (c) => ({ ...c, nonce: 'other' })],
  ['an exp that is text', 'id-token-malformed', (c) => ({ ...c, exp: '9999999999' })],
  ['an exp in milliseconds', 'id-token-time', (c) => ({ ...c, exp: (now() + 300) * 1000 })],
  ['an iat in the future', 'id-token-time', (c) => ({ ...c, iat: now() + 40 })],
  ['an iat two hours ago', 'id-token-time', (c) => ({ ...c, iat: now() - 7200 })],
  ['a second audience', 'id-token-audience', (c) => ({ ...c, aud: [c.aud, 'other'], azp: c.aud })],
  ['another azp', 'id-token-audience', (c) => ({ ...c, azp: 'other' })],
  ['an empty sub', 'id-token-malformed', (c) => ({ ...c, sub: '' })],
  ['a sub of 256 characters', 'id-token-malformed', (c) => ({ ...c, sub: 'x'.repeat(256) })],
  ['a wrong c_hash', 'id-token-code-hash', (c) => ({ ...c, c_hash: halfHash('another') })],
  ['a wrong s_hash', 'id-token-malformed', (c) => ({ ...c, s_hash: halfHash('another') })],
  ...['iss', 'sub', 'aud', 'exp', 'iat', 'nonce'].map((claim): [string, string, (claims: Claims) => Claims] => [
    `no ${claim}`,
    'id-token-claim-missing',
    (c) => ({ ...c, [claim]: undefined }),
  ]),
]

/** What is looked at in the ID token of the callback alone. */
const frontOnly: readonly [string, string, (claims: Claims) => Claims][] = [
  ['the hash of another code', 'id-token-code-hash', (c) => ({ ...c, c_hash: halfHash('another') })],
  ['no c_hash', 'id-token-claim-missing', (c) => ({ ...c, c_hash: undefined })],
  ['an exp in milliseconds', 'id-token-time', (c) => ({ ...c, exp: (now() + 300) * 1000 })],
  ['an iat in the future', 'id-token-time', (c) => ({ ...c, iat: now() + 40 })],
  ['an iat two hours ago', 'id-token-time', (c) => ({ ...c, iat: now() - 7200 })],
  ['a second audience', 'id-token-audience', (c) => ({ ...c, aud: [c.aud, 'other'], azp: c.aud })],
  ['another azp', 'id-token-audience', (c) => ({ ...c, azp: 'other' })],
  ['an empty sub', 'id-token-malformed', (c) => ({ ...c, sub: '' })],
  ['a wrong s_hash', 'id-token-malformed', (c) => ({ ...c, s_hash: halfHash('another') })],
]

describe('the ID token of the callback', () => {
  it.each([...anyToken, ...frontOnly])('is refused with %s, and the code is not redeemed', async (_, code, change) => {
    held.mobilepay.faults.front = change
    await expect(connect(held.mobilepay)).rejects.toMatchObject({ name: 'ProtocolError', code })
    expect(held.mobilepay.count('/connect/token')).toBe(0)
  })

  it.each([
    ['no signature (alg none)', 'id-token-algorithm', async (c: Claims) => unsigned(c)],
    ['HS256', 'id-token-algorithm', async (c: Claims) => unsigned(c).replace(/^[^.]+/, header({ alg: 'HS256' }))],
    ['ES256', 'id-token-algorithm', async (c: Claims) => unsigned(c).replace(/^[^.]+/, header({ alg: 'ES256' }))],
    [
      'an unknown crit',
      'id-token-malformed',
      (c: Claims) => Promise.resolve(unsigned(c).replace(/^[^.]+/, header({ alg: 'RS256', crit: ['x'], x: 1 }))),
    ],
    [
      'the signature of another key under the right kid',
      'id-token-signature',
      (c: Claims) => sign(c, { ...held.mobilepay.otherKey, kid: held.mobilepay.key.kid }),
    ],
    ['a key that is not published', 'signing-key-unknown', (c: Claims) => sign(c, held.mobilepay.otherKey)],
    ['no token at all', 'id-token-malformed', async () => 'x'],
    ['the typ of an access token', 'id-token-malformed', (c: Claims) => sign(c, held.mobilepay.key, { typ: 'at+jwt' })],
    ['padding', 'id-token-malformed', async (c: Claims) => `${await sign(c, held.mobilepay.key)}=`],
    ['a nonce that is there twice', 'id-token-malformed', (c: Claims) => signText(twice(c, 'nonce'))],
  ])('is refused with %s', async (_, code, make) => {
    const client = await discover()
    const consent = await startInvoice(client)
    const answer = await held.mobilepay.authorize(consent.url)
    const claims = JSON.parse(Buffer.from(answer.get('id_token')?.split('.')[1] ?? '', 'base64url').toString())
    answer.set('id_token', await make(claims))
    await expect(client.completeConsent(formPost(answer), consent)).rejects.toMatchObject({ code })
    expect(held.mobilepay.count('/connect/token')).toBe(0)
  })

  it('is accepted with an audience list of this client alone, and within the clock tolerance', async () => {
    held.mobilepay.faults.front = (c) => ({ ...c, aud: [c.aud], nbf: now() + 25, iat: now() + 25, exp: now() - 25 })
    await expect(connect(held.mobilepay)).resolves.toBeDefined()
  })
})

describe('the ID token of the token endpoint', () => {
  it.each([
    ...anyToken,
    ['another sub', 'id-tokens-differ', (c: Claims) => ({ ...c, sub: 'other' })] as const,
    [
      'the hash of another access token',
      'id-token-access-token-hash',
      (c: Claims) => ({ ...c, at_hash: 'x' }),
    ] as const,
  ])('is refused with %s, and nothing is stored', async (_, code, change) => {
    held.mobilepay.faults.back = change
    const error = await connect(held.mobilepay).catch((thrown) => thrown)
    expect(error).toMatchObject({ code, details: { idToken: 'token-endpoint' } })
    expect(held.mobilepay.count('/connect/token')).toBe(1)
  })

  it('is refused when its signature is wrong, which TLS does not excuse', async () => {
    held.mobilepay.faults.token = (body) => ({ ...body, id_token: `${String(body.id_token).slice(0, -8)}AAAAAAAA` })
    await expect(connect(held.mobilepay)).rejects.toMatchObject({ code: 'id-token-signature' })
  })

  it('has to be there, but needs no at_hash', async () => {
    held.mobilepay.faults.token = (body) => ({ ...body, id_token: undefined })
    await expect(connect(held.mobilepay)).rejects.toMatchObject({ code: 'token-response-malformed' })
    held.mobilepay.faults = { back: (c) => ({ ...c, at_hash: undefined }) }
    await expect(connect(held.mobilepay)).resolves.toBeDefined()
  })

  it('gives a warning when it tells of another authentication', async () => {
    for (const change of [{ auth_time: 1 }, { amr: ['other'] }]) {
      held.mobilepay.faults = {
        front: (c) => ({ ...c, amr: ['pwd'] }),
        back: (c) => ({ ...c, amr: ['pwd'], ...change }),
      }
      const { connection } = await connect(held.mobilepay)
      expect(connection.warnings).toMatchObject([{ code: 'authentication-changed' }])
    }
  })
})

describe('keys', () => {
  it('are asked for once, and again at once when they change between two logins', async () => {
    const { client } = await connect(held.mobilepay)
    expect(held.mobilepay.count('/jwks')).toBe(1)
    held.mobilepay.signer = held.mobilepay.otherKey
    held.mobilepay.published = [held.mobilepay.key, held.mobilepay.otherKey]
    const consent = await startInvoice(client)
    await client.completeConsent(formPost(await held.mobilepay.authorize(consent.url)), consent)
    expect(held.mobilepay.count('/jwks')).toBe(2)
  })

  it('are not asked for again and again for forged tokens', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const client = await discover()
    held.mobilepay.signer = held.mobilepay.otherKey
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const consent = await startInvoice(client)
      const answer = formPost(await held.mobilepay.authorize(consent.url))
      await expect(client.completeConsent(answer, consent)).rejects.toMatchObject({ code: 'signing-key-unknown' })
    }
    expect(held.mobilepay.count('/jwks')).toBe(2)
  })
})

/** Signed as it stands: a text that JSON.stringify would not write. */
async function signText(payload: string): Promise<string> {
  const { kid, privateKey } = held.mobilepay.key
  return new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey)
}

/** With one member twice, both right. */
function twice(claims: Claims, name: string): string {
  return JSON.stringify(claims).replace('{', `{${JSON.stringify(name)}:${JSON.stringify(claims[name])},`)
}

function header(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
