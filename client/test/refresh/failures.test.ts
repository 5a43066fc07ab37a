import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StoreError } from '../../src/index.ts'
import { findings, good, interrupted, refresh, Stage, type Usage } from './support/process.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** More than there are: the last ones break nothing. */
const steps = Array.from({ length: 22 }, (_, at) => at)

/** A process one of whose steps fails: an operation that is not carried out, or one whose answer gets lost. */
async function failingOnce(stage: Stage, at: number) {
  const process = await stage.process()
  process.steps.act(async (label) => {
    if (process.steps.taken.length !== at + 1) return
    if (label.includes('request')) throw new TypeError('fetch failed')
    throw new StoreError('store-unavailable')
  })
  return process
}

describe.each<Usage>(['OneTime', 'ReUse'])('a store or a network that fails once (%s)', (usage) => {
  it.each(steps)('at step %i costs a consent only where the answer to the token request is lost', async (at) => {
    await using stage = await Stage.start(usage)
    const process = await failingOnce(stage, at)
    const failure = await refresh(process.client).then(
      () => undefined,
      (error: unknown) => error,
    )
    const step = process.steps.taken[at]
    process.steps.act(async () => {})
    const isLost = usage === 'OneTime' && step === 'after request token'
    if (isLost) expect(failure).toMatchObject({ code: 'request-failed' })
    expect(await findings(process)).toBe(isLost ? interrupted : good)
    expect(await findings(await stage.process())).toBe(isLost ? interrupted : good)
  })
})

describe('what MobilePay has not got', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('%s: leaves the connection as it was', async (code) => {
    await using stage = await Stage.start('OneTime')
    const { client, steps } = await stage.process()
    steps.act(async (label) => {
      if (label !== 'before request token') return
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) })
    })
    await expect(refresh(client)).rejects.toMatchObject({ code: 'request-failed' })
    expect((await stage.stored())?.status).toBe('active')
  })

  it('may have got it where nobody knows: the mark stays, with the error', async () => {
    await using stage = await Stage.start('OneTime')
    const { client, steps } = await stage.process()
    steps.act(async (label) => {
      if (label === 'before request token') throw new DOMException('', 'TimeoutError')
    })
    await expect(refresh(client)).rejects.toMatchObject({ code: 'request-timed-out' })
    expect(await stage.stored()).toMatchObject({ status: 'refreshing', attempt: { endedWith: 'request-timed-out' } })
    expect(await client.connection('aaaaaaaa-0000-4000-8000-000000000001')).toMatchObject({ status: 'refreshing' })
  })
})

describe('why a consent is needed', () => {
  it('withdrawn: refused by the provider', async () => {
    await using stage = await Stage.start('OneTime')
    const { subject } = (await stage.stored()) ?? { subject: '' }
    await stage.scene.mock.world.stage('sandbox').revokeGrants(subject)
    const { client } = await stage.process()
    await expect(refresh(client)).rejects.toMatchObject({ details: { reason: 'refused-by-provider' } })
    const [connection] = await client.connections()
    expect(connection?.needsConsent).toEqual({ reason: 'refused-by-provider', since: expect.any(Date) })
    expect(connection?.accessTokenExpiresAt).toBeUndefined()
  })

  it('interrupted: says when, and how it ended', async () => {
    await using stage = await Stage.start('OneTime')
    const { client, steps } = await stage.process()
    steps.act(async (label) => {
      if (label === 'after request token') throw new DOMException('', 'TimeoutError')
    })
    await expect(refresh(client)).rejects.toMatchObject({ code: 'request-timed-out' })
    steps.act(async () => {})
    await expect(refresh(client)).rejects.toMatchObject({
      details: {
        reason: 'refresh-interrupted',
        interruptedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        endedWith: 'request-timed-out',
      },
    })
  })
})
