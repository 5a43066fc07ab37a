import fc from 'fast-check'
import { expect } from 'vitest'
import type { Lease, RecordStore, StoredRecord, WriteCondition } from '../../src/index.ts'

/** What a store has to hold, told as simply as can be. */
interface Model {
  readonly records: Map<string, StoredRecord>
  /** By key: the highest fence, and whether its lease is held. */
  readonly leases: Map<string, { fence: number; held: boolean }>
  /** All that was ever handed out, to be used again at wrong times. */
  readonly revisions: string[]
  readonly given: Lease[]
}

type Command = fc.AsyncCommand<Model, RecordStore>

const long = 600_000
// Few keys and low fences, so that what belongs together meets.
const key = fc.constantFrom('a:1', 'b:é/%')
const text = fc.string({ maxLength: 20, unit: 'grapheme' }).filter((value) => !value.includes('\0'))
const anything = fc.nat({ max: 50 })
const revision = fc.oneof(fc.constant(undefined), fc.constant(null), anything)
const fence = fc.option(fc.nat({ max: 2 }), { nil: undefined })

/** Any order of operations on a store with few keys, stale revisions and leases among them, does what the model says. */
export async function expectModel(open: () => Promise<RecordStore>, runs: number): Promise<void> {
  const commands = fc.commands([sets, removals, reads, listings, acquisitions, renewals, releases], {
    maxCommands: 40,
    size: 'max',
  })
  await fc.assert(
    fc.asyncProperty(commands, async (sequence) => {
      const real = await open()
      const model: Model = { records: new Map(), leases: new Map(), revisions: [], given: [] }
      await fc.asyncModelRun(() => ({ model, real }), sequence)
      await real.close()
    }),
    { numRuns: runs },
  )
}

const sets = fc.record({ key, text, revision, fence, expired: fc.boolean() }).map((arbitrary) =>
  command(`set ${JSON.stringify(arbitrary)}`, async (model, real) => {
    const { key, text, expired } = arbitrary
    const condition = conditionOf(arbitrary, model)
    const written = await real.set(key, text, { ...condition, ...(expired && { expiresAt: Date.now() - 1 }) })
    expect(written !== undefined).toBe(holds(key, condition, model))
    if (written === undefined) return
    expect(model.revisions).not.toContain(written)
    model.revisions.push(written)
    if (expired) model.records.delete(key)
    else model.records.set(key, { value: text, revision: written })
  }),
)

const removals = fc.record({ key, revision, fence }).map((arbitrary) =>
  command(`delete ${JSON.stringify(arbitrary)}`, async (model, real) => {
    const condition = conditionOf(arbitrary, model)
    const expected = model.records.has(arbitrary.key) && holds(arbitrary.key, condition, model)
    expect(await real.delete(arbitrary.key, condition)).toBe(expected)
    if (expected) model.records.delete(arbitrary.key)
  }),
)

const reads = key.map((key) =>
  command(`get ${key}`, async (model, real) => expect(await real.get(key)).toEqual(model.records.get(key))),
)

const listings = fc.constantFrom('', 'a:', 'b:é/').map((prefix) =>
  command(`keys ${prefix}`, async (model, real) => {
    const expected = [...model.records.keys()].filter((key) => key.startsWith(prefix))
    expect([...(await real.keys(prefix))].sort()).toEqual(expected.sort())
  }),
)

const acquisitions = fc.record({ key, held: fc.boolean() }).map(({ key, held }) =>
  command(`acquire ${key} ${held ? 'for long' : 'for no time'}`, async (model, real) => {
    const latest = model.leases.get(key)
    const lease = await real.acquire(key, held ? long : 0)
    expect(lease === undefined).toBe(latest?.held === true)
    if (lease === undefined) return
    expect(lease.fence).toBeGreaterThan(latest?.fence ?? 0)
    model.leases.set(key, { fence: lease.fence, held })
    model.given.push(lease)
  }),
)

const renewals = anything.map((index) =>
  command(`renew ${index}`, async (model, real) => {
    const lease = pick(model.given, index)
    if (!lease) return
    const renewed = await real.renew(lease, long)
    expect(renewed === undefined).toBe(!isHeld(lease, model))
    if (renewed) expect(renewed).toMatchObject({ key: lease.key, fence: lease.fence })
  }),
)

const releases = anything.map((index) =>
  command(`release ${index}`, async (model, real) => {
    const lease = pick(model.given, index)
    if (!lease) return
    await real.release(lease)
    if (isHeld(lease, model)) model.leases.set(lease.key, { fence: lease.fence, held: false })
  }),
)

function command(name: string, run: (model: Model, real: RecordStore) => Promise<void>): Command {
  return { check: () => true, run, toString: () => name }
}

function conditionOf(
  { revision, fence }: { revision: number | null | undefined; fence: number | undefined },
  { revisions }: Model,
): WriteCondition {
  const known = typeof revision === 'number' ? (pick(revisions, revision) ?? 'never given out') : revision
  return { ...(known !== undefined && { revision: known }), ...(fence !== undefined && { fence }) }
}

function holds(key: string, { revision, fence }: WriteCondition, { records, leases }: Model): boolean {
  if (fence !== undefined && fence < (leases.get(key)?.fence ?? 0)) return false
  return revision === undefined || revision === (records.get(key)?.revision ?? null)
}

function isHeld({ key, fence }: Lease, { leases }: Model): boolean {
  const latest = leases.get(key)
  return latest?.fence === fence && latest.held
}

/** The newest more often than the old ones. */
function pick<T>(items: readonly T[], index: number): T | undefined {
  return items.at(-1 - (index % Math.max(1, items.length)))
}
