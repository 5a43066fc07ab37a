import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { format, inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type Connection, MemoryStore, type MobilePayClient, MobilePayError, newSealingKey } from '../src/index.ts'
import { connect, discover, formPost, options, startInvoice, useSimulator } from './support/harness.ts'
import { clientSecret, mePath, merchantId } from './support/simulator.ts'

const held = useSimulator()
const canary = 'canary-7f3a'
/** As MobilePay's refresh tokens look, and as a careless pattern for system codes would let through. */
const handle = 'CANARY0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789'

/** What a `fetch` may throw, each with something that must not get out. */
const thrown: readonly [string, () => unknown][] = [
  ['a message', () => new TypeError(`fetch failed ${canary}`)],
  ['causes', () => new TypeError('fetch failed', { cause: new Error('x', { cause: new Error(canary) }) })],
  ['an AggregateError', () => new AggregateError([new Error(canary), new Error(`2 ${canary}`)], canary)],
  [
    'an AggregateError as cause',
    () => new TypeError('fetch failed', { cause: new AggregateError([new Error(canary)]) }),
  ],
  ['a name', () => Object.assign(new Error('x'), { name: canary })],
  ['a code', () => Object.assign(new Error('x'), { code: handle })],
  ['a code below', () => new TypeError('x', { cause: Object.assign(new Error('y'), { code: handle }) })],
  ['members', () => Object.assign(new Error('x'), { request: { headers: { authorization: canary } }, token: canary })],
  ['a stack', () => Object.assign(new Error('x'), { stack: canary })],
  ['toJSON', () => Object.assign(new Error('x'), { toJSON: () => canary })],
  ['a DOMException', () => new DOMException(canary, 'NetworkError')],
  ['a timeout', () => new DOMException(canary, 'TimeoutError')],
  ['no error', () => canary],
  ['an object', () => ({ canary, message: canary })],
  ['nothing', () => undefined],
]

/** All that somebody who does not think of secrets may do with a value. */
async function everyTrace(value: unknown): Promise<string> {
  const ways: unknown[] = [value, { deep: [value] }, new Map([[value, value]]), new AggregateError([value], 'together')]
  if (value instanceof Error) ways.push(structuredClone(value), new Error('wrapped', { cause: value }), { ...value })
  const texts = ways.flatMap((way) => [
    inspect(way, { depth: 20, showHidden: true, getters: true }),
    inspect(way, { depth: 20, customInspect: false, showHidden: true }),
    format('%o %O %s %j', way, way, way, way),
    JSON.stringify(way),
  ])
  return [...texts, ...ways.map(logged), String(value), value instanceof Error ? value.stack : ''].join('\n')
}

function logged(value: unknown): string {
  const chunks: string[] = []
  const stream = new Writable({ write: (chunk, _encoding, done) => done(void chunks.push(String(chunk))) })
  const console = new Console(stream, stream)
  console.log(value)
  console.error('%o', value)
  console.dir(value, { depth: 20 })
  console.table([value])
  return chunks.join('')
}

async function expectNoTrace(value: unknown, more: readonly string[] = []) {
  const text = await everyTrace(value)
  expect(text).not.toMatch(/eyJ[\w-]{8}/)
  expect(text.toLowerCase()).not.toContain('canary')
  for (const secret of more) expect(text).not.toContain(secret)
}

/** A fetch that breaks at addresses that end so. */
const breaksAt = (ending: string, error: () => unknown): { fetch: typeof fetch } => ({
  fetch: async (input, init) => {
    if (new URL(String(input)).pathname.endsWith(ending)) throw error()
    return fetch(input, init)
  },
})

describe.each(thrown)('a network that throws %s', (_, error) => {
  it.each([
    ['discovery', '/openid-configuration', () => discover()],
    ['keys', '/jwks', (broken: object) => connect(held.mobilepay, broken)],
    ['the token request', '/token', (broken: object) => connect(held.mobilepay, broken)],
  ] as const)('tells nothing of it at %s', async (_where, ending, work) => {
    const broken = breaksAt(ending, error)
    const failure = await (ending === '/openid-configuration' ? discover(broken) : work(broken)).catch(
      (e: unknown) => e,
    )
    expect(failure).toBeInstanceOf(MobilePayError)
    await expectNoTrace(failure, [clientSecret])
  })

  it('tells nothing of it at a call, at a refresh, and in the debug log', async () => {
    const lines: string[] = []
    let isBroken = false
    const { client, connection } = await connect(held.mobilepay, {
      debug: (line) => void lines.push(line),
      apiAttempts: 1,
      fetch: async (input, init) => {
        if (isBroken) throw error()
        return fetch(input, init)
      },
    })
    isBroken = true
    const failures = [client.merchant(merchantId).fetch(mePath), connection.refresh()].map((work) =>
      work.catch((e) => e),
    )
    for (const failure of await Promise.all(failures)) {
      expect(failure).toBeInstanceOf(MobilePayError)
      await expectNoTrace(failure, [clientSecret])
    }
    expect(lines.join('').toLowerCase()).not.toContain('canary')
    expect(lines.join('')).toContain('"mobilepay":"refresh"')
  })
})

describe('every exported object', () => {
  /** All that went over the wire, and all that was configured. */
  async function scene(): Promise<{
    client: MobilePayClient
    connection: Connection
    secrets: string[]
    all: unknown[]
  }> {
    const sealingKeys = [newSealingKey()]
    const store = new MemoryStore()
    const apiCredentials = { clientId: 'ibm', clientSecret: 'canary-ibm' }
    const { client, connection } = await connect(held.mobilepay, { store, sealingKeys, apiCredentials })
    const merchant = client.merchant(merchantId)
    const token = await merchant.accessToken()
    const response = await merchant.fetch(mePath)
    const memory = [client.consentMemory('cookie'), client.consentMemory('store')]
    const forms = held.mobilepay.seen.map(({ body }) => new URLSearchParams(body))
    const sent = forms.flatMap((form) => ['code', 'code_verifier', 'refresh_token'].map((name) => form.get(name)))
    const secrets = [clientSecret, token, ...sealingKeys, ...sent.filter((value) => value !== null)]
    const me = await merchant.merchantsMe()
    return { client, connection, secrets, all: [client, connection, merchant, store, ...memory, me, response] }
  }

  it('can be printed, cloned and logged', async () => {
    const { all, secrets } = await scene()
    for (const value of all) await expectNoTrace(value, secrets)
  })

  it('but options and a consent under way are data of the caller’s, and only inspection hides them', async () => {
    const consent = await startInvoice(await discover())
    expect(inspect(consent)).not.toContain(consent.codeVerifier)
    expect(structuredClone(consent).codeVerifier).toBe(consent.codeVerifier)
    expect(options.clientSecret).toBe(clientSecret)
  })
})

describe('a callback full of secrets', () => {
  const fields = ['state', 'code', 'id_token', 'error', 'error_description', 'error_uri', 'iss', 'access_token', 'x']

  it.each(fields)('is refused without a word of its %s', async (field) => {
    const client = await discover()
    const consent = await startInvoice(client)
    const answer = await held.mobilepay.authorize(consent.url)
    answer.set(field, canary)
    const failure = await client.completeConsent(formPost(answer), consent).catch((e: unknown) => e)
    // Some are ignored; then there is nothing to be told.
    if (failure instanceof Error) await expectNoTrace(failure, [answer.get('code') ?? '', consent.nonce, consent.state])
    answer.append(field, canary)
    const twice = await client.completeConsent(formPost(answer), consent).catch((e: unknown) => e)
    expect(twice).toBeInstanceOf(MobilePayError)
    await expectNoTrace(twice)
  })
})
