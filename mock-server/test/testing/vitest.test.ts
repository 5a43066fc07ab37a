import { describe, expect } from 'vitest'
import { test } from '../../src/testing/vitest.ts'
import { flowIn } from '../support/auto-flow.ts'

const seen = new Set<string>()

describe('a world per test', () => {
  test.for(['one', 'other'])('%s test has its own', async (_name, { mobilepay }) => {
    expect(seen).not.toContain(mobilepay.name)
    seen.add(mobilepay.name)
    expect(mobilepay.world.journal.entries).toEqual([])
    const { tokens } = await flowIn(mobilepay.environments['sandbox-dk'], { nonce: 'the same in every test' })
    expect(tokens.access_token).toBeDefined()
  })

  test('the worlds of tests that ended are gone', ({ mobilepay, mobilepayServer }) => {
    expect(mobilepayServer.worlds.all.map(({ name }) => name)).toEqual(['default', mobilepay.name])
  })
})

describe('options', () => {
  test.override({ mobilepayOptions: { generation: '2018', consent: 'auto' } })

  test('make the world another one', ({ mobilepay }) => {
    expect(mobilepay.world.settings.generation).toBe('2018')
  })
})
