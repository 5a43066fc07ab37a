import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { faultReference } from '../../scripts/fault-reference.ts'

test('the reference page of the faults is up to date', async () => {
  const page = await readFile(new URL('../../../docs/reference/faults.md', import.meta.url), 'utf8')
  expect(page).toBe(faultReference())
})
