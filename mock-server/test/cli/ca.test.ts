import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'mock-ca-'))

function ca(...args: string[]) {
  const env = { ...process.env, MOBILEPAY_MOCK_DATA: folder }
  return promisify(execFile)(process.execPath, ['--conditions=source', main, 'ca', ...args], { env })
}

test('prints the CA, and how to trust it', async () => {
  const path = join(folder, 'ca', 'ca.pem')
  const { stdout } = await ca('--json')
  const { fingerprint, pem } = JSON.parse(stdout)
  expect((await ca('--path')).stdout).toBe(`${path}\n`)
  expect((await ca('--pem')).stdout).toBe(pem)
  expect((await ca()).stdout).toContain(`NODE_EXTRA_CA_CERTS='${path}'`)
  const { stdout: page } = await ca()
  expect(page).toContain(fingerprint)
  for (const reader of ['curl', 'Node', '.NET', 'PHP', 'Java', 'Python', 'Chromium', 'Firefox', 'System']) {
    expect(page).toMatch(new RegExp(`^${reader.replace('.', '\\.')} `, 'm'))
  }
  await expect(ca('--paht')).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('ca --help') })
  await writeFile(path, 'half')
  await expect(ca()).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/is broken\. Remove that folder/) })
})
