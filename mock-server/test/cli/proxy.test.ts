import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mock-cli-proxy-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs the mock until it says that it is ready. */
async function run(data: string, ...args: string[]) {
  const env = { ...process.env, MOBILEPAY_MOCK_DATA: data }
  const child = spawn(process.execPath, ['--conditions=source', main, '--port', '0', ...args], { env })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
    child.kill('SIGTERM')
  })
  const [code] = await once(child, 'close')
  return { code, out }
}

test('the proxy is told to programs and to people, with a CA that is there by then', async () => {
  const data = join(folder, 'proxy')
  const { out } = await run(data, '--json')
  const { url, proxy } = JSON.parse(out)
  expect(proxy).toMatchObject({ url, caPath: join(data, 'ca', 'ca.pem') })
  expect(proxy.hosts).toContain('sandprod-admin.mobilepay.dk')
  expect(await readFile(proxy.caPath, 'utf8')).toContain('BEGIN CERTIFICATE')
  const page = await run(data)
  expect(page.out).toMatch(/HTTPS_PROXY=http:\/\/localhost:\d+ {2}and trust '.*ca\.pem'/)
})

test('the proxy without a place for its CA says so, and the mock starts all the same', async () => {
  const data = join(folder, 'a-file')
  await writeFile(data, '')
  const { code, out } = await run(data, '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out).proxy.problem).toMatch(/cannot be kept: .*MOBILEPAY_MOCK_DATA/)
  expect((await run(data)).out).toContain('No proxy')
})
