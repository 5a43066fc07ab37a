import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { MemoryStore } from '../../src/index.ts'
import { useStores } from './place.ts'
import { describeStoreContract } from './store-contract.ts'
import { expectModel } from './store-model.ts'

const open = useStores(() => {
  const store = new MemoryStore()
  return { open: async () => store }
})

describe('MemoryStore', () => {
  describeStoreContract(open)

  it('does what the model says in any order of operations', () => expectModel(async () => new MemoryStore(), 300))

  it('shows no values when it is printed', async () => {
    const store = new MemoryStore()
    await store.set('a:1', 'canary')
    expect(inspect(store, { depth: 9, showHidden: true }) + JSON.stringify(store)).not.toContain('canary')
  })
})
