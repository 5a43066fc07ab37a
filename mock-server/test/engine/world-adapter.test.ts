import { describe, expect, test } from 'vitest'
import { WorldAdapter } from '../../src/engine/world-adapter.ts'
import { createClock } from '../../src/world/clock.ts'
import { keptSizes } from '../../src/world/kept-sizes.ts'

function anAdapter() {
  const clock = createClock(() => 0)
  return { clock, adapter: new WorldAdapter(clock) }
}

describe('what the engine stores', () => {
  test('is taken once', async () => {
    const { adapter } = anAdapter()
    await adapter.upsert('code', { clientId: 'a' }, 300)
    expect(adapter.take('code')).toMatchObject({ clientId: 'a' })
    expect(adapter.take('code')).toBeUndefined()
  })

  test('lives in world time', async () => {
    const { adapter, clock } = anAdapter()
    await adapter.upsert('code', { clientId: 'a' }, 300)
    clock.advance(299_000)
    expect(adapter.peek('code')).toBeDefined()
    clock.advance(2_000)
    expect(adapter.peek('code')).toBeUndefined()
    expect(adapter.take('code')).toBeUndefined()
  })

  test('begins its life anew when it is extended', async () => {
    const { adapter, clock } = anAdapter()
    await adapter.upsert('token', { clientId: 'a' }, 100)
    clock.advance(90_000)
    adapter.extend('token', 100)
    clock.advance(90_000)
    expect(adapter.peek('token')).toBeDefined()
  })

  test('never seems expired to the engine, which reads the machine clock', async () => {
    const { adapter } = anAdapter()
    await adapter.upsert('token', { exp: 1 }, 100)
    expect((await adapter.find('token'))?.exp).toBeGreaterThan(Date.now() / 1000)
  })

  test('is bounded: the oldest goes', async () => {
    const { adapter } = anAdapter()
    for (let index = 0; index <= keptSizes.artifacts; index += 1) await adapter.upsert(String(index), {}, 100)
    expect(adapter.peek('0')).toBeUndefined()
    expect(adapter.peek('1')).toBeDefined()
  })

  test('ends with its grant, and only with its own', async () => {
    const { adapter } = anAdapter()
    await adapter.upsert('one', { grantId: 'g1' }, 100)
    await adapter.upsert('other', { grantId: 'g2' }, 100)
    await adapter.revokeByGrantId('g1')
    expect(adapter.peek('one')).toBeUndefined()
    expect(adapter.peek('other')).toBeDefined()
  })
})
