import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CallbackInput, MobilePayError, type NodeRequest, type StartedConsent } from '../../src/index.ts'
import { discover, formPost, startInvoice, useSimulator } from '../support/harness.ts'

const held = useSimulator()
const formType = 'application/x-www-form-urlencoded'

/** A request as `node:http` gives it, without a socket. */
function nodeRequest(body: string | Uint8Array, changes: object = {}): NodeRequest {
  const request = Readable.from(typeof body === 'string' ? [Buffer.from(body)] : [body])
  const head = { method: 'POST', url: '/callback', headers: { 'content-type': formType } }
  return Object.assign(request, head, changes) as unknown as NodeRequest
}

/** One that a body parser has read. */
function parsedRequest(body: unknown): NodeRequest {
  const request = nodeRequest('', { body })
  return Object.defineProperty(request, 'readableDidRead', { value: true })
}

async function complete(toInput: (answer: URLSearchParams) => CallbackInput | Promise<CallbackInput>) {
  const client = await discover()
  const consent = await startInvoice(client)
  return client.completeConsent(await toInput(await held.mobilepay.authorize(consent.url)), consent)
}

async function expectRefusal(outcome: Promise<unknown>, code: string) {
  await expect(outcome).rejects.toMatchObject({ name: 'ProtocolError', code })
  expect(held.mobilepay.count('/connect/token')).toBe(0)
}

function formData(entries: Iterable<readonly [string, string]>): FormData {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return form
}

describe('the callback may be', () => {
  it.each<[string, (answer: URLSearchParams) => CallbackInput]>([
    ['a Fetch Request', (answer) => formPost(answer)],
    ['a Node request', (answer) => nodeRequest(String(answer))],
    ['a Node request in pieces of one byte', (answer) => nodePieces(String(answer))],
    ['a Node request that decodes', (answer) => nodePieces(String(answer), true)],
    ['a Node request whose body was parsed', (answer) => parsedRequest(Object.fromEntries(answer))],
    ['a Node request whose body was read as text', (answer) => parsedRequest(String(answer))],
    ['a Node request whose body was read as bytes', (answer) => parsedRequest(Buffer.from(String(answer)))],
    ['a Node request beside an empty body', (answer) => nodeRequest(String(answer), { body: {} })],
    ['a parsed body', (answer) => Object.fromEntries(answer)],
    ['a parsed body without a prototype', (answer) => Object.assign(Object.create(null), Object.fromEntries(answer))],
    ['URLSearchParams', (answer) => answer],
    ['FormData', (answer) => formData(answer)],
    ['the raw body', (answer) => String(answer)],
  ])('%s', async (_, toInput) => {
    await expect(complete(toInput)).resolves.toMatchObject({ merchantVat: 'DK12345674' })
  })

  it('a request of a real server, read here', async () => {
    const client = await discover()
    const consent = await startInvoice(client)
    const answer = await held.mobilepay.authorize(consent.url)
    await expect(received(answer, (request) => client.completeConsent(request, consent))).resolves.toBeDefined()
  })
})

describe('the callback may not be', () => {
  it.each<[string, string, (answer: URLSearchParams) => CallbackInput]>([
    ['GET', 'callback-method', (answer) => nodeRequest(String(answer), { method: 'GET' })],
    ['without a method', 'callback-method', (answer) => nodeRequest(String(answer), { method: undefined })],
    ['JSON', 'callback-content-type', (answer) => typed(answer, 'application/json')],
    ['in another charset', 'callback-content-type', (answer) => typed(answer, `${formType}; charset=iso-8859-1`)],
    [
      'with another parameter of the type',
      'callback-content-type',
      (answer) => typed(answer, `${formType}; boundary=x`),
    ],
    [
      'compressed',
      'callback-content-type',
      (answer) => nodeRequest(String(answer), { headers: { 'content-type': formType, 'content-encoding': 'gzip' } }),
    ],
    [
      'compressed, by Fetch',
      'callback-content-type',
      (answer) => formPost(answer, { headers: { 'content-type': formType, 'content-encoding': 'br' } }),
    ],
    [
      'beside a code in the query',
      'callback-parameter-unexpected',
      (answer) => nodeRequest(String(answer), { url: '/callback?a=1&code=1' }),
    ],
    [
      'beside an error in the query',
      'callback-parameter-unexpected',
      (answer) => nodeRequest(String(answer), { url: '/callback?error=1' }),
    ],
    [
      'announced as too large',
      'callback-unreadable',
      (answer) => nodeRequest(String(answer), { headers: { 'content-type': formType, 'content-length': '70000' } }),
    ],
    ['too large without saying so', 'callback-unreadable', () => nodeRequest('x'.repeat(66_000))],
    ['read and gone', 'callback-unreadable', () => parsedRequest(undefined)],
    ['broken off', 'callback-unreadable', () => brokenOff()],
    [
      'no UTF-8',
      'callback-unreadable',
      (answer) => nodeRequest(Buffer.concat([Buffer.from(`${answer}&x=`), Buffer.from([0xc3])])),
    ],
    [
      'no UTF-8, parsed by somebody',
      'callback-unreadable',
      (answer) => ({ ...Object.fromEntries(answer), x: '\uFFFD' }),
    ],
    ['half a character', 'callback-unreadable', (answer) => ({ ...Object.fromEntries(answer), x: '\uD800' })],
    ['with a NUL', 'callback-unreadable', (answer) => `${answer}&x=%00`],
    ['with a control character in a name', 'callback-unreadable', (answer) => `${answer}&%1b=x`],
    ['with broken encoding', 'callback-unreadable', (answer) => `${answer}&x=%4`],
    [
      'with an array',
      'callback-parameter-repeated',
      (answer) => ({ ...Object.fromEntries(answer), state: [answer.get('state')] }),
    ],
    ['with an object', 'callback-unreadable', (answer) => ({ ...Object.fromEntries(answer), state: { $ne: '' } })],
    ['with a number', 'callback-unreadable', (answer) => ({ ...Object.fromEntries(answer), state: 1 })],
    ['with a file', 'callback-unreadable', (answer) => withFile(answer)],
    ['repeated in FormData', 'callback-parameter-repeated', (answer) => formData([...answer, ['code', 'x']])],
    ['repeated under another spelling', 'callback-parameter-repeated', (answer) => `${answer}&%73tate=x`],
    ['nothing', 'callback-unreadable', () => undefined as unknown as string],
    ['an empty body', 'callback-parameter-missing', () => ({})],
  ])('%s', (_, code, toInput) => expectRefusal(complete(toInput), code))

  it('larger than its reader takes, which leaves the socket to answer on', async () => {
    const client = await discover()
    const consent = await startInvoice(client)
    const outcome = received('x'.repeat(1_000_000), (request) => client.completeConsent(request, consent))
    await expectRefusal(outcome, 'callback-unreadable')
  })
})

describe('whatever comes', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webQueryParameters(),
    fc.constantFrom('%', '%ff', 'a=1&a=2', '\0'),
  )
  const form = fc.dictionary(
    fc.oneof(fc.constantFrom('state', 'code', 'id_token', '__proto__', 'headers', 'method'), fc.string()),
    fc.anything(),
  )
  const input = fc.oneof(
    text,
    form,
    fc.uint8Array().map((bytes) => nodeRequest(bytes)),
    fc.anything().map((body) => parsedRequest(body)),
    fc.tuple(fc.string(), fc.string()).map(([method, url]) => nodeRequest('state=1', { method, url })),
    fc.string().map((type) => nodeRequest('state=1', { headers: { 'content-type': type } })),
    text.map((body) => formPost(body)),
    fc.anything(),
  )

  it('is refused by a typed error, before any token request', async () => {
    const client = await discover()
    const consent = await startInvoice(client)
    await fc.assert(
      fc.asyncProperty(input, fc.constantFrom('form_post', 'fragment'), async (given, responseMode) => {
        const error = await client
          .completeConsent(given as CallbackInput, { ...consent, responseMode })
          .catch((thrown: unknown) => thrown)
        expect(error).toBeInstanceOf(MobilePayError)
      }),
      { numRuns: 500 },
    )
    expect(held.mobilepay.count('/connect/token')).toBe(0)
  })

  it('is not accepted with another state, and spends nothing', async () => {
    const client = await discover()
    const consent = await startInvoice(client)
    const answer = await held.mobilepay.authorize(consent.url)
    await fc.assert(
      fc.asyncProperty(otherState(consent), async (state) => {
        const changed = { ...Object.fromEntries(answer), state }
        const error = await client.completeConsent(changed, consent).catch((thrown: unknown) => thrown)
        expect(error).toMatchObject({
          name: 'ProtocolError',
          code: expect.stringMatching(/^(state-mismatch|callback-parameter-missing|callback-unreadable)$/),
        })
      }),
    )
    await expect(client.completeConsent(formPost(answer), consent)).resolves.toBeDefined()
  })
})

/** Texts near to the right state, and far from it. */
function otherState({ state }: StartedConsent): fc.Arbitrary<string> {
  const near = fc.record({ at: fc.nat(state.length), cut: fc.nat(2), put: fc.string({ maxLength: 2 }) })
  return fc
    .oneof(
      near.map(({ at, cut, put }) => `${state.slice(0, at)}${put}${state.slice(at + cut)}`),
      fc.string(),
    )
    .filter((text) => text !== state)
}

function nodePieces(body: string, decodes = false): NodeRequest {
  const stream = Readable.from(Array.from(Buffer.from(body), (byte) => Buffer.from([byte])))
  if (decodes) stream.setEncoding('utf8')
  return Object.assign(stream, { method: 'POST', url: '/callback', headers: { 'content-type': formType } })
}

function brokenOff(): NodeRequest {
  const stream = new Readable({ read: () => stream.destroy(new Error('canary: aborted')) })
  return Object.assign(stream, { method: 'POST', url: '/callback', headers: { 'content-type': formType } })
}

function typed(answer: URLSearchParams, type: string): NodeRequest {
  return nodeRequest(String(answer), { headers: { 'content-type': type } })
}

function withFile(answer: URLSearchParams): FormData {
  const form = formData(answer)
  form.append('file', new Blob(['x']))
  return form
}

/** Sends a form to a real server, which hands its request over and then answers 200. */
async function received<T>(body: URLSearchParams | string, take: (request: IncomingMessage) => Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  // Awaited after the answer has come; until then nobody looks at a refusal.
  promise.catch(() => undefined)
  const server = createServer((request, response) => {
    take(request)
      .then(resolve, reject)
      .finally(() => response.end('ok'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const nock = await import('nock')
  nock.default.enableNetConnect(/^127\.0\.0\.1:/)
  const headers = { 'content-type': formType }
  const answered = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: String(body) })
  expect(await answered.text()).toBe('ok')
  server.close()
  return promise
}
