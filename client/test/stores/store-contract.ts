import { describe, expect, it } from 'vitest'
import type { Lease, RecordStore } from '../../src/index.ts'

const long = 600_000
const oddKeys = [
  'connection:https%3A%2F%2Fexample.test%2F:client:subject:a/b',
  'a:../../etc/passwd',
  'a:..',
  'a:%00%2e%',
  'a:line\nfeed\ttab',
  'a:*?[x]\\^"\'`$()',
  'a:Å æ ø å 漢字 🎺',
  'a:CASE',
  'a:case',
  'a: trailing ',
  ' ',
  `a:${'ü'.repeat(510)}`,
  'x'.repeat(512),
]

/**
 * What every RecordStore has to do.
 *
 * @param open another instance on the same records, as another process has it
 */
export function describeStoreContract(open: () => Promise<RecordStore>): void {
  describe('records', () => {
    it('are read as they were written, and are gone when deleted', async () => {
      const store = await open()
      expect(await store.get('a:1')).toBeUndefined()
      const revision = await store.set('a:1', 'one')
      expect(await store.get('a:1')).toEqual({ value: 'one', revision })
      expect(await store.delete('a:1')).toBe(true)
      expect(await store.delete('a:1')).toBe(false)
      expect(await store.get('a:1')).toBeUndefined()
    })

    it('take any text: empty, with every kind of character, of a megabyte', async () => {
      const store = await open()
      for (const value of [
        '',
        '\u0001\r\n\t"\\\'',
        'æøå 漢字 🎺 \uFEFF\u2028',
        'x'.repeat(2 ** 20),
        'ø'.repeat(2 ** 20),
      ]) {
        await store.set('a:value', value)
        const kept = await store.get('a:value')
        expect(kept?.value === value).toBe(true)
      }
    })

    it('are kept apart by odd keys, and listed by them', async () => {
      const store = await open()
      for (const [index, key] of oddKeys.entries()) await store.set(key, `value ${index}`)
      for (const [index, key] of oddKeys.entries()) expect((await store.get(key))?.value).toBe(`value ${index}`)
      expect([...(await store.keys(''))].sort()).toEqual([...oddKeys].sort())
      for (const key of oddKeys) expect(await store.delete(key)).toBe(true)
      expect(await store.keys('')).toEqual([])
    })

    it.each(['a:', 'a:%', 'a:_', 'a:*', 'a:[x]', 'a:\\', 'a:?', 'å'])(
      'are listed by the prefix %j to the letter',
      async (prefix) => {
        const store = await open()
        const keys = ['a:', 'a:%', 'a:%1', 'a:_1', 'a:x1', 'a:*1', 'a:[x]1', 'a:\\1', 'a:?1', 'A:1', 'b:1', 'å1', 'ä1']
        for (const key of keys) await store.set(key, '')
        expect([...(await store.keys(prefix))].sort()).toEqual(keys.filter((key) => key.startsWith(prefix)).sort())
      },
    )

    it.each([
      ['empty', ''],
      ['too long', 'x'.repeat(513)],
      ['of half a character', 'a:\uD800'],
      ['with U+0000', 'a:\0'],
    ])('refuse a key that is %s', async (_, key) => {
      const store = await open()
      const refused = { name: 'ConfigurationError', code: 'record-key-invalid' }
      await expect(store.get(key)).rejects.toMatchObject(refused)
      await expect(store.set(key, '')).rejects.toMatchObject(refused)
      await expect(store.delete(key)).rejects.toMatchObject(refused)
      await expect(store.acquire(key, long)).rejects.toMatchObject(refused)
    })

    it.each(['\uD800', 'a\0b'])('refuse the value %j, which not every store could give back', async (value) => {
      const store = await open()
      await expect(store.set('a:1', value)).rejects.toMatchObject({ code: 'record-value-invalid' })
    })
  })

  describe('revisions', () => {
    it('never come twice for a key, not after it was deleted and made anew', async () => {
      const store = await open()
      const seen: (string | undefined)[] = []
      for (let round = 0; round < 5; round += 1) {
        seen.push(await store.set('a:1', 'same'), await store.set('a:1', 'same'))
        await store.delete('a:1')
      }
      expect(seen).not.toContain(undefined)
      expect(new Set(seen).size).toBe(10)
    })

    it('decide whether a write or a deletion happens', async () => {
      const store = await open()
      const first = await store.set('a:1', 'one', { revision: null })
      expect(first).toBeDefined()
      expect(await store.set('a:1', 'again', { revision: null })).toBeUndefined()
      const second = await store.set('a:1', 'two', { revision: first ?? '' })
      expect(await store.set('a:1', 'three', { revision: first ?? '' })).toBeUndefined()
      expect(await store.delete('a:1', { revision: first ?? '' })).toBe(false)
      expect(await store.delete('a:1', { revision: null })).toBe(false)
      expect(await store.get('a:1')).toEqual({ value: 'two', revision: second })
      expect(await store.delete('a:1', { revision: second ?? '' })).toBe(true)
      expect(await store.set('a:1', 'four', { revision: second ?? '' })).toBeUndefined()
      expect(await store.get('a:1')).toBeUndefined()
    })

    it('let exactly one of many writers win, round after round', async () => {
      const stores = await Promise.all([open(), open(), open(), open()])
      let revision: string | null = null
      for (let round = 0; round < 5; round += 1) {
        const expected: string | null = revision
        const writers = stores.flatMap((store) => [store, store, store, store])
        const outcomes = await Promise.all(
          writers.map((store, index) => store.set('a:1', `${round} ${index}`, { revision: expected })),
        )
        const winner = outcomes.findIndex((outcome) => outcome !== undefined)
        expect(outcomes.filter((outcome) => outcome !== undefined)).toHaveLength(1)
        const kept = await stores[0]?.get('a:1')
        expect(kept).toEqual({ value: `${round} ${winner}`, revision: outcomes[winner] })
        revision = kept?.revision ?? null
      }
    })

    it('let exactly one of many deletions win', async () => {
      const stores = await Promise.all([open(), open(), open()])
      const revision = (await stores[0]?.set('a:1', 'one')) ?? ''
      const outcomes = await Promise.all(
        stores.flatMap((store) => [store, store]).map((store) => store.delete('a:1', { revision })),
      )
      expect(outcomes.filter(Boolean)).toHaveLength(1)
    })
  })

  describe('expiry', () => {
    it('makes a record as good as deleted', async () => {
      const store = await open()
      const expired = await store.set('a:1', 'old', { expiresAt: Date.now() - 1 })
      expect(expired).toBeDefined()
      expect(await store.get('a:1')).toBeUndefined()
      expect(await store.keys('')).toEqual([])
      expect(await store.delete('a:1')).toBe(false)
      expect(await store.set('a:1', 'x', { revision: expired ?? '' })).toBeUndefined()
      expect(await store.set('a:1', 'new', { revision: null })).toBeDefined()
      expect((await store.get('a:1'))?.value).toBe('new')
    })

    it('comes by itself, and not before', async () => {
      const store = await open()
      await store.set('a:later', 'kept', { expiresAt: Date.now() + long })
      await store.set('a:soon', 'kept', { expiresAt: Date.now() + 30 })
      await expect.poll(() => store.get('a:soon'), { interval: 5, timeout: 10_000 }).toBeUndefined()
      expect(await store.keys('a:')).toEqual(['a:later'])
      expect((await store.get('a:later'))?.value).toBe('kept')
    })

    it('is taken off by a write without one', async () => {
      const store = await open()
      const expiresAt = Date.now() + 50
      await store.set('a:1', 'old', { expiresAt })
      await store.set('a:1', 'new')
      await store.set('a:clock', '', { expiresAt })
      await expect.poll(() => store.get('a:clock'), { interval: 5, timeout: 10_000 }).toBeUndefined()
      expect((await store.get('a:1'))?.value).toBe('new')
    })
  })

  describe('leases', () => {
    it('are held by one at a time, each key for itself', async () => {
      const [store, other] = await Promise.all([open(), open()])
      const lease = await taken(store, 'a:1', long)
      expect(lease.expiresAt).toBeGreaterThan(Date.now())
      expect(await other.acquire('a:1', long)).toBeUndefined()
      expect(await other.acquire('a:2', long)).toBeDefined()
      await store.release(lease)
      expect((await taken(other, 'a:1', long)).fence).toBeGreaterThan(lease.fence)
    })

    it('go to exactly one of many who ask at once', async () => {
      const stores = await Promise.all([open(), open(), open(), open()])
      const asking = stores.flatMap((store) => [store, store, store])
      const outcomes = await Promise.all(asking.map((store) => store.acquire('a:1', long)))
      expect(outcomes.filter((lease) => lease !== undefined)).toHaveLength(1)
    })

    it('run out by themselves, and are not prolonged after that', async () => {
      const [store, other] = await Promise.all([open(), open()])
      const short = await taken(store, 'a:2', 30)
      await expect.poll(() => other.acquire('a:2', long), { interval: 5, timeout: 10_000 }).toBeDefined()
      expect(await store.renew(short, long)).toBeUndefined()
    })

    it('stay held when they are renewed, with the same fence', async () => {
      const [store, other] = await Promise.all([open(), open()])
      const lease = await taken(store, 'a:1', long)
      const renewed = await store.renew(lease, 2 * long)
      expect(renewed).toMatchObject({ key: 'a:1', fence: lease.fence })
      expect(renewed?.expiresAt).toBeGreaterThan(lease.expiresAt)
      expect(await other.acquire('a:1', long)).toBeUndefined()
    })

    it('that were lost can neither be renewed nor given back', async () => {
      const [store, other] = await Promise.all([open(), open()])
      const lost = await taken(store, 'a:1', 0)
      const held = await taken(other, 'a:1', long)
      expect(await store.renew(lost, long)).toBeUndefined()
      await store.release(lost)
      expect(await store.acquire('a:1', long)).toBeUndefined()
      await other.release(held)
      await other.release(held)
      expect(await store.renew(held, long)).toBeUndefined()
      expect(await store.acquire('a:1', long)).toBeDefined()
    })
  })

  describe('fences', () => {
    it('shut out a writer whose lease was followed by another one', async () => {
      const [store, other] = await Promise.all([open(), open()])
      const { fence: old } = await taken(store, 'a:1', 0)
      expect(await store.set('a:1', 'nobody followed yet', { fence: old })).toBeDefined()
      const { fence } = await taken(other, 'a:1', long)
      expect(await store.set('a:1', 'late', { fence: old })).toBeUndefined()
      expect(await store.set('a:new', 'another key', { fence: old })).toBeDefined()
      expect(await store.delete('a:1', { fence: old })).toBe(false)
      expect((await store.get('a:1'))?.value).toBe('nobody followed yet')
      expect(await other.set('a:1', 'in time', { fence })).toBeDefined()
      expect(await other.delete('a:1', { fence })).toBe(true)
      expect(await store.set('a:1', 'later still', { fence: old, revision: null })).toBeUndefined()
    })

    it('grow on when the record was deleted or has expired', async () => {
      const store = await open()
      const fences: number[] = []
      for (let round = 0; round < 4; round += 1) {
        const lease = await taken(store, 'a:1', long)
        fences.push(lease.fence)
        await store.set('a:1', 'x', { fence: lease.fence, ...(round % 2 === 0 && { expiresAt: Date.now() - 1 }) })
        await store.delete('a:1')
        await store.release(lease)
      }
      expect(fences).toEqual([...fences].sort((a, b) => a - b))
      expect(new Set(fences).size).toBe(4)
    })

    it('count together with revisions', async () => {
      const store = await open()
      const { fence } = await taken(store, 'a:1', long)
      const revision = await store.set('a:1', 'one', { revision: null, fence })
      expect(await store.set('a:1', 'two', { revision: 'another', fence })).toBeUndefined()
      expect(await store.set('a:1', 'two', { revision: revision ?? '', fence })).toBeDefined()
    })
  })
}

/** What stores have to do that outlive their process. */
export function describeDurability(open: () => Promise<RecordStore>): void {
  describe('another process', () => {
    it('sees records and leases, after the first has closed', async () => {
      const first = await open()
      const revision = await first.set('a:1', 'kept', { expiresAt: Date.now() + long })
      const lease = await taken(first, 'a:1', long)
      await first.close()
      await first.close()
      const second = await open()
      expect(await second.get('a:1')).toEqual({ value: 'kept', revision })
      expect(await second.keys('a')).toEqual(['a:1'])
      expect(await second.acquire('a:1', long)).toBeUndefined()
      expect(await second.renew(lease, long)).toMatchObject({ fence: lease.fence })
    })
  })
}

async function taken(store: RecordStore, key: string, lifeMs: number): Promise<Lease> {
  const lease = await store.acquire(key, lifeMs)
  if (lease === undefined) throw new Error(`The lease of ${key} is held by somebody else.`)
  return lease
}
