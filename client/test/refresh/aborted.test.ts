import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MobilePayClient, WaitOptions } from '../../src/index.ts'
import { callback, Scene } from '../end-to-end/support/scene.ts'
import { findings, good, merchantId, Stage, type Usage } from './support/process.ts'
import { SteppedStore, Steps, steppedFetch } from './support/steps.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const aborted = { name: 'NetworkError', code: 'request-aborted' }

/** The steps that this work takes where nobody loses patience. */
async function stepsOf(steps: Steps, work: () => Promise<unknown>): Promise<readonly string[]> {
  steps.act(async () => {})
  await work()
  return [...steps.taken]
}

interface Process {
  readonly client: MobilePayClient
  readonly steps: Steps
}

/** Gives up at that step, and resolves when the client says that all is settled. */
async function giveUpAt(at: number, { client, steps }: Process, work: (options: WaitOptions) => Promise<unknown>) {
  const caller = new AbortController()
  steps.act(async () => {
    if (steps.taken.length === at + 1) caller.abort()
  })
  await expect(work({ signal: caller.signal })).rejects.toMatchObject(aborted)
  await client.settled()
  expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0)
}

describe.each<Usage>(['OneTime', 'ReUse'])('a caller who gives up on a refresh (%s)', (usage) => {
  const refreshing = async (client: MobilePayClient) => {
    const connection = await client.connection(merchantId)
    return (options?: WaitOptions) => connection.refresh(options)
  }

  it('leaves it running at whatever step: one token request, and its tokens are stored', async () => {
    await using first = await Stage.start(usage)
    const process = await first.process()
    const all = await stepsOf(process.steps, await refreshing(process.client))
    expect(all.filter((label) => label === 'before request token')).toHaveLength(1)
    for (const [at, label] of all.entries()) {
      await using stage = await Stage.start(usage)
      const { client, steps } = await stage.process()
      const refresh = await refreshing(client)
      await giveUpAt(at, { client, steps }, refresh)
      expect(await stage.stored()).toMatchObject({ status: 'active', refreshes: 1 })
      expect([label, steps.taken]).toEqual([label, all])
      expect(await stage.storedTokenIsAlive()).toBe(true)
      expect(await findings(await stage.process())).toBe(good)
    }
  })

  it('before it has begun begins nothing', async () => {
    await using stage = await Stage.start(usage)
    const { client, steps } = await stage.process()
    const refresh = await refreshing(client)
    steps.act(async () => {})
    const signal = AbortSignal.abort()
    await expect(refresh({ signal })).rejects.toMatchObject({ ...aborted, details: { connection: merchantId } })
    vi.setSystemTime(Date.now() + 301_000)
    await expect(client.merchant(merchantId).fetch('/x', { signal })).rejects.toMatchObject(aborted)
    await expect(client.merchant(merchantId).accessToken({ signal })).rejects.toMatchObject(aborted)
    expect(steps.taken).toEqual([])
  })
})

/** One process with a client that has no connection yet. */
async function newcomer(scene: Scene) {
  const steps = new Steps()
  const client = await scene.client({ store: new SteppedStore(scene.store, steps), fetch: steppedFetch(steps) })
  const consent = await client.startConsent({ merchantVat: 'DK12345674', scopes: ['invoice'] })
  const request = await callback(consent)
  const complete = (options?: WaitOptions) => client.completeConsent(request, consent, options)
  return { client, steps, complete }
}

describe('settled', () => {
  it('resolves at once where nothing is under way, and where what was has failed', async () => {
    await using stage = await Stage.start('OneTime')
    const { client, steps } = await stage.process()
    await client.settled()
    steps.act(async (label) => {
      if (label === 'before get') throw new Error('broken')
    })
    await expect(client.merchant(merchantId).accessToken()).rejects.toThrow('broken')
    await client.settled()
  })

  it.each<[string, (client: MobilePayClient, options: WaitOptions) => Promise<unknown>]>([
    ['a call', (client, options) => client.merchant(merchantId).fetch('/x', options)],
    ['a token', (client, options) => client.merchant(merchantId).accessToken(options)],
  ])('waits for the refresh of %s that nobody waits for any more', async (_, work) => {
    for (const at of [0, 3, 13]) {
      await using stage = await Stage.start('OneTime')
      const process = await stage.process()
      vi.setSystemTime(Date.now() + 301_000)
      await giveUpAt(at, process, (options) => work(process.client, options))
      expect(await stage.stored()).toMatchObject({ status: 'active', refreshes: 1 })
      expect(await findings(await stage.process())).toBe(good)
    }
  })
})

describe('a caller who gives up', () => {
  it('on a callback leaves it to be completed at whatever step, and the connection is stored', async () => {
    await using first = await Scene.start()
    const one = await newcomer(first)
    const all = await stepsOf(one.steps, one.complete)
    expect(all).toContain('before request token')
    for (const [at, label] of all.entries()) {
      await using scene = await Scene.start()
      const { client, steps, complete } = await newcomer(scene)
      await giveUpAt(at, { client, steps }, complete)
      expect([label, steps.taken]).toEqual([label, all])
      expect(await client.connections()).toHaveLength(1)
      expect(await client.merchant(merchantId).merchantsMe()).toEqual({ merchantId })
    }
  })

  it('on a callback before it was begun leaves the consent to be completed', async () => {
    await using scene = await Scene.start()
    const { steps, complete } = await newcomer(scene)
    steps.act(async () => {})
    await expect(complete({ signal: AbortSignal.abort() })).rejects.toMatchObject(aborted)
    expect(steps.taken).toEqual([])
    await expect(complete()).resolves.toMatchObject({ merchantId })
  })

  it('on a revocation leaves it to go on at whatever step', async () => {
    await using first = await Stage.start('OneTime')
    const process = await first.process()
    const connection = await process.client.connection(merchantId)
    const all = await stepsOf(process.steps, () => connection.revoke())
    for (const [at, label] of all.entries()) {
      await using stage = await Stage.start('OneTime')
      const { client, steps } = await stage.process()
      const connection = await client.connection(merchantId)
      await giveUpAt(at, { client, steps }, (options) => connection.revoke(options))
      expect([label, await stage.stored()]).toEqual([label, undefined])
      await expect(client.connection(merchantId)).rejects.toMatchObject({ code: 'connection-unknown' })
    }
  })

  it('on a list, a connection, a start or a new sealing gets nothing and does no harm', async () => {
    await using stage = await Stage.start('OneTime')
    const { client, steps } = await stage.process()
    for (const work of [
      (options: WaitOptions) => client.connections(options),
      (options: WaitOptions) => client.connection(merchantId, options),
      (options: WaitOptions) => client.merchant(merchantId).connection(options),
      (options: WaitOptions) => client.sealAnew(options),
    ]) {
      const caller = new AbortController()
      steps.act(async () => caller.abort())
      await expect(work({ signal: caller.signal })).rejects.toMatchObject(aborted)
    }
    steps.act(async () => {})
    const wait = { signal: AbortSignal.abort() }
    await expect(client.startConsent({ scopes: ['invoice'] }, wait)).rejects.toMatchObject(aborted)
    expect(steps.taken).toEqual([])
    expect(await findings({ client })).toBe(good)
  })
})
