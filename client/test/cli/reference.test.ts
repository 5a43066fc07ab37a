import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { commandReference } from '../../scripts/command-reference.ts'

it('the reference of the command line is what the commands say of themselves', async () => {
  const page = await readFile(new URL('../../../docs/reference/command-line.md', import.meta.url), 'utf8')
  expect(page, 'run: npx node --conditions=source client/scripts/command-reference.ts').toBe(commandReference())
})
