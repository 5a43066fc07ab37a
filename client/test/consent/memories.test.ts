import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { type ConsentMemory, MemoryStore, newSealingKey, type PendingConsent } from '../../src/index.ts'
import { discover, startInvoice, useSimulator } from '../support/harness.ts'

useSimulator()

const sealingKeys = [newSealingKey()]

async function pendingConsent(extra: Partial<PendingConsent> = {}): Promise<PendingConsent> {
  const { url: _, warnings: __, ...consent } = await startInvoice(await discover())
  return { consent, ...extra }
}

/** What a browser would send after it has got these headers. */
function cookieHeader(...headers: readonly (readonly string[])[]): string {
  const kept = new Map<string, string>()
  for (const line of headers.flat()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/Max-Age=0/.test(line)) kept.delete(name)
    else kept.set(name, value)
  }
  return ['other=1', ...Array.from(kept, ([name, value]) => `${name}=${value}`)].join('; ')
}

async function memoryOf(where: 'cookie' | 'store'): Promise<ConsentMemory> {
  return (await discover({ sealingKeys })).consentMemory(where)
}

describe.each(['cookie', 'store'] as const)('consents remembered by %s', (where) => {
  it('come back whole to the browser that started them, and the cookie goes', async () => {
    const memory = await memoryOf(where)
    const pending = await pendingConsent({ returnTo: '/settings', appState: { user: 'ø', list: [1, null] } })
    const set = await memory.remember(pending, '')
    const recalled = await memory.recall(pending.consent.state, cookieHeader(set))
    expect(recalled.pending).toEqual(pending)
    expect(cookieHeader(set, recalled.setCookies)).toBe('other=1')
  })

  it('show nothing in the cookie', async () => {
    const memory = await memoryOf(where)
    const pending = await pendingConsent({ appState: 'canary' })
    const [cookie = ''] = await memory.remember(pending, '')
    const { state, nonce, codeVerifier } = pending.consent
    for (const secret of [state, nonce, codeVerifier, 'canary', 'DK12345674']) {
      expect(cookie).not.toContain(secret)
      expect(Buffer.from(cookie.replace(/^.*~/, ''), 'base64url').toString('latin1')).not.toContain(secret)
    }
  })

  it('stay with their browser: no cookie, or that of another consent, finds nothing', async () => {
    const memory = await memoryOf(where)
    const [mine, other] = [await pendingConsent(), await pendingConsent()]
    const [myCookies, otherCookies] = [await memory.remember(mine, ''), await memory.remember(other, '')]
    const moved = `${myCookies[0]?.split('=')[0]}=${/=([^;]*)/.exec(otherCookies[0] ?? '')?.[1]}`
    for (const cookies of ['', cookieHeader(otherCookies), moved, `${myCookies[0]?.split('=')[0]}=x`]) {
      await expect(memory.recall(mine.consent.state, cookies)).rejects.toMatchObject({ code: 'consent-unknown' })
    }
    await expect(memory.recall(mine.consent.state, cookieHeader(myCookies))).resolves.toBeDefined()
  })

  it('are several in one browser, four at most: the oldest is given up', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const memory = await memoryOf(where)
    const sets: (readonly string[])[] = []
    const states: string[] = []
    for (let tab = 0; tab < 6; tab += 1) {
      vi.setSystemTime(Date.now() + 2_000)
      const pending = await pendingConsent()
      states.push(pending.consent.state)
      sets.push(await memory.remember(pending, cookieHeader(...sets)))
    }
    const cookies = cookieHeader(...sets)
    expect(cookies.match(/__Host-mobilepay-consent-/g)).toHaveLength(4)
    const outcomes = await Promise.allSettled(states.map((state) => memory.recall(state, cookies)))
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([false, false, true, true, true, true])
  })

  it('never accept a state that was not started, and answer with typed errors alone', async () => {
    const memory = await memoryOf(where)
    const pending = await pendingConsent()
    const cookies = cookieHeader(await memory.remember(pending, ''))
    const other = fc.oneof(fc.string(), mutation(pending.consent.state))
    await fc.assert(
      fc.asyncProperty(other, fc.oneof(fc.constant(cookies), fc.string()), async (state, header) => {
        fc.pre(state !== pending.consent.state)
        await expect(memory.recall(state, header)).rejects.toMatchObject({ code: 'consent-unknown' })
      }),
    )
  })
})

/** The text with one character changed, left out or added. */
function mutation(text: string): fc.Arbitrary<string> {
  return fc
    .record({ at: fc.nat(text.length), cut: fc.nat(1), put: fc.constantFrom('', 'A', '-', '\0') })
    .map(({ at, cut, put }) => `${text.slice(0, at)}${put}${text.slice(at + cut)}`)
}

describe('consents remembered in a store', () => {
  it('are found by every process that shares it, and taken by one of those that come at once', async () => {
    const store = new MemoryStore()
    const memories = await Promise.all(
      [1, 2].map(async () => (await discover({ store, sealingKeys })).consentMemory('store')),
    )
    const pending = await pendingConsent()
    const cookies = cookieHeader((await memories[0]?.remember(pending, '')) ?? [])
    const outcomes = await Promise.allSettled(memories.map((memory) => memory.recall(pending.consent.state, cookies)))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(memories[1]?.recall(pending.consent.state, cookies)).rejects.toMatchObject({
      code: 'state-already-used',
    })
  })

  it('are sealed there, under no secret', async () => {
    const store = new MemoryStore()
    const memory = (await discover({ store, sealingKeys })).consentMemory('store')
    const { consent } = await pendingConsent()
    await memory.remember({ consent }, '')
    const [key = ''] = await store.keys('consent:')
    expect(key).not.toContain(consent.state)
    expect((await store.get(key))?.value).not.toContain(consent.codeVerifier)
  })

  it('are gone once they have expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const memory = (await discover({ store: new MemoryStore() })).consentMemory('store')
    const { consent } = await pendingConsent()
    const cookies = cookieHeader(await memory.remember({ consent }, ''))
    vi.setSystemTime(consent.expiresAt)
    await expect(memory.recall(consent.state, cookies)).rejects.toMatchObject({ code: 'consent-unknown' })
  })
})

describe('consents remembered in cookies', () => {
  it('open with an older key, and with no other', async () => {
    const [older, newer] = [newSealingKey(), newSealingKey()]
    const pending = await pendingConsent()
    const [before, after, stranger] = await Promise.all(
      [[older], [newer, older], [newer]].map(async (keys) =>
        (await discover({ sealingKeys: keys })).consentMemory('cookie'),
      ),
    )
    const cookies = cookieHeader((await before?.remember(pending, '')) ?? [])
    await expect(after?.recall(pending.consent.state, cookies)).resolves.toMatchObject({ pending })
    await expect(stranger?.recall(pending.consent.state, cookies)).rejects.toMatchObject({ code: 'consent-unknown' })
  })

  it('fit, or say so', async () => {
    const memory = await memoryOf('cookie')
    const [line = ''] = await memory.remember(await pendingConsent({ appState: 'x'.repeat(1_000) }), '')
    expect((line.split(';')[0] ?? '').length).toBeLessThanOrEqual(4_096)
    await expect(memory.remember(await pendingConsent({ appState: 'x'.repeat(3_000) }), '')).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'consent-too-large',
    })
  })

  it('need sealing keys', async () => {
    const client = await discover()
    expect(() => client.consentMemory('cookie')).toThrow(expect.objectContaining({ code: 'sealing-keys-missing' }))
  })
})

describe('a spent consent', () => {
  it('is spent for all processes that share the store, wherever it was remembered', async () => {
    const store = new MemoryStore()
    const [one, two] = await Promise.all([discover({ store }), discover({ store })])
    const consent = await startInvoice(one ?? (await discover()))
    const denial = { state: consent.state, error: 'access_denied' }
    await expect(one?.completeConsent(denial, consent)).rejects.toMatchObject({ code: 'access-denied' })
    await expect(two?.completeConsent(denial, consent)).rejects.toMatchObject({ code: 'state-already-used' })
  })
})
