import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const running: ChildProcess[] = []

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

function start(env: Readonly<Record<string, string>>, ...args: string[]) {
  const child = spawn(process.execPath, ['--conditions=source', main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  running.push(child)
  return child
}

async function ready(child: ReturnType<typeof start>) {
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return JSON.parse(line)
}

async function finish(child: ReturnType<typeof start>) {
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  return { code, err }
}

const free = { MOBILEPAY_MOCK_PORT: '0', MOBILEPAY_MOCK_JSON: '1' }

test('flags go before variables, and these before the file', async () => {
  const config = join(await mkdtemp(join(tmpdir(), 'mock-config-')), 'config.json')
  await writeFile(config, JSON.stringify({ port: 1, publicUrl: 'http://file.example', clients: [], quiet: true }))
  const env = { ...free, MOBILEPAY_MOCK_CONFIG: config, MOBILEPAY_MOCK_PUBLIC_URL: 'http://variable.example' }
  expect(await ready(start(env))).toMatchObject({ url: 'http://variable.example', clients: [] })
  expect(await ready(start(env, '--public-url', 'http://flag.example'))).toMatchObject({ url: 'http://flag.example' })
})

test('an unknown variable is one clear sentence and exit code 2, without its value', async () => {
  const { code, err } = await finish(start({ ...free, MOBILEPAY_MOCK_CONTROL_TOKNE: 'canary' }))
  expect(err).toBe(
    'mobilepay-mock: There is no environment variable MOBILEPAY_MOCK_CONTROL_TOKNE. Did you mean MOBILEPAY_MOCK_CONTROL_TOKEN? See mobilepay-mock --help.\n',
  )
  expect(code).toBe(2)
})

test('the file asks for TLS as flags do', async () => {
  const config = join(await mkdtemp(join(tmpdir(), 'mock-config-')), 'config.json')
  await writeFile(config, '{"tlsPort": 0}')
  expect(await ready(start(free, '--config', config))).toMatchObject({ tls: { port: expect.any(Number) } })
  expect(await ready(start(free, '--config', config, '--no-tls'))).not.toHaveProperty('tls')
})

describe('beyond loopback', () => {
  const open = {
    ...free,
    MOBILEPAY_MOCK_HOST: '0.0.0.0',
    MOBILEPAY_MOCK_CONTROL_TOKEN: 'a-token',
    MOBILEPAY_MOCK_CONTROL_HOSTS: 'mock',
  }
  const authorization = { authorization: 'Bearer a-token' }

  test('the mock names itself by an address that can be asked', async () => {
    const { url, environments } = await ready(start(open))
    expect(url).toMatch(/^http:\/\/localhost:\d+$/)
    expect((await fetch(environments['sandbox-dk'].discoveryUrl)).status).toBe(200)
  })

  test('worlds are told by the address that they are asked for under', async () => {
    const { url } = await ready(start(open))
    const asked = url.replace('localhost', '127.0.0.1')
    const answer = await fetch(`${asked}/_mock/worlds`, { headers: authorization })
    expect(await answer.json()).toMatchObject({ worlds: [{ name: 'default', url: asked }] })
  })
})

describe('health', () => {
  test('is 0 while the mock is there, and 1 when it is not', async () => {
    const mock = start({ ...free })
    const { url } = await ready(mock)
    const port = new URL(url).port
    expect(await finish(start({ MOBILEPAY_MOCK_PORT: port }, 'health'))).toEqual({ code: 0, err: '' })
    mock.kill('SIGKILL')
    await once(mock, 'close')
    const { code, err } = await finish(start({ MOBILEPAY_MOCK_PORT: port }, 'health'))
    expect(code).toBe(1)
    expect(err).toMatch(/^mobilepay-mock health: http:\/\/127\.0\.0\.1:\d+\/_mock\/\w+: .*\n$/)
  })

  test.each([[['--url', 'localhost']], [['--prot']]])('%j is one clear sentence and exit code 2', async (args) => {
    const { code, err } = await finish(start({}, 'health', ...args))
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(code).toBe(2)
  })
})

describe('--ca-file', () => {
  test('puts the certificate of the local CA where everybody may read it', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'mock-ca-')), 'ca.pem')
    const { tls } = await ready(start({ ...free, MOBILEPAY_MOCK_CA_FILE: file }, '--tls-port', '0'))
    expect(await readFile(file, 'utf8')).toBe(tls.ca)
    expect((await stat(file)).mode & 0o777).toBe(0o644)
  })

  test('that cannot be written is one clear sentence', async () => {
    const { code, err } = await finish(start(free, '--tls-port', '0', '--ca-file', '/nowhere/ca.pem'))
    expect(err).toMatch(/^mobilepay-mock: \/nowhere\/ca\.pem cannot be written \(.*\)\. Check --ca-file\.\n$/)
    expect(code).toBe(2)
  })
})
