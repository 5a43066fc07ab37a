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

/** Gives up at that step, and resolves when the work has gone through all of its steps nevertheless. */
async function giveUpAt(at: number, all: number, steps: Steps, work: (options: WaitOptions) => Promise<unknown>) {
  const caller = new AbortController()
  const over = Promise.withResolvers<void>()
  steps.act(async () => {
    if (steps.taken.length === at + 1) caller.abort()
    if (steps.taken.length === all) over.resolve()
  })
  await expect(work({ signal: caller.signal })).rejects.toMatchObject(aborted)
  await over.promise
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
      await giveUpAt(at, all.length, steps, refresh)
      await vi.waitFor(async () => expect(await stage.stored()).toMatchObject({ status: 'active', refreshes: 1 }))
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

describe('a caller who gives up', () => {
  it('on a callback leaves it to be completed at whatever step, and the connection is stored', async () => {
    await using first = await Scene.start()
    const one = await newcomer(first)
    const all = await stepsOf(one.steps, one.complete)
    expect(all).toContain('before request token')
    for (const [at, label] of all.entries()) {
      await using scene = await Scene.start()
      const { client, steps, complete } = await newcomer(scene)
      await giveUpAt(at, all.length, steps, complete)
      await vi.waitFor(async () => expect([label, (await client.connections()).length]).toEqual([label, 1]))
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
      await giveUpAt(at, all.length, steps, (options) => connection.revoke(options))
      await vi.waitFor(async () => expect([label, await stage.stored()]).toEqual([label, undefined]))
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
