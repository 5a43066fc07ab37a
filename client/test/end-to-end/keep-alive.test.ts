import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect, me, Scene } from './support/scene.ts'

const [hair, bakery, bicycles] = [1, 2, 3].map((number) => `aaaaaaaa-0000-4000-8000-00000000000${number}`)
const vats = ['DK12345674', 'DK99000007', 'DK99024690']
const days = 24 * 3600 * 1000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function pass(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds)
}

async function threeMerchants(scene: Scene) {
  const client = await scene.client({ sleep: async () => {} })
  for (const merchantVat of vats) await connect(client, { merchantVat })
  return client
}

describe('keepAlive', () => {
  it('refreshes what was not for a week, and nothing else', async () => {
    await using scene = await Scene.start()
    const client = await threeMerchants(scene)
    pass(6 * days)
    await (await client.connection(String(bakery))).refresh()
    pass(1.5 * days)
    const sent = scene.count('/token')
    const { connections, counts } = await client.keepAlive()
    expect(connections).toEqual([
      { id: hair, outcome: 'refreshed' },
      { id: bakery, outcome: 'fresh' },
      { id: bicycles, outcome: 'refreshed' },
    ])
    expect(counts).toMatchObject({ refreshed: 2, fresh: 1, failed: 0 })
    expect(scene.count('/token')).toBe(sent + 2)
    expect((await client.keepAlive()).counts).toMatchObject({ fresh: 3, refreshed: 0 })
  })

  it('keeps a merchant for three years who is never called for', async () => {
    await using scene = await Scene.start()
    const client = await scene.client({ sleep: async () => {} })
    await connect(client)
    for (let week = 0; week < 3 * 52; week += 1) {
      pass(7 * days)
      await client.keepAlive()
    }
    expect(await me(client, hair)).toEqual({ MerchantId: hair })
  })

  it('goes on after one that fails, and says which and why', async () => {
    await using scene = await Scene.start()
    const client = await threeMerchants(scene)
    const { subject } = await client.connection(String(hair))
    await scene.mock.world.stage('sandbox').revokeGrants(subject)
    pass(8 * days)
    expect((await client.keepAlive()).connections).toEqual([
      { id: hair, outcome: 'needs-consent', reason: 'refused-by-provider' },
      { id: bakery, outcome: 'refreshed' },
      { id: bicycles, outcome: 'refreshed' },
    ])
    const sent = scene.count('/token')
    expect((await client.keepAlive()).counts).toMatchObject({ 'needs-consent': 1, fresh: 2 })
    expect(scene.count('/token')).toBe(sent)
  })

  it('names the 13 months where they are over', async () => {
    await using scene = await Scene.start()
    const client = await threeMerchants(scene)
    pass(397 * days)
    const { connections } = await client.keepAlive()
    expect(connections).toMatchObject(Array(3).fill({ reason: 'refresh-token-expired' }))
  })

  it('tells an outage from a lost connection, and makes up for it with the next run', async () => {
    await using scene = await Scene.start()
    await threeMerchants(scene)
    let outage = true
    const client = await scene.client({
      sleep: async () => {},
      fetch: async (input, init) =>
        outage && String(input).endsWith('/token') ? new Response('', { status: 503 }) : fetch(input, init),
    })
    pass(8 * days)
    const { counts, connections } = await client.keepAlive()
    expect(counts).toMatchObject({ failed: 3 })
    expect(connections[0]).toMatchObject({ error: { code: 'service-unavailable' } })
    outage = false
    expect((await client.keepAlive()).counts).toMatchObject({ refreshed: 3 })
  })

  it('ends at the signal with what is under way, and says what it has not reached', async () => {
    await using scene = await Scene.start()
    await threeMerchants(scene)
    const abort = new AbortController()
    const client = await scene.client({
      fetch: async (input, init) => {
        if (String(input).endsWith('/token')) abort.abort()
        return fetch(input, init)
      },
    })
    pass(8 * days)
    const { connections } = await client.keepAlive({ concurrency: 1, signal: abort.signal })
    expect(connections.map(({ outcome }) => outcome)).toEqual(['refreshed', 'not-reached', 'not-reached'])
  })

  it('refreshes no more at once than it may', async () => {
    await using scene = await Scene.start()
    await threeMerchants(scene)
    let [underWay, most] = [0, 0]
    const client = await scene.client({
      sleep: async () => {},
      fetch: async (input, init) => {
        if (!String(input).endsWith('/token')) return fetch(input, init)
        underWay += 1
        most = Math.max(most, underWay)
        return fetch(input, init).finally(() => {
          underWay -= 1
        })
      },
    })
    pass(8 * days)
    await client.keepAlive({ concurrency: 2 })
    expect(most).toBe(2)
  })

  it.each([{ concurrency: 0 }, { concurrency: Number.NaN }, { idleDays: -1 }, { pauseMs: -1 }])(
    'refuses %o',
    async (options) => {
      await using scene = await Scene.start()
      const client = await scene.client()
      await expect(client.keepAlive(options)).rejects.toMatchObject({ code: 'option-invalid' })
    },
  )
})
