import { expect, test } from 'vitest'
import { startMockServer } from '../../src/index.ts'
import { createTwin, observe, type PartName, parts } from './observe/observe.ts'

const all = Object.keys(parts) as PartName[]

test('without a fault a world does the same every time, and every world does', async () => {
  await using mock = await startMockServer()
  using one = createTwin(mock)
  using other = createTwin(mock)
  const first = await observe(one, all)
  expect(first.size).toBeGreaterThan(1000)
  expect(await observe(one, all)).toEqual(first)
  expect(await observe(other, all)).toEqual(first)
})
