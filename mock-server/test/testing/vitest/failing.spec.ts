import { expect } from 'vitest'
import { test } from '../../../src/testing/vitest.ts'

let failed = ''

test('fails in its world', async ({ mobilepay }) => {
  failed = mobilepay.name
  await fetch(mobilepay.environments['sandbox-dk'].discoveryUrl)
  expect(mobilepay.world.journal.count(), 'on purpose').toBe(0)
})

test('finds the world of the one that failed gone', ({ mobilepay, mobilepayServer }) => {
  expect(failed).not.toBe('')
  expect(mobilepayServer.worlds.all.map(({ name }) => name)).toEqual(['default', mobilepay.name])
})

test('holds its world while it runs, however long', ({ mobilepay }) => {
  expect(mobilepay.world.usage.isHeld).toBe(true)
})
