import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, test } from 'vitest'
import { membersOf } from '../../src/control/members.ts'
import { commands } from '../../src/control/table.ts'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { postToken } from '../support/auto-flow.ts'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
let mock: MockServer

beforeEach(async () => {
  mock = await startMockServer()
  return () => mock.close()
})

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function start(args: readonly string[], env: Record<string, string> = {}) {
  const { FORCE_COLOR: _forced, NO_COLOR: _none, ...inherited } = process.env
  return spawn(process.execPath, ['--conditions=source', main, 'ctl', ...args], {
    env: { ...inherited, MOBILEPAY_MOCK_URL: mock.url, ...env },
  })
}

async function ctl(
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  const child = start(args, env)
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text))
  child.stdin.end(input)
  const [code] = await once(child, 'close')
  return { code, out, err }
}

describe('a command', () => {
  test('reaches the mock, and says what is so in words or as JSON', async () => {
    const frozen = await ctl(['clock.freeze', '--time', '2027-01-31T12:00:00Z'])
    expect(frozen).toEqual({ code: 0, err: '', out: 'now     2027-01-31T12:00:00.000Z\nfrozen  true\n' })
    expect(mock.world.clock.frozen).toBe(true)
    const advanced = await ctl(['clock', 'advance', '--duration', 'P1M', '--json'])
    expect(JSON.parse(advanced.out)).toEqual({ now: '2027-02-28T12:00:00.000Z', frozen: true })
  })

  test('acts in the world that it names', async () => {
    mock.createWorld({}, 'mine')
    await ctl(['clients.remove', '--world', 'mine', '--clientId', 'integrator'])
    expect(mock.worlds.find('mine')?.findClient('integrator')).toBeUndefined()
    expect(mock.world.findClient('integrator')).toBeDefined()
  })

  test('prints lists as tables without colours into a pipe', async () => {
    const { out } = await ctl(['merchants.list'])
    const [heading, first] = out.split('\n')
    expect(heading).toMatch(/^merchantId +vat +country +name$/)
    expect(first).toMatch(/^aaaaaaaa-0000-4000-8000-000000000001 +DK12345674 +DK +Klippe/)
    expect(out).not.toContain('\u001b[')
  })

  test('prints them in colours where these are asked for, as on a terminal', async () => {
    expect((await ctl(['merchants.list'], { env: { FORCE_COLOR: '1' } })).out).toContain('\u001b[1m')
  })

  test('takes JSON, numbers and switches as options', async () => {
    await ctl(['switches.set', '--switches', '{"strictParameters": true}'])
    expect(mock.world.settings.switches.strictParameters).toBe(true)
    const { signing } = await mock.control.run('keys.list', { world: 'default' })
    const { out } = await ctl(['keys.rotate', '--no-overlap', '--json'])
    expect(JSON.parse(out).published).not.toContain(signing)
  })
})

describe('--input', () => {
  const merchant = { merchantId: 'big', vat: 'DK99000090', country: 'DK', name: 'Kiosken' }

  test('takes the members from a file', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'ctl-')), 'merchant.json')
    await writeFile(file, JSON.stringify({ merchant }))
    expect(await ctl(['merchants.put', '--input', file])).toMatchObject({ code: 0, err: '' })
    expect(mock.world.findMerchant('big')).toEqual(merchant)
  })

  test('takes them from standard input, options above them', async () => {
    mock.createWorld({}, 'mine')
    const input = JSON.stringify({ merchant, world: 'default' })
    expect(await ctl(['merchants.put', '--input', '-', '--world', 'mine'], { input })).toMatchObject({ code: 0 })
    expect(mock.worlds.find('mine')?.findMerchant('big')).toEqual(merchant)
    expect(mock.world.findMerchant('big')).toBeUndefined()
  })

  test.each([
    ['{', /^mobilepay-mock: What comes on standard input is no JSON object/],
    ['[]', /^mobilepay-mock: What comes on standard input is no JSON object/],
  ])('%s is one clear sentence', async (input, sentence) => {
    const { code, err } = await ctl(['merchants.put', '--input', '-'], { input })
    expect(code).toBe(2)
    expect(err).toMatch(sentence)
  })

  test('a file that is not there is one clear sentence', async () => {
    expect(await ctl(['merchants.put', '--input', '/nowhere.json'])).toEqual({
      code: 2,
      out: '',
      err: 'mobilepay-mock: /nowhere.json cannot be read. Check --input.\n',
    })
  })
})

describe('a wrong command line is one clear sentence and exit code 2', () => {
  test.each([
    [['clock.advanse'], /no command "clock\.advanse"\. Did you mean "clock\.advance"\?/],
    [['clok', 'get'], /no command "clok\.get"\. Did you mean "clock\.get"\?/],
    [['clock'], /ctl clock is one of: clock\.get, /],
    [['clock.advance', '--duratoin', 'P1D'], /Unknown option '--duratoin'\. Did you mean "--duration"\?/],
    [['clock.advance', '--duration'], /argument missing/],
    [['journal.list', '--status', 'bad'], /--status takes JSON \(integer\), not "bad"/],
    [['clock.get', 'extra'], /extra/],
    [['clock.get', '--url', 'localhost'], /--url takes the mock's http or https address/],
    [['clock.get', '--token', 'x'], /Unknown option '--token'/],
  ])('%j', async (args, sentence) => {
    const { code, out, err } = await ctl(args)
    expect(err).toMatch(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })
})

describe('what the mock refuses', () => {
  test('is its sentence and exit code 1', async () => {
    const { code, out, err } = await ctl(['switches.set', '--profile', 'strickt'])
    expect(err).toMatch(/^mobilepay-mock ctl: profile: one of .*did you mean "strict"\?/)
    expect({ code, out }).toEqual({ code: 1, out: '' })
  })

  test('is the problem itself with --json', async () => {
    const { code, err } = await ctl(['clock.get', '--world', 'unknown', '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(err)).toMatchObject({ status: 404, errors: [{ field: 'world' }] })
  })

  test('is exit code 4 where an expectation was not met', async () => {
    expect(await ctl(['journal.assert', '--exactly', '1'])).toMatchObject({ code: 4 })
    expect(await ctl(['journal.wait', '--timeoutMs', '1'])).toMatchObject({ code: 4 })
  })
})

describe('where no mock is', () => {
  test('is exit code 3', async () => {
    const { code, err } = await ctl(['clock.get', '--url', 'http://localhost:1'])
    expect(err).toBe('mobilepay-mock ctl: No mock answers at http://localhost:1. Start one, or name it with --url.\n')
    expect(code).toBe(3)
  })

  test('another server is told from a mock', async () => {
    const server = createServer((_, response) => response.writeHead(404).end('<p>not here'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const { code, err } = await ctl(['clock.get', '--url', `http://127.0.0.1:${port}`])
    expect(err).toContain('is no mock: HTTP 404')
    expect(code).toBe(3)
    server.close()
  })
})

test('the token comes from the environment', async () => {
  await using open = await startMockServer({ host: '0.0.0.0' })
  const url = `http://127.0.0.1:${new URL(open.url).port}`
  expect(await ctl(['clock.get', '--url', url])).toMatchObject({ code: 1, err: expect.stringContaining('token') })
  const env = { MOBILEPAY_MOCK_CONTROL_TOKEN: open.control.token ?? '' }
  expect(await ctl(['clock.get', '--url', url], { env })).toMatchObject({ code: 0 })
})

test('a mock beyond loopback tells the token that it made up', async () => {
  const child = spawn(process.execPath, ['--conditions=source', main, '--port', '0', '--host', '0.0.0.0', '--json'])
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const { url, controlToken } = JSON.parse(line)
  const { port } = new URL(url)
  const env = { MOBILEPAY_MOCK_CONTROL_TOKEN: controlToken }
  expect(await ctl(['clock.get', '--url', `http://127.0.0.1:${port}`], { env })).toMatchObject({ code: 0, err: '' })
  child.kill()
})

describe('the journal', () => {
  const refused = () => postToken(mock.environments['sandbox-dk'], { grant_type: 'x', client_id: 'nobody' })

  test('is followed line by line', async () => {
    await refused()
    const child = start(['journal.live', '--since', '0', '--endpoint', 'token'])
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    expect(line).toMatch(/^2 \d\d:\d\d:\d\d POST token 400 refused invalid_client$/)
    child.kill()
  })

  test('is exported', async () => {
    await refused()
    const har = await ctl(['journal.har', '--endpoint', 'token'])
    expect(JSON.parse(har.out)).toMatchObject({ log: { version: '1.2', entries: [{ response: { status: 400 } }] } })
    const lines = await ctl(['journal.ndjson'])
    expect(
      lines.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).endpoint),
    ).toEqual(['discovery', 'token'])
  })

  test('whoever stops reading is not shouted at', async () => {
    for (let count = 0; count < 50; count += 1) await fetch(mock.environments['sandbox-dk'].discoveryUrl)
    const child = start(['journal.ndjson'])
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (text) => (err += text))
    child.stdout.once('data', () => child.stdout.destroy())
    await once(child, 'close')
    expect(err).toBe('')
  })
})

describe('--help', () => {
  test('lists every command, with examples and exit codes', async () => {
    const { code, out, err } = await ctl(['--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const lines = out.split('\n').map((line) => line.trim().replace(/ +/, ' '))
    for (const { name, summary } of commands) expect(lines).toContain(`${name} ${summary}`)
    expect(out).toContain('Examples:')
    expect(out).toContain('Exit codes:')
    expect((await ctl([])).out).toBe(out)
  })

  test('after a command shows its members and an example', async () => {
    const { out } = await ctl(['clock.advance', '--help'])
    expect(out).toContain('--duration')
    expect(out).toContain('(required)')
    expect(out).toContain('mobilepay-mock ctl clock.advance --duration P13M1D')
  })
})

test('no member has the name of an option of ctl', () => {
  const names = commands.flatMap((command) => membersOf(command).map(({ name }) => name))
  for (const own of ['url', 'input', 'json', 'help']) expect(names).not.toContain(own)
})
