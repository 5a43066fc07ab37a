import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { curlOfCommand, curlOfExchange } from '../../src/console/page/curl.ts'
import { meeting } from '../../src/console/page/journal-filter.ts'
import { capacity, JournalStore } from '../../src/console/page/journal-store.ts'
import { answerTo, wayOf } from '../../src/console/page/lifelines.ts'
import { readRoute, writeRoute } from '../../src/console/page/route.ts'
import { readEvents } from '../../src/console/page/server-sent-events.ts'
import { quote } from '../../src/console/page/shell.ts'
import { clockJump, duration, relativeTime } from '../../src/console/page/world-time.ts'
import type { Summary } from '../../src/journal/exchange-filter.ts'
import type { RecordedExchange } from '../../src/journal/exchange-record.ts'

const run = promisify(execFile)

describe('copying as curl', () => {
  test('a shell reads every word as it was written', async () => {
    const words = fc.array(
      fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
      { minLength: 1, maxLength: 20 },
    )
    await fc.assert(
      fc.asyncProperty(words, async (texts) => {
        const { stdout } = await run('sh', ['-c', `printf '%s\\0' ${texts.map(quote).join(' ')}`])
        expect(stdout.split('\0').slice(0, -1)).toEqual(texts.map((text) => Buffer.from(text).toString('utf8')))
      }),
      { numRuns: 25 },
    )
  })

  const exchange = (request: RecordedExchange['request']) =>
    ({ method: 'POST', address: 'api.sandbox.mobilepay.dk/token', request }) as RecordedExchange

  test('keeps what the client chose, leaves what the connection brought, and says what is missing', () => {
    const headers = [
      ['Host', 'localhost:1'],
      ['Connection', 'keep-alive'],
      ['Content-Length', '3'],
      ['Sec-Fetch-Mode', 'cors'],
      ['X-Own', "it's"],
    ] as const
    const body = { text: 'code=%3Ccode+%231a2b3c4d%3E', bytes: 99 }
    const text = curlOfExchange(exchange({ query: 'a=1&b=2', headers, body }), 'http://localhost:4010/w/mine')
    expect(text).toContain("curl -i -X POST 'http://localhost:4010/w/mine/api.sandbox.mobilepay.dk/token?a=1&b=2'")
    expect(text).toContain(String.raw`-H 'X-Own: it'\''s'`)
    expect(text).not.toMatch(/Host|Connection|Content-Length|Sec-/)
    expect(text).toMatch(/^# Secrets, codes and tokens are fingerprints/)
  })

  test('says nothing of secrets where there are none', () => {
    expect(curlOfExchange(exchange({ query: '', headers: [] }), 'http://localhost:4010')).not.toContain('#')
  })

  test('a guarded command asks for the token by its variable', () => {
    const request = { method: 'DELETE', path: 'worlds/mine', body: undefined }
    expect(curlOfCommand(request, 'http://mock:4010/_mock/', true)).toBe(
      'curl -X DELETE http://mock:4010/_mock/worlds/mine \\\n  -H "authorization: Bearer $MOBILEPAY_MOCK_CONTROL_TOKEN"\n',
    )
  })
})

describe('reading server-sent events', () => {
  const read = async (chunks: readonly Uint8Array[]) => {
    const events = []
    for await (const event of readEvents(ReadableStream.from(chunks))) events.push(event)
    return events
  }

  test('however they are cut', async () => {
    const stream = Buffer.from(
      ': open\r\n\r\nevent: exchange\r\nid: 7\r\ndata: {"a":"æ€"}\r\n\r\n: alive\n\ndata: one\ndata:two\n\nid: 8\n\n',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(stream.length), { maxLength: 8 }), async (cuts) => {
        const bounds = [0, ...cuts.sort((one, other) => one - other), stream.length]
        const chunks = bounds.slice(1).map((end, index) => stream.subarray(bounds[index], end))
        expect(await read(chunks)).toEqual([
          { event: 'exchange', data: '{"a":"æ€"}', lastId: '7' },
          { event: 'message', data: 'one\ntwo', lastId: '7' },
        ])
      }),
    )
  })
})

describe('the lifelines', () => {
  test.each([
    ['authorize', 'merchant', 'provider'],
    ['authorize-callback', 'merchant', 'provider'],
    ['login', 'merchant', 'provider'],
    ['consent', 'merchant', 'provider'],
    ['end-session', 'merchant', 'provider'],
    ['discovery', 'integrator', 'provider'],
    ['jwks', 'integrator', 'provider'],
    ['token', 'integrator', 'provider'],
    ['revocation', 'integrator', 'provider'],
    ['merchants-me', 'integrator', 'api'],
    ['api', 'integrator', 'api'],
    ['introspection', 'api', 'provider'],
  ] as const)('%s goes from %s to %s', (endpoint, from, to) => {
    expect(wayOf(endpoint)).toEqual({ from, to })
    expect(answerTo({ endpoint })).toBe(from)
  })

  test('what the client is told goes through the browser to the integrator', () => {
    expect(answerTo({ endpoint: 'authorize', outcome: 'answered' })).toBe('integrator')
    expect(answerTo({ endpoint: 'authorize-callback', outcome: 'answered' })).toBe('integrator')
    expect(answerTo({ endpoint: 'authorize', outcome: 'refused' })).toBe('merchant')
    expect(answerTo({ endpoint: 'login', outcome: 'answered' })).toBe('merchant')
  })
})

describe('the store of steps', () => {
  const summary = (id: number): Summary => ({
    id,
    at: id,
    startedAt: id,
    durationMs: 1,
    endpoint: id % 3 === 0 ? 'token' : 'authorize',
    environment: 'sandbox-dk',
    method: 'GET',
    requestId: `r${id}`,
    address: 'host/path',
    rules: [],
  })

  test('holds the newest, shows what meets the filter, and loses nothing while held', () => {
    const action = fc.oneof(
      fc.record({ kind: fc.constant('append' as const), count: fc.nat(4000) }),
      fc.record({ kind: fc.constant('filter' as const), text: fc.constantFrom('', 'token', '#1') }),
      fc.record({ kind: fc.constantFrom('hold' as const, 'release' as const) }),
    )
    fc.assert(
      fc.property(fc.array(action, { maxLength: 12 }), (actions) => {
        const store = new JournalStore()
        let lastId = 0
        for (const step of actions) {
          if (step.kind === 'filter') store.filter = { ...store.filter, text: step.text }
          if (step.kind === 'hold') store.hold()
          if (step.kind === 'release') store.release()
          if (step.kind !== 'append') continue
          store.append(Array.from({ length: step.count }, (_, index) => summary(lastId + index + 1)))
          lastId += step.count
        }
        store.release()
        expect(store.size).toBe(Math.min(lastId, capacity))
        expect(store.lastId).toBe(lastId)
        expect(store.shown).toEqual(store.all.filter(meeting(store.filter)))
      }),
      { numRuns: 40 },
    )
  })
})

describe('the address of the page', () => {
  test('says what it was written for', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.option(fc.integer({ min: 1, max: 1e9 }), { nil: undefined }),
        fc.constantFrom('why', 'request', 'response', 'tokens'),
        (world, step, tab) => {
          const route = { world, step, tab } as const
          expect(readRoute(writeRoute(route))).toEqual(step === undefined ? { ...route, tab: 'why' } : route)
        },
      ),
    )
  })

  test.each(['', '#', '#/', '#/%E0%A4%A/x', '#nonsense/-1/none'])('takes %j for the default world', (hash) => {
    expect(readRoute(hash)).toEqual({ world: 'default', step: undefined, tab: 'why' })
  })
})

describe('times', () => {
  test.each([
    [90_061_000, '+1 d 1 h'],
    [-60_000, '−1 m'],
    [0, '+0 s'],
  ])('%d ms are %s', (distance, text) => expect(duration(distance)).toBe(text))

  test.each([
    [299_000, 'in 4 minutes'],
    [-1000, '1 second ago'],
    [-396 * 86_400_000, '1 year ago'],
  ])('%d ms from now is %s', (distance, text) => expect(relativeTime(distance)).toBe(text))

  test('a clock that was moved is told from one that stood still and from a request that took long', () => {
    const before = { at: 100_000, startedAt: 100_000 }
    expect(clockJump(before, { at: 160_500, startedAt: 100_500 })).toBe(60_000)
    expect(clockJump(before, { at: 40_500, startedAt: 100_500 })).toBe(-60_000)
    expect(clockJump(before, { at: 100_000, startedAt: 130_000 })).toBe(0)
    expect(clockJump(before, { at: 70_000, startedAt: 70_000 })).toBe(0)
    expect(clockJump(undefined, before)).toBe(0)
  })
})
