import { describe, expect, it } from 'vitest'
import { MemoryStore } from '../src/index.ts'
import { connect, discover, formPost, startInvoice, useSimulator } from './support/harness.ts'
import { type Claims, halfHash, signBytes } from './support/sign.ts'
import { merchantId } from './support/simulator.ts'
import { storedIn } from './support/stored.ts'

const held = useSimulator()

/** A JWT as its two JSON texts: the claims are right, and the signature will be. */
interface Texts {
  readonly header: Uint8Array
  readonly claims: Uint8Array
}

const text = (value: Claims) => new TextEncoder().encode(JSON.stringify(value))

/** Puts bytes in place of the canary that a claim or a header parameter holds. */
function withBytes(value: Claims, bytes: readonly number[]): Uint8Array {
  const [before = '', after = ''] = JSON.stringify({ ...value, note: 'canary' }).split('canary')
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)])
}

/** RFC 8259 section 8.1 lets nobody send one. */
const marked = (value: Claims) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text(value)])

/** The member with another value before its own, which is the one that `JSON.parse` takes; its name is written otherwise. */
function twice(value: Claims, member: string): Uint8Array {
  const escaped = `\\u00${member.charCodeAt(0).toString(16)}${member.slice(1)}`
  return Buffer.from(JSON.stringify(value).replace('{', `{"${escaped}":"none",`))
}

/** Bytes that are no UTF-8: Latin-1, an overlong slash, half a surrogate pair, a cut-off character. */
const notUtf8: readonly (readonly [string, readonly number[]])[] = [
  ['Latin-1', [0x43, 0x61, 0x66, 0xe9]],
  ['an overlong slash', [0xc0, 0xaf]],
  ['half a pair', [0xed, 0xa0, 0x80]],
  ['a character that is cut off', [0xe2, 0x82]],
]

type Make = (header: Claims, claims: Claims) => Texts

const hostile: readonly (readonly [string, Make])[] = [
  ...notUtf8.flatMap(([what, bytes]): [string, Make][] => [
    [`${what} in the claims`, (header, claims) => ({ header: text(header), claims: withBytes(claims, bytes) })],
    [`${what} in the header`, (header, claims) => ({ header: withBytes(header, bytes), claims: text(claims) })],
  ]),
  ['a byte order mark before the claims', (header, claims) => ({ header: text(header), claims: marked(claims) })],
  ['a byte order mark before the header', (header, claims) => ({ header: marked(header), claims: text(claims) })],
  [
    'a header parameter that is there twice',
    (header, claims) => ({ header: twice(header, 'alg'), claims: text(claims) }),
  ],
  ['a claim that is there twice', (header, claims) => ({ header: text(header), claims: twice(claims, 'sub') })],
  ['UTF-16', (header, claims) => ({ header: text(header), claims: Buffer.from(JSON.stringify(claims), 'utf16le') })],
  ...(
    [
      ['a crit that nobody knows', { crit: ['x'], x: 1 }],
      ['a crit that names nothing', { crit: [] }],
      ['a crit that is no list', { crit: 'b64' }],
      ['a crit that is null', { crit: null }],
      ['the crit b64', { crit: ['b64'], b64: true }],
      ['a crit that names alg', { crit: ['alg'] }],
      ['a crit whose parameter is not there', { crit: ['exp'] }],
    ] as const
  ).map(([what, more]): [string, Make] => [
    what,
    (header, claims) => ({ header: text({ ...header, ...more }), claims: text(claims) }),
  ]),
]

function partsOf(token: string): [header: Claims, claims: Claims] {
  const [header = '', claims = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  return [JSON.parse(header), JSON.parse(claims)]
}

/** The same token made hostile, signed by the provider's own key. */
function remake(token: unknown, make: Make): Promise<string> {
  const { header, claims } = make(...partsOf(String(token)))
  return signBytes(header, claims, held.mobilepay.key)
}

const plain: Make = (header, claims) => ({ header: text(header), claims: text(claims) })

describe('a token that the provider has signed, and that holds', () => {
  it.each(hostile)('%s is refused as the ID token of a callback, and the code is not redeemed', async (_, make) => {
    const client = await discover()
    const consent = await startInvoice(client)
    const answer = await held.mobilepay.authorize(consent.url)
    answer.set('id_token', await remake(answer.get('id_token'), make))
    const call = client.completeConsent(formPost(answer), consent)
    await expect(call).rejects.toMatchObject({ code: 'id-token-malformed', details: { idToken: 'callback' } })
    expect(held.mobilepay.count('/connect/token')).toBe(0)
  })

  it.each(hostile)('%s is refused as the ID token of a redemption, and nothing is stored', async (_, make) => {
    held.mobilepay.changeToken = async (body) => ({ ...body, id_token: await remake(body.id_token, make) })
    const store = new MemoryStore()
    const call = connect(held.mobilepay, { store })
    await expect(call).rejects.toMatchObject({ code: 'id-token-malformed', details: { idToken: 'token-endpoint' } })
    expect(await storedIn(store, merchantId)).toBeUndefined()
  })

  it.each(hostile)('%s is refused as the ID token of a refresh', async (_, make) => {
    const { connection } = await connect(held.mobilepay)
    held.mobilepay.changeToken = async (body) => ({ ...body, id_token: await remake(body.id_token, make) })
    const call = connection.refresh()
    await expect(call).rejects.toMatchObject({ code: 'id-token-malformed', details: { idToken: 'refresh' } })
  })

  it.each(hostile)('%s is refused as the access token, and nothing is stored', async (_, make) => {
    held.mobilepay.changeToken = async (body) => withAccessToken(body, await remake(body.access_token, make))
    const store = new MemoryStore()
    await expect(connect(held.mobilepay, { store })).rejects.toMatchObject({ code: 'access-token-invalid' })
    expect(await storedIn(store, merchantId)).toBeUndefined()
  })

  it('nothing of that is taken, made in the same way', async () => {
    held.mobilepay.changeToken = async (body) =>
      withAccessToken({ ...body, id_token: await remake(body.id_token, plain) }, await remake(body.access_token, plain))
    await expect(connect(held.mobilepay)).resolves.toHaveProperty('connection.merchantId', merchantId)
  })
})

/** As bytes, since a number that is not finite has no place in what `JSON.stringify` writes. */
function withClaim(claim: string, json: string): Make {
  return (header, claims) => {
    const { [claim]: _, ...others } = claims
    return { header: text(header), claims: Buffer.from(JSON.stringify(others).replace('{', `{"${claim}":${json},`)) }
  }
}

describe('an access token that the provider has signed', () => {
  it.each([
    ['an end that is infinite', 'exp', '1e309'],
    ['an end in milliseconds', 'exp', `${Date.now() + 300_000}`],
    ['a merchant id that is a number', 'merchant_id', '7'],
    ['a merchant id in a list', 'merchant_id', `["${merchantId}"]`],
    ['a merchant id with a line end', 'merchant_id', `"${merchantId}\\n"`],
    ['a merchant id that is the key of a token without a merchant', 'merchant_id', '"subject:x"'],
    ['a VAT number in a list, which is not the one asked for', 'merchant_vat', '["DK87654321"]'],
    ['a VAT number that is a number', 'merchant_vat', '12345674'],
    ['scopes that are a number', 'scope', '5'],
    ['scopes that are null', 'scope', 'null'],
    ['scopes in a list in a list', 'scope', '[["invoice"]]'],
    ['another party that it was issued to', 'azp', '"other.client"'],
  ])('is refused with %s, and nothing is stored', async (_, claim, json) => {
    held.mobilepay.changeToken = async (body) =>
      withAccessToken({ ...body, expires_in: undefined }, await remake(body.access_token, withClaim(claim, json)))
    const store = new MemoryStore()
    const refused = { code: 'access-token-invalid', details: { claim } }
    await expect(connect(held.mobilepay, { store })).rejects.toMatchObject(refused)
    expect(await storedIn(store, merchantId)).toBeUndefined()
  })

  it.each([
    ['a blank in its signature', (token: string) => `${token.slice(0, -20)} ${token.slice(-20)}`],
    ['a blank behind it', (token: string) => `${token} `],
    ['padding', (token: string) => `${token}==`],
  ])('is refused with %s: no API takes it so', async (_, change) => {
    held.mobilepay.changeToken = async (body) => withAccessToken(body, change(String(body.access_token)))
    await expect(connect(held.mobilepay)).rejects.toMatchObject({ code: 'access-token-invalid' })
  })
})

/** With an ID token whose at_hash is right for it. */
async function withAccessToken(body: Claims, accessToken: string): Promise<Claims> {
  const rehash: Make = (header, claims) => plain(header, { ...claims, at_hash: halfHash(accessToken) })
  return { ...body, access_token: accessToken, id_token: await remake(body.id_token, rehash) }
}

describe('an answer in another encoding than UTF-8', () => {
  it('is refused: tokens', async () => {
    held.mobilepay.changeToken = async (body) => Buffer.from(withBytes(body, [0xe9]))
    const error = await connect(held.mobilepay).catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'response-unexpected', details: { reason: 'not UTF-8' } })
  })
})
