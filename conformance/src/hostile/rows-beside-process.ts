import type { Generation } from '@mobilepay-oidc/fixtures'
import { startOwnClient } from '../subjects/client-subject.ts'
import { endWithParent } from '../subjects/fork-beside.ts'
import { hostileRows } from './rows/index.ts'
import { type HostileResult, runHostile } from './run-hostile.ts'

/** A row to play, by its place in the table, since a row may hold functions. */
export interface RowWish {
  readonly generation: Generation
  readonly index: number
}

/** What came of it. */
export interface RowPlayed {
  readonly index: number
  readonly results: readonly HostileResult[]
}

endWithParent()
let client: ReturnType<typeof startOwnClient> | undefined

process.on('message', async ({ generation, index }: RowWish) => {
  client ??= startOwnClient(generation)
  const rows = hostileRows.slice(index, index + 1)
  const results = await runHostile(await client, { rows, concurrency: 1 })
  process.send?.({ index, results } satisfies RowPlayed)
})
