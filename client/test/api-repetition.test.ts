import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { isIdempotent, isTransient, retryAfterMs, waitMs } from '../src/api/retry-policy.ts'
import type { ApiRequestInit, MobilePayClientOptions } from '../src/index.ts'
import { connect, useSimulator } from './support/harness.ts'
import { mePath, merchantId, type Reply } from './support/simulator.ts'

const held = useSimulator()

/** A connected merchant whose waits are written down in place of being waited. */
async function merchantWith(replies: readonly (Reply | 'break')[], changes: Partial<MobilePayClientOptions> = {}) {
  const waits: number[] = []
  const left = [...replies]
  const sleep = async (milliseconds: number) => void waits.push(milliseconds)
  const { client } = await connect(held.mobilepay, {
    sleep,
    fetch: (input, init) => {
      if (left[0] !== 'break' || !String(input).endsWith('/me')) return fetch(input, init)
      left.shift()
      return Promise.reject(new TypeError('fetch failed'))
    },
    ...changes,
  })
  held.mobilepay.faults.apiReply = () => left.shift() as Reply | undefined
  return { merchant: client.merchant(merchantId), waits, calls: () => held.mobilepay.count('/me') }
}

const busy: Reply = [503, { error: 'busy' }]
const told = (retryAfter: string, status = 429): Reply => [status, '', { 'retry-after': retryAfter }]

describe('a call that may be repeated', () => {
  it.each([429, 500, 502, 503, 504])('is, after %i', async (status) => {
    const { merchant, waits, calls } = await merchantWith([
      [status, ''],
      [status, ''],
    ])
    expect((await merchant.fetch(mePath)).status).toBe(200)
    expect([calls(), waits.length]).toEqual([3, 2])
  })

  it('is after a broken connection', async () => {
    const { merchant, waits } = await merchantWith(['break', 'break'])
    expect((await merchant.fetch(mePath)).status).toBe(200)
    expect(waits).toHaveLength(2)
  })

  it('is sent three times at most, and the last answer is handed on whole', async () => {
    const { merchant, calls } = await merchantWith([busy, busy, [503, { error: 'last' }], busy])
    const response = await merchant.fetch(mePath)
    expect([response.status, await response.json(), calls()]).toEqual([503, { error: 'last' }, 3])
  })

  it('fails with the last error where no answer came', async () => {
    const { merchant } = await merchantWith(['break', 'break', 'break', 'break'])
    await expect(merchant.fetch(mePath)).rejects.toMatchObject({ name: 'NetworkError', code: 'request-failed' })
  })

  it('keeps its CorrelationId and repeats its refresh once only', async () => {
    const unauthorized: Reply = [401, '']
    const { merchant } = await merchantWith([busy, unauthorized, busy, busy])
    expect((await merchant.fetch(mePath)).status).toBe(200)
    const seen = held.mobilepay.seen.filter(({ url }) => url.pathname === mePath)
    expect(new Set(seen.map(({ headers }) => headers.get('correlationid'))).size).toBe(1)
    expect(held.mobilepay.count('/connect/token')).toBe(2)
  })

  it('waits as long as it is told, in seconds and by date', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime('2026-11-25T12:00:00Z')
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const { merchant, waits } = await merchantWith([told('2'), told('Wed, 25 Nov 2026 12:00:07 GMT', 503)])
    expect((await merchant.fetch(mePath)).status).toBe(200)
    expect(waits).toEqual([2_100, 7_100])
  })

  it('does not come back too early: told to wait past its deadline, it hands the answer on at once', async () => {
    const { merchant, waits, calls } = await merchantWith([told('31')])
    expect((await merchant.fetch(mePath)).status).toBe(429)
    expect([calls(), waits]).toEqual([1, []])
    const patient = await merchantWith([told('31')])
    expect((await patient.merchant.fetch(mePath, { deadlineMs: 60_000 })).status).toBe(200)
  })

  it('is not where the client repeats nothing', async () => {
    const { merchant, calls } = await merchantWith([busy], { apiAttempts: 1 })
    expect([(await merchant.fetch(mePath)).status, calls()]).toEqual([503, 1])
  })
})

describe('a call whose repetition might do something twice', () => {
  it.each<[string, ApiRequestInit]>([
    ['POST', { method: 'POST', body: '{}' }],
    ['post', { method: 'post', body: '{}' }],
    ['a call that says so', { idempotent: false }],
  ])('is not repeated: %s', async (_, init) => {
    const { merchant, calls } = await merchantWith([busy])
    expect([(await merchant.fetch(mePath, init)).status, calls()]).toEqual([503, 1])
  })

  it('is not repeated when the connection breaks either', async () => {
    const { merchant } = await merchantWith(['break'])
    await expect(merchant.fetch(mePath, { method: 'POST' })).rejects.toMatchObject({ code: 'request-failed' })
  })

  it('is repeated when the caller says that it does no harm', async () => {
    const { merchant, calls } = await merchantWith([busy])
    expect((await merchant.fetch(mePath, { method: 'POST', body: '{}', idempotent: true })).status).toBe(200)
    expect(calls()).toBe(2)
  })
})

describe('waits', () => {
  it('are drawn from nothing to a bound that doubles and ends at five seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const wait = waitMs(failures, undefined, random)
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait).toBeLessThanOrEqual(Math.min(5_000, 200 * 2 ** (failures - 1)))
      }),
    )
    expect([1, 2, 3, 6].map((failures) => waitMs(failures, undefined, 1))).toEqual([200, 400, 800, 5_000])
  })

  it('are never shorter than Retry-After', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (told, random) => {
        expect(waitMs(1, told, random)).toBeGreaterThanOrEqual(told)
      }),
    )
  })

  const now = Date.parse('2026-11-25T12:00:00Z')
  it.each([
    ['0', 0],
    [' 120 ', 120_000],
    ['Wed, 25 Nov 2026 12:01:00 GMT', 60_000],
    ['Wednesday, 25-Nov-26 12:01:00 GMT', 60_000],
    ['Wed, 25 Nov 2026 11:00:00 GMT', 0],
    ['-5', undefined],
    ['1.5', undefined],
    ['2027', 2_027_000],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('read Retry-After %j as %s', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected)
  })

  it('know which methods and answers', () => {
    expect(['GET', 'head', 'Put', 'DELETE', 'OPTIONS'].every(isIdempotent)).toBe(true)
    expect(['POST', 'patch', 'CONNECT', ''].some(isIdempotent)).toBe(false)
    expect([429, 500, 502, 503, 504, 599].every(isTransient)).toBe(true)
    expect([200, 400, 401, 403, 404, 408, 501, 505].some(isTransient)).toBe(false)
  })
})

describe('an end to patience', () => {
  /** Answers when its signal fires, as a hanging server does. */
  const stuckAtApi: typeof fetch = (input, init) => {
    if (!String(input).endsWith('/me')) return fetch(input, init)
    return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)))
  }

  it('comes with the deadline, though attempts are left', async () => {
    const { merchant } = await merchantWith([], { fetch: stuckAtApi, apiDeadlineMs: 5 })
    await expect(merchant.fetch(mePath)).rejects.toMatchObject({ code: 'request-timed-out' })
  })

  it('comes with the caller’s signal during a request', async () => {
    const caller = new AbortController()
    const { merchant } = await merchantWith([], {
      fetch: (input, init) => {
        const answer = stuckAtApi(input, init)
        if (String(input).endsWith('/me')) caller.abort()
        return answer
      },
    })
    const call = merchant.fetch(mePath, { signal: caller.signal })
    await expect(call).rejects.toMatchObject({ code: 'request-aborted' })
  })

  it('comes with the caller’s signal during a wait, which ends with it', async () => {
    const caller = new AbortController()
    let ended = false
    const { merchant, calls } = await merchantWith([busy], {
      sleep: (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            ended = true
            resolve()
          })
          caller.abort()
        }),
    })
    const call = merchant.fetch(mePath, { signal: caller.signal })
    await expect(call).rejects.toMatchObject({ code: 'request-aborted' })
    expect([ended, calls()]).toEqual([true, 1])
  })

  it('comes with the caller’s signal during a refresh, which goes on for the others', async () => {
    const caller = new AbortController()
    const { merchant } = await merchantWith([[401, '']])
    held.mobilepay.beforeToken = async () => caller.abort()
    const given = merchant.fetch(mePath, { signal: caller.signal })
    await expect(given).rejects.toMatchObject({ code: 'request-aborted' })
    expect((await merchant.fetch(mePath)).status).toBe(200)
    expect(held.mobilepay.count('/connect/token')).toBe(2)
  })
})
