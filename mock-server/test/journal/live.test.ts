import { beforeEach, describe, expect, test } from 'vitest'
import { sendStream } from '../../src/control/send-stream.ts'
import { type MockServer, startMockServer } from '../../src/index.ts'

let mock: MockServer

beforeEach(async () => {
  mock = await startMockServer()
  return () => mock.close()
})

interface Event {
  readonly id: string
  readonly event: string
  readonly data: Readonly<Record<string, unknown>>
}

/** A reader of server-sent events. */
class Reader {
  readonly response: Response
  readonly #stream: ReadableStreamDefaultReader<string>
  readonly #abort: AbortController
  #text = ''

  private constructor(response: Response, abort: AbortController) {
    this.response = response
    this.#abort = abort
    if (!response.body) throw new Error('The answer has no body.')
    this.#stream = response.body.pipeThrough(new TextDecoderStream()).getReader()
  }

  static async open(path: string, headers: Record<string, string> = {}): Promise<Reader> {
    const abort = new AbortController()
    return new Reader(await fetch(`${mock.url}/_mock${path}`, { headers, signal: abort.signal }), abort)
  }

  /** The next block of lines; undefined at the end. */
  async block(): Promise<string | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n')
      if (end >= 0) {
        const block = this.#text.slice(0, end)
        this.#text = this.#text.slice(end + 2)
        return block
      }
      const { value, done } = await this.#stream.read()
      if (done) return undefined
      this.#text += value
    }
  }

  async event(): Promise<Event> {
    const block = (await this.block()) ?? ''
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
    return { id: field('id'), event: field('event'), data: JSON.parse(field('data') || '{}') }
  }

  leave(): void {
    this.#abort.abort()
  }
}

const discover = (environment: 'sandbox-dk' | 'sandbox-fi' = 'sandbox-dk') =>
  fetch(mock.environments[environment].discoveryUrl)

describe('live', () => {
  test('tells each exchange as it ends', async () => {
    await discover()
    const reader = await Reader.open('/worlds/default/journal/live')
    expect(reader.response.headers.get('content-type')).toBe('text/event-stream')
    expect(await reader.block()).toBe(': open')
    await discover('sandbox-fi')
    expect(await reader.event()).toMatchObject({
      id: '2',
      event: 'exchange',
      data: { id: 2, endpoint: 'discovery', environment: 'sandbox-fi', status: 200 },
    })
    reader.leave()
  })

  test('goes on after Last-Event-ID with what is kept, without a gap', async () => {
    for (let count = 0; count < 3; count += 1) await discover()
    const reader = await Reader.open('/worlds/default/journal/live', { 'last-event-id': '1' })
    await reader.block()
    await discover()
    const ids = [await reader.event(), await reader.event(), await reader.event()].map(({ id }) => id)
    expect(ids).toEqual(['2', '3', '4'])
    reader.leave()
  })

  test('an id of an earlier mock begins anew', async () => {
    await discover()
    const reader = await Reader.open('/worlds/default/journal/live', { 'last-event-id': '1000' })
    await reader.block()
    expect((await reader.event()).id).toBe('1')
    reader.leave()
  })

  test('a Last-Event-ID that is none is refused', async () => {
    const { response } = await Reader.open('/worlds/default/journal/live', { 'last-event-id': 'x' })
    expect(response.status).toBe(422)
  })

  test('takes the filter of lists', async () => {
    const reader = await Reader.open('/worlds/default/journal/live?environment=sandbox-fi')
    await reader.block()
    await discover()
    await discover('sandbox-fi')
    expect((await reader.event()).id).toBe('2')
    reader.leave()
  })

  test('ends with its world', async () => {
    const { name } = mock.createWorld()
    const reader = await Reader.open(`/worlds/${name}/journal/live`)
    await reader.block()
    await mock.control.run('worlds.remove', { world: name })
    expect(await reader.block()).toBeUndefined()
  })

  test('in process it is read with for await, and ends with its world', async () => {
    const { name, environments, world } = mock.createWorld()
    const ids: number[] = []
    const live = await mock.control.run('journal.live', { world: name })
    await fetch(environments['sandbox-dk'].discoveryUrl)
    for await (const { id } of live) {
      ids.push(id)
      world.end()
    }
    expect(ids).toEqual([1])
  })

  test('a reader who goes is forgotten', async () => {
    const reader = await Reader.open('/worlds/default/journal/live')
    await reader.block()
    reader.leave()
    await expect.poll(() => mock.world.usage.idleFor > 0).toBe(true)
  })
})

test('a silent stream of events says that it lives', async () => {
  const { createServer } = await import('node:http')
  const silent = new AbortController()
  async function* nothing(): AsyncGenerator<never, void> {
    await new Promise((resolve) => silent.signal.addEventListener('abort', resolve))
  }
  const events = { as: 'events', event: 'x', heartbeat: 1 } as const
  const server = createServer((_, response) => void sendStream(response, events, nothing(), [], silent.signal))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const response = await fetch(`http://127.0.0.1:${port}/`)
  let text = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    if (text.includes(': alive')) silent.abort()
  }
  expect(text.startsWith(': open\n\n: alive\n\n')).toBe(true)
  server.close()
})
