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

describe('a fault changes what its proof says and nothing else, and leaves no trace when it is switched off', () => {
  let mock: MockServer
  let untouched: Twin
  const usual = new Map<PartName, Seen>()

  beforeAll(async () => {
    mock = await startMockServer()
    untouched = createTwin(mock)
  })
  afterAll(() => mock.close())

  /** What a world without a fault does; it is the same in all of them. */
  async function usualIn(part: PartName): Promise<Seen> {
    const seen = usual.get(part) ?? (await observe(untouched, [part]))
    usual.set(part, seen)
    return seen
  }

  test.each(rows)('$title', async ({ name, proof }) => {
    const { parts = partsOf(faultNamed(name)), order = {}, patience, changes } = proof
    using twin = createTwin(mock)
    for (const { name: world } of [twin.auto, twin.page]) {
      await mock.control.run('faults.add', { world, fault: name, times: 'always', ...order })
    }
    const [before, during] = [new Map<string, string>(), new Map<string, string>()]
    const touched: PartName[] = []
    for (const part of parts) {
      const [without, seen] = [await usualIn(part), await observe(twin, [part], patience)]
      for (const [path, value] of without) before.set(path, value)
      for (const [path, value] of seen) during.set(path, value)
      if (difference(without, seen).size > 0) touched.push(part)
    }
    expect(disagreements(before, during, changes)).toEqual([])
    for (const { name: world } of [twin.auto, twin.page]) await mock.control.run('faults.clear', { world })
    for (const part of touched) {
      expect(Object.fromEntries(difference(await usualIn(part), await observe(twin, [part])))).toEqual({})
    }
  })
})
