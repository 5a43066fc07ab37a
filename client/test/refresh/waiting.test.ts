import { tracingChannel } from 'node:diagnostics_channel'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MemoryStore } from '../../src/index.ts'
import { connect, me, mePath, Scene } from '../end-to-end/support/scene.ts'
import { good, merchantId } from './support/process.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** The store of a process that finds every lease taken, and counts how often it looks. */
class TakenStore extends MemoryStore {
  readonly #inner: MemoryStore
  acquired = 0

  constructor(inner: MemoryStore) {
    super()
    this.#inner = inner
  }

  override get(key: string) {
    return this.#inner.get(key)
  }

  override async acquire() {
    this.acquired += 1
    return undefined
  }
}

/** A process that waits in no time at all. */
async function waitingProcess(scene: Scene) {
  const waits: number[] = []
  const store = new TakenStore(scene.store)
  const client = await scene.client({
    store,
    sleep: async (milliseconds) => {
      waits.push(milliseconds)
      await vi.advanceTimersByTimeAsync(milliseconds)
    },
  })
  return { client, store, waits }
}

function pass(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds)
}

describe('waiting for the refresh of another process', () => {
  it('ends after a while with an error that says what to do, and looked seldom', async () => {
    await using scene = await Scene.start()
    await connect(await scene.client())
    const { client, store, waits } = await waitingProcess(scene)
    const refreshing = (await client.connection(merchantId)).refresh()
    await expect(refreshing).rejects.toMatchObject({ name: 'NetworkError', code: 'refresh-busy' })
    const total = waits.reduce((sum, wait) => sum + wait, 0)
    expect(total).toBe(44_000)
    // Timers have no smaller unit: a rest of a millisecond would be slept away again and again.
    expect(waits.filter((wait) => !Number.isInteger(wait))).toEqual([])
    expect(store.acquired).toBeLessThan(120)
    expect(Math.max(...waits)).toBeLessThanOrEqual(1_000)
    expect(new Set(waits.slice(8, 20)).size).toBeGreaterThan(1)
  })

  it('is short while the old token is good, which then serves', async () => {
    await using scene = await Scene.start()
    await connect(await scene.client())
    const { client, waits } = await waitingProcess(scene)
    pass(280_000)
    expect(await me(client, merchantId)).toEqual(JSON.parse(good))
    expect(Math.round(waits.reduce((sum, wait) => sum + wait, 0))).toBe(1_000)
    expect(scene.count('/token')).toBe(1)
  })

  it('ends for a caller at the word of its signal, and for nobody else', async () => {
    await using scene = await Scene.start()
    await connect(await scene.client())
    pass(301_000)
    const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const client = await scene.client({
      fetch: async (input, init) => {
        const response = await fetch(input, init)
        if (String(input).endsWith('/token')) {
          asked.resolve()
          await answered.promise
        }
        return response
      },
    })
    const impatient = new AbortController()
    const first = client.merchant(merchantId).fetch(mePath, { signal: impatient.signal })
    const second = me(client, merchantId)
    await asked.promise
    impatient.abort()
    await expect(first).rejects.toMatchObject({ code: 'request-aborted' })
    answered.resolve()
    expect(await second).toEqual(JSON.parse(good))
    expect(await me(await scene.client(), merchantId)).toEqual(JSON.parse(good))
  })
})

describe('a connection that needs a new consent', () => {
  it('is told of once, however many ask', async () => {
    await using scene = await Scene.start()
    const client = await scene.client()
    const { subject } = await connect(client)
    await scene.mock.world.stage('sandbox').revokeGrants(subject)
    pass(301_000)
    const told: unknown[] = []
    const error = (message: object) => told.push(Object(message).attributes['error.type'])
    const channel = tracingChannel('mobilepay:refresh')
    const ignored = () => {}
    const subscribers = { start: ignored, end: ignored, asyncStart: ignored, asyncEnd: ignored, error }
    channel.subscribe(subscribers)
    try {
      const calls = Array.from({ length: 20 }, () => me(client, merchantId))
      const later = await Promise.allSettled(calls)
      await expect(me(client, merchantId)).rejects.toMatchObject({ code: 'connection-needs-consent' })
      expect(new Set(later.map(({ status }) => status))).toEqual(new Set(['rejected']))
    } finally {
      channel.unsubscribe(subscribers)
    }
    expect(told).toEqual(['connection-needs-consent'])
  })
})
