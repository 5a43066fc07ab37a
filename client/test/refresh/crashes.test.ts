import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { leaseLifeMs } from '../../src/refresh/lease-life.ts'
import { findings, good, interrupted, refresh, Stage, type Usage } from './support/process.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** The time in which the lease of a process that is no more runs out. */
function leaseRunsOut(): void {
  vi.setSystemTime(Date.now() + leaseLifeMs({ timeoutMs: 10_000 }))
}

/** Everything that a refresh does outside its process, in order. */
const steps = [
  'before get',
  'after get',
  'before get',
  'after get',
  'before get',
  'after get',
  'before request jwks',
  'after request jwks',
  'before acquire',
  'after acquire',
  'before get',
  'after get',
  'before set refreshing',
  'after set refreshing',
  'before request token',
  'after request token',
  'before set active',
  'after set active',
  'before release',
  'after release',
] as const

/** Between the answer that spends a one-time token and the record of its successor there is no help. */
const spent = [steps.indexOf('after request token'), steps.indexOf('before set active')]

/** A process that begins a refresh and is no more at that step. @returns false where it ends before it gets there. */
async function crash(stage: Stage, at: number): Promise<boolean> {
  const { client, steps } = await stage.process()
  const crashed = Promise.withResolvers<boolean>()
  steps.act(async () => {
    if (steps.taken.length <= at) return
    crashed.resolve(true)
    await new Promise(() => {})
  })
  const ended = refresh(client).then(
    () => false,
    () => false,
  )
  return Promise.race([crashed.promise, ended])
}

describe.each<Usage>(['OneTime', 'ReUse'])('a process that ends in the middle of a refresh (%s)', (usage) => {
  it('has gone through these steps', async () => {
    await using stage = await Stage.start(usage)
    const process = await stage.process()
    process.steps.act(async () => {})
    await refresh(process.client)
    expect(process.steps.taken).toEqual(steps)
  })

  it.each(steps.map((label, at) => [at, label] as const))('step %i, %s', async (at) => {
    await using stage = await Stage.start(usage)
    expect(await crash(stage, at)).toBe(true)
    leaseRunsOut()
    const isLost = usage === 'OneTime' && spent.includes(at)
    expect(await findings(await stage.process())).toBe(isLost ? interrupted : good)
    if (!isLost) return

    const next = await stage.process()
    next.steps.act(async () => {})
    expect(await findings(next)).toBe(interrupted)
    expect(next.steps.taken).not.toContain('before request token')
    await stage.consent()
    expect(await findings(await stage.process())).toBe(good)
  })
})

/** Before the mark is written nothing has changed, and after the new tokens are, nothing is left to make up for. */
const marked = steps
  .map((label, at) => [at, label] as const)
  .slice(steps.indexOf('after set refreshing'), steps.indexOf('before release'))

describe('two processes, the second of which ends while it makes up for the first', () => {
  it.each(marked)('the first at step %i, %s', async (first) => {
    for (let second = 0; second < steps.length; second += 1) {
      await using stage = await Stage.start('OneTime')
      await crash(stage, first)
      leaseRunsOut()
      await crash(stage, second)
      leaseRunsOut()
      const stored = await stage.stored()
      const isAlive = stored?.status !== 'needs-consent' && (await stage.storedTokenIsAlive())
      expect([second, await findings(await stage.process())]).toEqual([second, isAlive ? good : interrupted])
    }
  })
})
