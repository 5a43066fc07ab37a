import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { checkReference } from '../scripts/check-reference.ts'

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')

test('the reference page of the checks is up to date', async () => {
  expect(await read('docs/reference/checks.md')).toBe(checkReference())
})

/** Exit codes that are no mistake of the page: of 1, compare and facts speak of what a run found. */
const allowed = '[ $? -le 1 ] || exit 9'

test('the commands of the how-to for CI run as they are written', { timeout: 60_000 }, async () => {
  const page = await read('docs/how-to/run-the-suite-in-ci.md')
  const blocks = Array.from(page.matchAll(/```sh\n(.*?)```(?:\n\n```\n(.*?)```)?/gs), ([, code = '', output]) => ({
    code,
    output,
  }))
  expect(blocks.length).toBe(5)
  const folder = await mkdtemp(join(tmpdir(), 'conformance-how-to-'))
  try {
    for (const { code, output } of blocks) {
      // npm would run in the repository; the page's reader stands there too.
      const command = code
        .replaceAll('npm run conformance --', `"${process.execPath}" --conditions=source "${main}"`)
        .replace(/^("[^\n]*main\.ts"[^\n]*)$/gm, `$1\n${allowed}`)
      const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: folder })
      if (output !== undefined) expect(stdout.endsWith(output)).toBe(true)
    }
  } finally {
    await rm(folder, { recursive: true })
  }
})
