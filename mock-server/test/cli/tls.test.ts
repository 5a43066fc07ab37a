import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mock-cli-tls-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs the mock; ends it with its first output, where it has not ended by itself. */
async function run(...args: string[]) {
  const env = { ...process.env, MOBILEPAY_MOCK_DATA: folder }
  const child = spawn(process.execPath, ['--conditions=source', main, '--port', '0', ...args], { env })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
    child.kill('SIGTERM')
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text
  })
  const [code] = await once(child, 'close')
  return { code, out, err }
}

test('--tls says where the real host names are, to programs and to people', async () => {
  const { code, out } = await run('--tls', '--tls-port', '0', '--json')
  expect(code).toBe(0)
  const { tls } = JSON.parse(out)
  expect(tls).toMatchObject({ caPath: join(folder, 'ca', 'ca.pem'), port: expect.any(Number) })
  expect(tls.ca).toContain('BEGIN CERTIFICATE')
  expect(tls.hosts).toContain('sandprod-admin.mobilepay.dk')
  const page = await run('--tls', '--tls-port', '0')
  expect(page.out).toContain('https://sandprod-admin.mobilepay.dk/')
  expect(page.out).toContain(`--cacert '${tls.caPath}'`)
})

test('a taken port names the flag that chooses another', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const { code, err } = await run('--tls', '--tls-port', String(port))
  taken.close()
  expect(code).toBe(1)
  expect(err).toMatch(/^mobilepay-mock: Port \d+ on 127\.0\.0\.1 is taken by another program.*--tls-port/)
})

test.each([
  [['--tls-cert', join('nowhere', 'cert.pem'), '--tls-key', join('nowhere', 'key.pem')], /cannot be read/],
  [['--tls-cert', 'cert.pem'], /--tls-key/],
  [['--tls', '--tls-port', 'many'], /--tls-port takes a number/],
])('%j is one clear sentence', async (args, sentence) => {
  const { code, err } = await run(...args)
  expect(code).toBe(2)
  expect(err).toMatch(sentence)
  expect(err.trim().split('\n')).toHaveLength(1)
})
