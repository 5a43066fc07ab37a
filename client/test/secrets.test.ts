import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { MemoryStore, MobilePayError } from '../src/index.ts'
import { connect, discover, formPost, startInvoice, useSimulator } from './support/harness.ts'
import type { Claims } from './support/sign.ts'
import { clientSecret, type Faults, mePath, merchantId } from './support/simulator.ts'

const held = useSimulator()

/** All that a logger might make of a value. */
function printed(value: unknown): string {
  const deep = inspect(value, { depth: 20, showHidden: true, getters: true })
  const error = value instanceof Error ? `${value.stack} ${value.message} ${inspect(value.cause, { depth: 20 })}` : ''
  return `${deep} ${error} ${JSON.stringify(value)} ${String(value)}`
}

/** Every secret that went over the wire, taken from the simulator's own record. */
function secretsSeen(): string[] {
  const forms = held.mobilepay.seen.map(({ body }) => new URLSearchParams(body))
  const sent = forms.flatMap((form) => ['code', 'code_verifier', 'refresh_token'].map((name) => form.get(name)))
  return sent.filter((value) => value !== null)
}

function expectNoSecret(value: unknown, secrets: readonly string[]) {
  const text = printed(value)
  expect(text).not.toMatch(/eyJ[\w-]{8}/)
  for (const secret of [clientSecret, encodeURIComponent(clientSecret), 'canary', ...secrets])
    expect(text).not.toContain(secret)
}

const wrong = (claim: string, value: unknown) => (claims: Claims) => ({ ...claims, [claim]: value })

const faults: readonly [string, Faults][] = [
  ['a front nonce', { front: wrong('nonce', 'other') }],
  ['a front c_hash', { front: wrong('c_hash', 'other') }],
  ['a front audience', { front: wrong('aud', 'other') }],
  ['a front exp', { front: wrong('exp', 1) }],
  ['a missing front claim', { front: wrong('c_hash', undefined) }],
  ['a back sub', { back: wrong('sub', 'other') }],
  ['a back nonce', { back: wrong('nonce', 'other') }],
  ['an at_hash', { back: wrong('at_hash', 'other') }],
  ['an access token audience', { access: wrong('aud', 'other') }],
  ['a token type', { token: wrong('token_type', 'mac') }],
  ['a missing access token', { token: wrong('access_token', undefined) }],
  ['a broken body', { tokenReply: [200, '{"access_token":"eyJcanarycanary'] }],
  ['an error that echoes', { tokenReply: [400, { error: 'canary-code', error_description: 'canary' }] }],
  ['an echo of HTML', { tokenReply: [400, 'canary', { 'content-type': 'text/html' }] }],
  ['a refused code', { tokenReply: [400, { error: 'invalid_grant', error_description: 'eyJcanarycanary' }] }],
  ['an outage', { tokenReply: [503, 'canary'] }],
  ['a redirect', { tokenReply: [302, '', { location: 'https://evil.example/?canary' }] }],
  ['a key set that is none', { jwksReply: () => [200, '"canary"'] }],
]

describe('errors hold no secret', () => {
  it.each(faults)('after %s', async (_, fault) => {
    const client = await discover()
    const consent = await startInvoice(client)
    held.mobilepay.faults = fault
    const answer = await held.mobilepay.authorize(consent.url)
    const error = await client.completeConsent(formPost(answer), consent).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(MobilePayError)
    const { state, nonce, codeVerifier } = consent
    expectNoSecret(error, [...secretsSeen(), answer.get('code') ?? '', state, nonce, codeVerifier, 'DK12345674'])
  })

  it('nor when the network fails below', async () => {
    const fails: typeof fetch = async () => {
      throw new TypeError(`fetch failed: canary ${clientSecret}`, {
        cause: Object.assign(new Error('canary'), { code: 'ECONNRESET' }),
      })
    }
    const error = await discover({ fetch: fails }).catch((thrown) => thrown)
    expectNoSecret(error, [])
    expect(error.cause).toMatchObject({ code: 'ECONNRESET' })
  })

  it('nor when a refresh or a call fails', async () => {
    const { client, connection } = await connect(held.mobilepay)
    held.mobilepay.faults = { apiReply: () => [401, 'canary'] }
    const unauthorized = await client
      .merchant(merchantId)
      .fetch(mePath)
      .catch((thrown) => thrown)
    held.mobilepay.faults = { tokenReply: [400, { error: 'invalid_grant' }] }
    const ended = await connection.refresh().catch((thrown) => thrown)
    expect([unauthorized.code, ended.code]).toEqual(['api-unauthorized', 'connection-needs-consent'])
    for (const error of [unauthorized, ended]) expectNoSecret(error, secretsSeen())
  })
})

describe('objects hold no secret', () => {
  it('neither client, connection, merchant nor store', async () => {
    const store = new MemoryStore()
    const { client, connection } = await connect(held.mobilepay, {
      store,
      apiCredentials: { clientId: 'ibm', clientSecret: 'canary-ibm' },
    })
    for (const value of [client, connection, client.merchant(merchantId), store]) expectNoSecret(value, secretsSeen())
  })

  it('and a started consent keeps its own to JSON, where it belongs', async () => {
    const consent = await startInvoice(await discover())
    const shown = inspect(consent, { depth: 9 })
    for (const secret of [consent.state, consent.nonce, consent.codeVerifier]) expect(shown).not.toContain(secret)
    expect(JSON.stringify(consent)).toContain(consent.codeVerifier)
  })
})

describe('every error', () => {
  it('says what happened, why, what to do and by which rule', async () => {
    const error = await discover({ environment: 'nowhere' as 'sandbox-dk' }).catch((thrown) => thrown)
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'ConfigurationError',
      code: 'environment-unknown',
      message: 'The environment is not one that the client knows.',
      causes: expect.arrayContaining([expect.any(String)]),
      remedy: expect.stringContaining('sandbox-dk'),
      spec: expect.any(String),
      details: {},
    })
  })
})
