import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { buildTestImage } from '../container/support/run-docker.ts'
import { docker } from '../support/docker.ts'
import { describeWith } from '../support/require.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

describeWith([docker], 'examples/testcontainers', () => {
  beforeAll(async () => {
    await buildTestImage()
  }, 120_000)

  test('runs as the how-to says', async () => {
    const { VITEST: _vitest, NODE_OPTIONS: _options, ...own } = process.env
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'examples/testcontainers/vitest.config.ts']
    const options = { cwd: root, env: { ...own, NO_COLOR: '1' } }
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=source', ...args], options)
    expect(stdout).toMatch(/Tests +2 passed/)
  }, 120_000)
})

test('the how-to shows it as it is', async () => {
  const page = await readFile(`${root}docs/how-to/test-with-testcontainers.md`, 'utf8')
  const file = 'examples/testcontainers/consent.test.ts'
  expect(page).toContain(`\`${file}\`:\n\n\`\`\`ts\n${await readFile(root + file, 'utf8')}\`\`\``)
})
