import { getEventListeners, once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MobilePayClientOptions } from '../src/index.ts'
import { connect, useSimulator } from './support/harness.ts'
import { issuer, merchantId } from './support/simulator.ts'

const held = useSimulator()
const path = '/answers'
const limit = 1_000
let answer: RequestListener
let apiUrl: string
const server = createServer((request, response) => answer(request, response))

beforeEach(async () => {
  nock.enableNetConnect('127.0.0.1')
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  vi.restoreAllMocks()
})

/** A merchant whose API is a real server. */
async function merchantAt(changes: Partial<MobilePayClientOptions> = {}) {
  const environment = {
    discoveryUrl: 'https://sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration',
    issuer,
    apiUrl,
    hosts: ['api.sandbox.mobilepay.dk'],
    allowHttpOnLoopback: true,
  } as const
  const settings = { environment, apiAttempts: 1, apiBodyLimitBytes: limit, ...changes }
  return (await connect(held.mobilepay, settings)).client.merchant(merchantId)
}

/** A merchant whose API answers with these, at the place of `fetch`. */
function merchantWith(response: () => Response) {
  return merchantAt({ fetch: async (input, init) => (String(input).endsWith(path) ? response() : fetch(input, init)) })
}

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  const left = [...chunks]
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift()
      if (chunk) controller.enqueue(chunk)
      else controller.close()
    },
  })
}

async function chunksIn(stream: ReadableStream<Uint8Array> | null): Promise<ArrayBuffer> {
  const chunks = []
  for await (const chunk of stream ?? []) chunks.push(chunk)
  return new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer()
}

const readers: Readonly<Record<string, (response: Response) => Promise<unknown>>> = {
  text: (response) => response.text(),
  arrayBuffer: (response) => response.arrayBuffer(),
  bytes: (response) => response.bytes(),
  blob: async (response) => {
    const blob = await response.blob()
    return [blob.type, await blob.text()]
  },
  'a stream': (response) => chunksIn(response.body),
  'a copy': (response) => response.clone().text(),
  'a text, after its stream was looked at': (response) => (response.body ? response.text() : Promise.reject()),
  'a stream, after a copy was made': async (response) => [await response.clone().text(), await chunksIn(response.body)],
}

const tooLarge = { code: 'response-unexpected', details: { host: expect.any(String), reason: 'too large' } }

describe('the body of an answer', () => {
  it.each(Object.entries(readers))('is, as %s, what bare fetch reads, compressed or not', async (_, read) => {
    const text = '\u{feff}{"name":"Café"}'
    const bodies = { identity: Buffer.from(text), gzip: gzipSync(text) }
    const merchant = await merchantAt()
    for (const [encoding, body] of Object.entries(bodies)) {
      answer = (_request, response) =>
        response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'content-encoding': encoding }).end(body)
      expect(await read(await merchant.fetch(path))).toEqual(await read(await fetch(apiUrl)))
    }
  })

  it('is JSON and a form, too', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('\u{feff}[1]')
    const merchant = await merchantAt()
    expect(await (await merchant.fetch(path)).json()).toEqual([1])
    const form = new URLSearchParams({ a: 'ø', b: '2' })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    answer = (_request, response) => response.writeHead(200, headers).end(form.toString())
    const read = await (await merchant.fetch(path)).formData()
    expect([...read]).toEqual([...form])
    answer = (_request, response) => response.end('{')
    await expect((await merchant.fetch(path)).json()).rejects.toBeInstanceOf(SyntaxError)
  })

  it.each(Object.entries(readers))('is read, as %s, to the limit and no further', async (_, read) => {
    let chunks: readonly Uint8Array[] = []
    const merchant = await merchantWith(() => new Response(streamOf(chunks)))
    const chunk = fc.integer({ min: 0, max: 700 }).map((size) => new Uint8Array(size).fill(120))
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { maxLength: 4 }), async (given) => {
        chunks = given
        const size = given.reduce((sum, { byteLength }) => sum + byteLength, 0)
        const reading = read(await merchant.fetch(path))
        if (size > limit) await expect(reading).rejects.toMatchObject(tooLarge)
        else await expect(reading).resolves.toBeDefined()
      }),
      { numRuns: 40 },
    )
  })

  it.each<[string, RequestListener]>([
    ['has no length', (_, response) => void response.write('x'.repeat(2_000))],
    [
      'unpacks to more',
      (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(9_999))),
    ],
    ['says how long it is', (_, response) => response.setHeader('content-length', 2_000).end('x'.repeat(2_000))],
  ])('is given up past the limit where it %s', async (_, listener) => {
    const closed = Promise.withResolvers<void>()
    answer = (request, response) => {
      response.once('close', closed.resolve)
      listener(request, response)
    }
    const response = await (await merchantAt()).fetch(path)
    await expect(response.text()).rejects.toMatchObject(tooLarge)
    await closed.promise
  })

  it('is no longer than its length, whatever else the server sends', async () => {
    answer = (_request, response) => {
      response.socket?.end(`HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok${'x'.repeat(5_000)}`)
    }
    expect(await (await (await merchantAt()).fetch(path)).text()).toBe('ok')
  })

  it('is counted where its length is a lie', async () => {
    const lie = () => new Response('x'.repeat(2_000), { headers: { 'content-length': '2' } })
    const merchant = await merchantWith(lie)
    await expect((await merchant.fetch(path)).text()).rejects.toMatchObject(tooLarge)
  })
})

describe('an answer', () => {
  it('is the one that fetch gave', async () => {
    answer = (_request, response) => response.writeHead(201, 'Made', { etag: '"1"' }).end('x')
    const response = await (await merchantAt()).fetch(`${path}?a=1`)
    expect(response).toBeInstanceOf(Response)
    const { status, statusText, url, type, redirected, bodyUsed } = response
    expect([status, statusText, url, type, redirected, bodyUsed, response.headers.get('etag')]).toEqual([
      201,
      'Made',
      `${apiUrl}${path}?a=1`,
      'basic',
      false,
      false,
      '"1"',
    ])
    await response.text()
    expect(response.bodyUsed).toBe(true)
    expect(await new Response((await (await merchantAt()).fetch(path)).body).text()).toBe('x')
  })

  it('may be of another class than the global one', async () => {
    const undici = await import('undici')
    const merchant = await merchantAt({
      fetch: (input, init) =>
        String(input).endsWith(path) ? (undici.fetch as typeof fetch)(input, init) : fetch(input, init),
    })
    answer = (_request, response) => response.end('{"a":1}')
    expect(await (await merchant.fetch(path)).json()).toEqual({ a: 1 })
    answer = (_request, response) => response.end('x'.repeat(2_000))
    await expect((await merchant.fetch(path)).text()).rejects.toMatchObject(tooLarge)
    answer = (_request, response) => response.writeHead(204).end()
    expect((await merchant.fetch(path)).status).toBe(204)
  })

  it('may be given again by a fetch that keeps it, and is read once', async () => {
    const kept = new Response('x')
    const merchant = await merchantWith(() => kept)
    await merchant.fetch(path)
    expect(await (await merchant.fetch(path)).text()).toBe('x')
    await expect((await merchant.fetch(path)).text()).rejects.toBeInstanceOf(TypeError)
  })

  it.each<[string, (response: Response) => Promise<unknown>]>([
    ['was read', (response) => response.text()],
    ['was cancelled', (response) => response.body?.cancel() ?? Promise.reject()],
    ['is being read', async (response) => response.body?.getReader()],
  ])('is not read again where it %s', async (_, first) => {
    answer = (_request, response) => response.end('x')
    const merchant = await merchantAt()
    for (const again of [readers.text, readers['a copy']]) {
      const response = await merchant.fetch(path)
      await first(response)
      await expect((async () => again?.(response))()).rejects.toBeInstanceOf(TypeError)
    }
  })
})

describe('the time for an answer', () => {
  const half: RequestListener = (_, response) => void response.writeHead(200, { 'content-length': 9 }).write('half')

  it('is that for its body, too', async () => {
    answer = half
    const response = await (await merchantAt({ timeoutMs: 100 })).fetch(path)
    await expect(response.text()).rejects.toMatchObject({ code: 'request-timed-out', details: { path } })
  })

  it('ends with the caller’s signal', async () => {
    answer = half
    const caller = new AbortController()
    const response = await (await merchantAt()).fetch(path, { signal: caller.signal })
    const reading = response.text()
    caller.abort()
    await expect(reading).rejects.toMatchObject({ code: 'request-aborted' })
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0)
  })

  it.each<[string, RequestListener, (response: Response) => Promise<unknown>]>([
    ['read', (_, response) => response.end('x'), (response) => response.text()],
    ['read as a stream', (_, response) => response.end('x'), (response) => chunksIn(response.body)],
    ['cancelled', half, (response) => response.body?.cancel() ?? Promise.reject()],
    ['too large', (_, response) => response.end('x'.repeat(2_000)), (response) => response.text().catch(() => {})],
    ['broken', (_, response) => response.socket?.destroy(), async () => {}],
    ['without a body', (_, response) => response.writeHead(204).end(), async () => {}],
    ['of 401, twice', (_, response) => response.writeHead(401).end('x'), async () => {}],
  ])('leaves no timer and no listener when it is over: %s', async (_, listener, read) => {
    answer = listener
    const timeoutMs = 9_876
    const merchant = await merchantAt({ timeoutMs })
    const started = vi.spyOn(globalThis, 'setTimeout')
    const cleared = vi.spyOn(globalThis, 'clearTimeout')
    const caller = new AbortController()
    const response = await merchant.fetch(path, { signal: caller.signal }).catch(() => undefined)
    if (response) await read(response)
    const deadlines = started.mock.results.filter((_result, index) => started.mock.calls[index]?.[1] === timeoutMs)
    expect(deadlines.length).toBeGreaterThan(0)
    expect(cleared.mock.calls.map(([timer]) => timer)).toEqual(
      expect.arrayContaining(deadlines.map(({ value }) => value)),
    )
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0)
  })

  it('may be longer than a timer takes', async () => {
    answer = (_request, response) => response.end('x')
    const merchant = await merchantAt()
    expect(await (await merchant.fetch(path, { deadlineMs: Number.POSITIVE_INFINITY })).text()).toBe('x')
  })
})
