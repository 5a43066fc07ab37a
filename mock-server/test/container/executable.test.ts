import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { buildExecutable } from '../../scripts/bundle/build-executable.ts'
import { flowIn } from '../support/auto-flow.ts'

let executable: string
const running: ChildProcess[] = []

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mock-executable-'))
  executable = await buildExecutable(folder)
  return () => rm(folder, { recursive: true })
}, 120_000)

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

/** Where no Node is. */
function start(...args: string[]) {
  const { MOBILEPAY_MOCK_DATA = tmpdir() } = process.env
  const env = { PATH: '/nowhere', MOBILEPAY_MOCK_DATA }
  const child = spawn(executable, args, { cwd: tmpdir(), env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  return child
}

async function finish(child: ReturnType<typeof start>) {
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, out, err }
}

test('serves a whole flow, the console and TLS without Node', async () => {
  const child = start('--port', '0', '--tls-port', '0', '--json', '--consent', 'auto')
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const { url, environments, tls } = JSON.parse(line)
  const { tokens } = await flowIn(environments['sandbox-dk'])
  expect(tokens).toMatchObject({ refresh_token: expect.any(String) })
  expect(await (await fetch(`${url}/_mock/console/main.ts`)).text()).toContain('import')
  expect(tls.ca).toContain('BEGIN CERTIFICATE')
  const told = await finish(start('ctl', 'worlds.list', '--url', url))
  expect(told).toMatchObject({ code: 0, out: expect.stringContaining('default') })
  const ended = finish(child)
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0, err: expect.not.stringContaining('Warning') })
})

test('says what is wrong as the command does', async () => {
  const { code, err } = await finish(start('--prot', '1'))
  expect(err).toMatch(/^mobilepay-mock: Unknown option '--prot'\./)
  expect(code).toBe(2)
  expect((await finish(start('--help'))).out).toMatch(/^Usage: mobilepay-mock /)
})
