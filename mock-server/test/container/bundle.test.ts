import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bundleMock, bundleName } from '../../scripts/bundle/bundle-mock.ts'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { flowIn } from '../support/auto-flow.ts'

let folder: string
let sources: MockServer
const running: ChildProcess[] = []

beforeAll(async () => {
  // Nothing is beside the file, and no node_modules above it.
  folder = join(await mkdtemp(join(tmpdir(), 'mock-bundle-')), 'bundle')
  await bundleMock(folder)
  sources = await startMockServer()
  return () => sources.close()
})
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

function start(...args: string[]) {
  const child = spawn(process.execPath, [join(folder, bundleName), ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  return child
}

async function ready(...args: string[]) {
  const child = start('--port', '0', '--json', ...args)
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return JSON.parse(line)
}

async function finish(child: ReturnType<typeof start>) {
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, out, err }
}

test('is one file, beside the licenses of what is in it', async () => {
  expect((await readdir(folder)).sort()).toEqual(['LICENSES.txt', bundleName])
  const licenses = await readFile(join(folder, 'LICENSES.txt'), 'utf8')
  for (const name of ['oidc-provider', 'koa', 'jose', 'ajv']) expect(licenses).toMatch(new RegExp(`^${name} \\d`, 'm'))
})

test('serves a whole flow', async () => {
  const { environments } = await ready('--consent', 'auto')
  const { tokens } = await flowIn(environments['sandbox-dk'])
  expect(tokens).toMatchObject({ token_type: 'Bearer', refresh_token: expect.any(String) })
  const api = `${environments['sandbox-dk'].apiUrl}/invoice-restapi/api/v1/merchants/me`
  const me = await fetch(api, { headers: { authorization: `Bearer ${tokens.access_token}` } })
  expect(me.status).toBe(200)
})

test('serves the console as the sources do', async () => {
  const { url } = await ready()
  const both = async (path: string) =>
    Promise.all([sources.url, url].map(async (origin) => (await fetch(`${origin}/_mock/${path}`)).text()))
  const [page = '', bundled] = await both('')
  expect(bundled).toBe(page)
  const seen = new Set<string>(['console/style.css', ...page.matchAll(/console\/[\w-]+\.ts/g).map(String)])
  for (const path of seen) {
    const [expected = '', served] = await both(path)
    expect(served, path).toBe(expected)
    for (const [, name] of expected.matchAll(/from '\.\/([\w-]+\.ts)'/g)) seen.add(`console/${name}`)
  }
  expect(seen.size).toBeGreaterThan(40)
})

test('has schemas, faults and TLS in it', async () => {
  const { url, tls } = await ready('--tls-port', '0')
  expect(tls.hosts).toContain('sandprod-admin.mobilepay.dk')
  const told = (await (await fetch(`${url}/_mock/faults`)).json()) as { readonly faults: readonly unknown[] }
  expect(told.faults.length).toBeGreaterThan(800)
})

describe('the other commands', () => {
  test('ctl', async () => {
    const { url } = await ready()
    const { code, out } = await finish(start('ctl', 'worlds.list', '--json', '--url', url))
    expect(JSON.parse(out)).toMatchObject({ worlds: [{ name: 'default' }] })
    expect(code).toBe(0)
  })

  test('ca', async () => {
    const { code, out } = await finish(start('ca', '--pem'))
    expect(out).toContain('BEGIN CERTIFICATE')
    expect(code).toBe(0)
  })

  test('a wrong configuration is the same clear sentence', async () => {
    const { code, err } = await finish(start('--config', '/nowhere.json'))
    expect(err).toBe(
      'mobilepay-mock: The configuration /nowhere.json cannot be read. Check the path given with --config.\n',
    )
    expect(code).toBe(2)
  })
})
