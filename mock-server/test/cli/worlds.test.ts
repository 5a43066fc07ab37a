import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { issueLeaf } from '../../src/tls/certificate.ts'
import { localAuthority } from '../../src/tls/local-authority.ts'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'mock-cli-worlds-'))
const running: ChildProcess[] = []

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

function start(...args: string[]) {
  const child = spawn(process.execPath, ['--conditions=source', main, '--port', '0', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  return child
}

async function ready(child: ReturnType<typeof start>): Promise<{ readonly url: string }> {
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return JSON.parse(line)
}

async function refused(...args: string[]) {
  const child = start(...args)
  let error = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text
  })
  const [code] = await once(child, 'close')
  return { code, error }
}

const switchesAt = async (url: string) => (await fetch(`${url}/_mock/worlds/default/switches`)).json()

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

test('--profile sets the switches, in the place of the configuration’s, whose single switches go on top', async () => {
  const config = await file('config.json', '{"profile": "recordings", "switches": {"ibmHeadersRequired": true}}')
  const [configured, overridden] = [start('--config', config), start('--config', config, '--profile', 'strict')]
  expect(await switchesAt((await ready(configured)).url)).toMatchObject({
    nonceReplayRefused: false,
    strictParameters: false,
    ibmHeadersRequired: true,
  })
  expect(await switchesAt((await ready(overridden)).url)).toMatchObject({
    nonceReplayRefused: true,
    strictParameters: true,
  })
})

test('the log tells of created worlds too, each line with its world', async () => {
  const child = start()
  const { url } = await ready(child)
  const answer = await fetch(`${url}/_mock/worlds`, {
    method: 'POST',
    body: '{"name": "mine"}',
    headers: { 'content-type': 'application/json' },
  })
  const { url: world } = (await answer.json()) as { url: string }
  const logged = once(createInterface({ input: child.stderr }), 'line')
  await fetch(`${world}/sandprod-admin.mobilepay.dk/account/connect/authorize?client_id=nobody`)
  const [line] = await logged
  expect(line).toMatch(/ GET \/w\/mine\/sandprod-admin\.mobilepay\.dk\/account\/connect\/authorize /)
})

test.each([
  [['--profile', 'strickt'], /There is no profile "strickt"\. Did you mean "strict"\?/],
  [['--world-idle', 'an hour'], /ISO 8601 duration above zero, such as PT30M, not "an hour"/],
  [['--world-idle', 'PT0S'], /above zero/],
])('%j is one clear sentence and exit code 2', async (args, sentence) => {
  const { code, error } = await refused(...args)
  expect(error).toMatch(sentence)
  expect(error.trim().split('\n')).toHaveLength(1)
  expect(code).toBe(2)
})

test.each([
  ['{"profile": "recordngs"}', /profile is one of documents, recordings, strict \(did you mean "recordings"\?\)/],
  ['{"worldIdle": "soon"}', /such as PT30M, not "soon"/],
  ['{"merchants": [{"merchantId": "m", "vat": "DK12345678", "country": "FI", "name": "M"}]}', /is in FI/],
])('the configuration %s is one clear sentence and exit code 2', async (text, sentence) => {
  const { code, error } = await refused('--config', await file('wrong.json', text))
  expect(error).toMatch(sentence)
  expect(code).toBe(2)
})

test('a certificate that has expired is one clear sentence and exit code 1', async () => {
  const longAgo = Date.now() - 500 * 86_400_000
  const { certificate, key } = issueLeaf(await localAuthority(folder), ['localhost'], longAgo)
  const [cert, keyFile] = [await file('cert.pem', certificate), await file('key.pem', key)]
  const { code, error } = await refused('--tls-cert', cert, '--tls-key', keyFile)
  expect(error).toMatch(/^mobilepay-mock: The certificate given for TLS \(DNS:localhost\) expired on \d{4}-\d\d-\d\d/)
  expect(code).toBe(1)
})
