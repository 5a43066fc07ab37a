import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { RecordStore } from '../../src/index.ts'

/** A folder of its own for each test, taken away afterwards. */
export function useFolder(): { readonly path: string } {
  const held = { path: '' }
  beforeEach(async () => {
    held.path = await mkdtemp(join(tmpdir(), 'mobilepay-store-'))
    await chmod(held.path, 0o700)
  })
  afterEach(() => rm(held.path, { recursive: true, force: true }))
  return held
}

/** Where records are kept, and the stores of several processes on it. */
export interface StorePlace {
  /** Another instance on the same records, as another process has it. */
  open(): Promise<RecordStore>
  /** Takes all away. */
  remove?(): Promise<void>
}

/** A place for each test, and what opens stores on it; they are closed afterwards. */
export function useStores(start: () => StorePlace | Promise<StorePlace>): () => Promise<RecordStore> {
  let place: Promise<StorePlace> | undefined
  let opened: RecordStore[] = []
  afterEach(async () => {
    await Promise.all(opened.map((store) => store.close()))
    await (await place)?.remove?.()
    place = undefined
    opened = []
  })
  return async () => {
    place ??= Promise.resolve(start())
    const store = await (await place).open()
    opened.push(store)
    return store
  }
}
