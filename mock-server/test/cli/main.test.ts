import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const running: ChildProcess[] = []

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

function start(...args: string[]) {
  const child = spawn(process.execPath, ['--conditions=source', main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  return child
}

async function firstLine(child: ReturnType<typeof start>): Promise<string> {
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return line
}

async function finish(child: ReturnType<typeof start>) {
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text))
  const [code] = await once(child, 'close')
  return { code, out, err }
}

async function configFile(text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'mock-config-')), 'config.json')
  await writeFile(file, text)
  return file
}

describe('when ready', () => {
  test('tells the control token that nobody has chosen, where other machines reach the mock', async () => {
    const child = start('--port', '0', '--json', '--host', '0.0.0.0')
    const { url, controlToken } = JSON.parse(await firstLine(child))
    const worlds = `http://127.0.0.1:${new URL(url).port}/_mock/worlds`
    expect((await fetch(worlds)).status).toBe(401)
    expect((await fetch(worlds, { headers: { authorization: `Bearer ${controlToken}` } })).status).toBe(200)
  })

  test('--json prints one line with everything that a program needs', async () => {
    const child = start('--port', '0', '--json')
    const ready = JSON.parse(await firstLine(child))
    expect(Object.keys(ready)).toEqual(['event', 'url', 'proxy', 'environments', 'clients', 'users'])
    expect(Object.keys(ready.environments)).toEqual(['sandbox-dk', 'sandbox-fi', 'production-dk', 'production-fi'])
    expect(Object.keys(ready.clients[0])).toEqual(['clientId', 'clientSecret', 'redirectUris', 'refreshTokenUsage'])
    expect(Object.keys(ready.users[0].merchants[0])).toEqual(['merchantId', 'vat', 'country'])
    const document = await (await fetch(ready.environments['sandbox-fi'].discoveryUrl)).json()
    expect(document).toMatchObject({ issuer: 'https://api.mobilepay.dk/merchant' })
  })

  test('without it a person reads where to go next', async () => {
    const child = start('--port', '0')
    const ended = finish(child)
    await once(child.stdout, 'data')
    child.kill('SIGTERM')
    const { out } = await ended
    expect(out).toContain('It is not MobilePay')
    expect(out).toContain('sandprod-admin.mobilepay.fi/account/.well-known/openid-configuration')
    expect(out).not.toContain('\u001b[')
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it cleanly', async (signal) => {
    const child = start('--port', '0', '--json')
    const ended = finish(child)
    await once(child.stdout, 'data')
    child.kill(signal)
    expect(await ended).toMatchObject({ code: 0, err: '' })
  })

  test('a refused request is explained in the log, and no secret is in it', async () => {
    const child = start('--port', '0', '--json')
    const { environments } = JSON.parse(await firstLine(child))
    const authorize = environments['sandbox-dk'].discoveryUrl.replace(
      '.well-known/openid-configuration',
      'connect/authorize',
    )
    const logged = once(createInterface({ input: child.stderr }), 'line')
    await fetch(
      `${authorize}?client_id=canary-client&redirect_uri=canary-uri&state=canary-state&response_mode=form_post&merchant_vat=DK12345674`,
    )
    const [line] = await logged
    expect(line).toMatch(
      /refused GET sandprod-admin.* unauthorized_client .*client-unknown-or-disabled\. Use the client_id/,
    )
    expect(line).not.toContain('canary')
  })
})

describe('when it cannot start', () => {
  test.each([
    [['--prot', '1'], /Unknown option '--prot'/],
    [['--port', '70000'], /--port takes a number from 0 to 65535, not "70000"/],
    [['--consent', 'maybe'], /--consent is page or auto, not "maybe"/],
    [['--generation', '2020'], /--generation is 2018 or 2024, not "2020"/],
    [['--public-url', 'localhost'], /--public-url takes an http or https address/],
    [['--config', '/nowhere.json'], /\/nowhere\.json cannot be read/],
    [['extra'], /extra/],
  ])('%j is one clear sentence and exit code 2', async (args, sentence) => {
    const { code, out, err } = await finish(start(...args))
    expect(err).toMatch(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  test.each([
    ['{', /is no JSON/],
    ['{"prot": 1}', /the file has an unknown member "prot"/],
    ['{"port": "x"}', /port must be integer/],
    ['{"consent": "maybe"}', /consent is one of page, auto/],
    ['{"switches": {"nonceReplayRefused": 1}}', /switches\.nonceReplayRefused must be boolean/],
    [
      '{"merchants": [{"merchantId": "m", "vat": "DK-1", "country": "DK", "name": "M"}]}',
      /merchants\.0\.vat must match pattern/,
    ],
    [
      '{"merchants": [], "users": [{"sub":"s","email":"e","password":"p","name":"n","locale":"da","merchants":["m1"]}]}',
      /e has the unknown merchant m1/,
    ],
  ])('the configuration %s is one clear sentence', async (text, sentence) => {
    const { code, err } = await finish(start('--config', await configFile(text)))
    expect(err).toMatch(sentence)
    expect(code).toBe(2)
  })

  test('a taken port is one clear sentence and exit code 1', async () => {
    const { url } = JSON.parse(await firstLine(start('--port', '0', '--json')))
    const { code, err } = await finish(start('--port', new URL(url).port))
    expect(err).toMatch(/^mobilepay-mock: Port \d+ on 127\.0\.0\.1 is taken by another program\. .*--port 0/)
    expect(code).toBe(1)
  })
})

test('flags go before the configuration file', async () => {
  const file = await configFile('{"port": 1, "clients": [], "users": [], "merchants": []}')
  const ready = JSON.parse(await firstLine(start('--config', file, '--port', '0', '--json')))
  expect(ready.clients).toEqual([])
  expect(new URL(ready.url).port).not.toBe('1')
})

test('--help shows examples, --version the version', async () => {
  const help = await finish(start('--help'))
  expect(help).toMatchObject({ code: 0, err: '' })
  expect(help.out).toContain('Examples:')
  expect((await finish(start('--version'))).out.trim()).toBe(manifest.version)
})
