import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { controlReference } from '../../scripts/control-reference.ts'

test('the reference page of the control surface is up to date', async () => {
  const page = await readFile(new URL('../../../docs/reference/control.md', import.meta.url), 'utf8')
  expect(page).toBe(controlReference())
})
