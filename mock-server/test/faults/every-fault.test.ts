import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults } from '../../src/faults/catalogue.ts'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { difference, disagreements } from './observe/compare.ts'
import type { Seen } from './observe/observation.ts'
import { createTwin, observe, type PartName, type Twin } from './observe/observe.ts'
import { faultNamed, type Proof, partsOf } from './observe/proof.ts'
import { proofs } from './proofs/index.ts'

const rows = Object.entries(proofs).flatMap(([name, given]) => {
  const several = [given].flat() as readonly Proof[]
  return several.map((proof, index) => ({ name, proof, title: several.length > 1 ? `${name} ${index + 1}` : name }))
})

test('every fault of the catalogue has a proof, and every proof a fault', () => {
  expect(Object.keys(proofs).toSorted()).toEqual(faults.map(({ name }) => name).toSorted())
})

test('names and ids belong to one fault each', () => {
  const names = faults.flatMap(({ name, ids = [] }) => [name, ...ids])
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

describe('a fault changes what its proof says and nothing else, and leaves no trace when it is switched off', () => {
  let mock: MockServer
  let untouched: Twin
  const usual = new Map<PartName, Promise<Seen>>()

  beforeAll(async () => {
    mock = await startMockServer()
    untouched = createTwin(mock)
  })
  afterAll(() => mock.close())

  /** What a world without a fault does; it is the same in all of them. */
  async function usualIn(names: readonly PartName[]): Promise<Seen> {
    const seen = names.map((name) => {
      const known = usual.get(name) ?? observe(untouched, [name])
      usual.set(name, known)
      return known
    })
    return new Map((await Promise.all(seen)).flatMap((one) => [...one]))
  }

  test.each(rows)('$title', async ({ name, proof }) => {
    const { parts = partsOf(faultNamed(name)), order = {}, patience, changes } = proof
    using twin = createTwin(mock)
    const before = await usualIn(parts)
    for (const { name: world } of [twin.auto, twin.page]) {
      await mock.control.run('faults.add', { world, fault: name, times: 'always', ...order })
    }
    const during = await observe(twin, parts, patience)
    for (const { name: world } of [twin.auto, twin.page]) await mock.control.run('faults.clear', { world })
    const after = await observe(twin, parts)
    expect(disagreements(before, during, changes)).toEqual([])
    expect(Object.fromEntries(difference(before, after))).toEqual({})
  })
})
