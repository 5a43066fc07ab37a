import { execFile } from 'node:child_process'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { chromiumTool } from '../support/chromium.ts'
import { describeWith } from '../support/require.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

interface Ended {
  readonly stdout: string
  readonly stderr: string
  readonly code?: number
}

/** Runs a test runner of this repository to its end, whatever comes of it. */
async function run(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { VITEST: _vitest, NODE_OPTIONS: _options, ...own } = process.env
  const command = ['--conditions=source', join(root, 'node_modules', script), ...args]
  const options = { cwd: root, env: { ...own, NO_COLOR: '1', ...env } }
  const { stdout, stderr, code }: Ended = await promisify(execFile)(process.execPath, command, options).catch(
    (error: Ended) => error,
  )
  return { output: stdout + stderr, code }
}

const vitest = (config: string) => run('vitest/vitest.mjs', ['run', '--config', config])

test('of files side by side each has its mock, and a test that fails leaves no world behind', async () => {
  const { output, code } = await vitest('mock-server/test/testing/vitest/vitest.config.ts')
  expect(code).toBe(1)
  expect(output).toMatch(/Tests +1 failed \| 8 passed/)
  expect(output).toContain('on purpose')
}, 60_000)

test('the vitest example runs', async () => {
  const { output, code } = await vitest('examples/vitest/vitest.config.ts')
  expect(output).toMatch(/Tests +2 passed/)
  expect(code).toBeUndefined()
}, 60_000)

test('the example of the interception runs', async () => {
  const { output, code } = await vitest('examples/intercept/vitest.config.ts')
  expect(output).toMatch(/Tests +3 passed/)
  expect(code).toBeUndefined()
}, 60_000)

const fixtures = 'docs/how-to/test-with-vitest-and-playwright.md'

test.each([
  [fixtures, 'examples/vitest/refresh.test.ts'],
  [fixtures, 'examples/playwright/consent.spec.ts'],
  ['docs/how-to/intercept-in-process.md', 'examples/intercept/consent.test.ts'],
])('%s shows %s as it is', async (where, file) => {
  const page = await readFile(join(root, where), 'utf8')
  expect(page).toContain(`\`\`\`ts\n${await readFile(join(root, file), 'utf8')}\`\`\``)
})

describeWith([chromiumTool], 'the Playwright example', () => {
  test('runs', async () => {
    const PLAYWRIGHT_OUTPUT = await mkdtemp(join(tmpdir(), 'playwright-'))
    const args = ['test', '--config', 'examples/playwright/playwright.config.ts']
    const env = { NODE_OPTIONS: '--conditions=source', PLAYWRIGHT_OUTPUT }
    const { output } = await run('@playwright/test/cli.js', args, env)
    expect(output).toContain('1 passed')
  }, 60_000)
})
