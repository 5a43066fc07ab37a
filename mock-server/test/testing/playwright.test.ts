import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { chromiumTool } from '../support/chromium.ts'
import { describeWith } from '../support/require.ts'

const cli = fileURLToPath(new URL('../../../node_modules/@playwright/test/cli.js', import.meta.url))
const config = fileURLToPath(new URL('./playwright/playwright.config.ts', import.meta.url))

describeWith([chromiumTool], 'the Playwright fixtures', () => {
  test('give each test a world of its own', async () => {
    const output = await mkdtemp(join(tmpdir(), 'playwright-'))
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=source', cli, 'test', '-c', config], {
      env: { ...process.env, NODE_OPTIONS: '--conditions=source', PLAYWRIGHT_OUTPUT: output },
    })
    expect(stdout).toContain('2 passed')
  }, 60_000)
})
