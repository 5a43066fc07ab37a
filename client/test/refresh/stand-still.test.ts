import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { leaseLifeMs } from '../../src/refresh/lease-life.ts'
import { findings, good, refresh, Stage, type Usage } from './support/process.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** More than there are: the last ones do not stop anybody. */
const steps = Array.from({ length: 22 }, (_, at) => at)

describe.each<Usage>(['OneTime', 'ReUse'])('a process that stands still past its lease and goes on (%s)', (usage) => {
  it.each(steps)('at step %i costs no consent, though another one has refreshed meanwhile', async (at) => {
    await using stage = await Stage.start(usage)
    const slow = await stage.process()
    const [stopped, goesOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    slow.steps.act(async () => {
      if (slow.steps.taken.length !== at + 1) return
      stopped.resolve()
      await goesOn.promise
    })
    const slowly = refresh(slow.client)
    await Promise.race([stopped.promise, slowly])
    vi.setSystemTime(Date.now() + leaseLifeMs({ timeoutMs: 10_000 }))
    await findings(await stage.process())
    goesOn.resolve()
    await slowly
    expect(await stage.storedTokenIsAlive()).toBe(true)
    expect(await findings(await stage.process())).toBe(good)
    expect(await findings(slow)).toBe(good)
  })
})
