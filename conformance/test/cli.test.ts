import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startMockServer } from '@mobilepay-oidc/mock-server'
import { describe, expect, it } from 'vitest'
import { families } from '../src/checks/families.ts'
import { flags, readOptions } from '../src/cli/options.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { plain } from '../src/reports/paint.ts'
import { verdicts } from '../src/run/verdicts.ts'

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
const packageJson = fileURLToPath(new URL('../package.json', import.meta.url))
const production = 'https://admin.mobilepay.dk/account/.well-known/openid-configuration'
const all = families.flatMap(({ checks }) => checks).length

async function run(...args: readonly string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await runCli(args, { paint: plain, out: (text) => out.push(text), err: (text) => err.push(text) })
  return { code, out: out.join(''), err: err.join('') }
}

async function temporaryDirectory() {
  const path = await mkdtemp(join(tmpdir(), 'conformance-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}

describe('wrong usage is one clear sentence and exit code 2', () => {
  it.each([
    [['--enviroment', 'all'], 'There is no option --enviroment; did you mean --environment?'],
    [['--environment', 'sandbox-se'], 'There is no environment sandbox-se: choose all, sandbox-dk,'],
    [['--generation', '2020'], 'There is no generation 2020: choose 2024 or 2018.'],
    [['--only', 'D-99'], 'There is no check D-99; did you mean D-09 or D-19 or D-29?'],
    [['--only', ','], '--only names no check'],
    [
      ['--subject', 'mokc'],
      'There is no subject mokc: choose mock, container, client, sandbox-dk, sandbox-fi or the URL',
    ],
    [['--subject', 'mokc'], 'of a discovery document. Did you mean mock?'],
    [['--subject', 'production-dk'], 'MobilePay production is never tested'],
    [['--url', production], 'MobilePay production is never tested'],
    [['--url', 'https://admin.mobilepay.dk'], 'is not the address of a discovery document'],
    [['--url', 'ftp://a.example/.well-known/x'], 'There is no subject ftp:'],
    [['--subject', 'mock', '--url', 'https://a.example/.well-known/x'], '--subject and --url both name'],
    [['--subject', 'sandbox-dk', '--environment', 'sandbox-fi'], 'is of sandbox-dk, not of sandbox-fi.'],
    [['--out', ''], '--out needs the name of a directory.'],
    [['--out'], "Option '--out <value>' argument missing."],
    [['--json=yes'], "Option '--json' does not take an argument."],
    [['now'], 'There is no command now.'],
    [['--family', 'Z'], 'There is no family Z; did you mean D or K or A?'],
    [['--family', 'RP'], 'RP is about clients: add --subject client, or --driver.'],
    [['--check', 'D-01,RP-29'], 'RP-29 is about clients: add --subject client, or --driver.'],
    [['--subject', 'client', '--check', 'D-05'], 'D-05 is about providers: leave --subject client and --driver out.'],
    [['--check', ','], '--check names nothing'],
    [['--level', ''], '--level names nothing'],
    [['--check', 'I-99'], 'There is no check I-99; did you mean I-'],
    [['--section', 'oidcc-9.9'], 'There is no section oidcc-9.9'],
    [['--section', 'rfc-97000'], 'There is no section rfc-97000; did you mean rfc-9700-'],
    [['--section', 'oidcc-99'], 'There is no section oidcc-99; did you mean oidcc-9 or oidcc-2 or oidcc-17?'],
    [['--level', 'shall'], 'There is no level shall: choose must, should or may.'],
    [['--family', 'D', '--section', 'rfc-7636'], 'No check fits all of the selection'],
    [['--check-timeout', 'soon'], '--check-timeout is a number of seconds above 0, such as 60; it is "soon".'],
    [['--report', 'html'], '--report selects what --out DIR writes: give both.'],
    [['--out', 'x', '--report', 'htm'], 'There is no report htm; did you mean html?'],
    [['--only-failed', 'nowhere.json'], "The report nowhere.json can't be read (ENOENT)."],
    [['--only-failed', packageJson], 'package.json is no report.json of this suite: checks is missing.'],
    [['--explain', 'T-0'], 'There is no check T-0; did you mean T-0'],
  ])('%j', async (args, sentence) => {
    const { code, out, err } = await run(...args)
    expect(err).toContain(sentence)
    expect(err).toMatch(/^[^\n]+ See --help\.\n$/)
    expect([code, out]).toEqual([2, ''])
  })
})

const deviation = {
  id: 'OWN-1',
  check: 'D-12',
  actual: { pattern: '.' },
  reason: 'It is so.',
  source: 'somebody',
  expires: '2099-01-01',
  owner: 'somebody',
}

describe('options', () => {
  it('have defaults', () => {
    const { subject, generation, checks, json, out } = readOptions([])
    expect(subject).toMatchObject({ kind: 'mock', environments: { length: 4 } })
    expect([generation, checks.length, json, out]).toEqual(['2024', all, false, undefined])
  })

  it('select checks and families in the order of the catalogue', () => {
    const ids = (...args: readonly string[]) => readOptions(args).checks.map(({ id }) => id)
    expect(ids('--only', 'K-01, d-03')).toEqual(['D-03', 'K-01'])
    expect(ids('--only', 'K')).toHaveLength(19)
    expect(ids('--check', 'k-01', '--check', 'D-03')).toEqual(['D-03', 'K-01'])
    expect(ids('--family', 'd', '--check', 'K-01')).toHaveLength(32)
  })

  it('are given once, where they take one value', async () => {
    const { code, err } = await run('--environment', 'sandbox-dk', '--environment=sandbox-fi')
    expect(err).toContain('--environment is there twice, and takes one value.')
    expect(code).toBe(2)
  })

  it('leave out the preflight', async () => {
    expect(readOptions([]).preflight).toBe(true)
    expect(readOptions(['--no-preflight']).preflight).toBe(false)
    const { err } = await run('--no-json')
    expect(err).toContain('There is no option --no-json')
  })

  it('select by section, however it is written, and by level', () => {
    const ids = (...args: readonly string[]) => readOptions(args).checks.map(({ id }) => id)
    const inFront = ids('--section', 'oidcc-3.3.2.11')
    expect(inFront).toContain('A-07')
    expect(inFront).not.toContain('A-01')
    for (const spelling of ['OIDCC 3.3.2.11', 'OIDCC §3.3.2.11', 'oidcc section 3.3.2.11'])
      expect(ids('--section', spelling)).toEqual(inFront)
    expect(ids('--section', 'oidcc-3.1.3.7(4)')).toEqual(ids('--section', 'OIDCC 3.1.3.7 (5)'))
    expect(ids('--section', 'oidcc-3.3')).toEqual(expect.arrayContaining(inFront))
    expect(ids('--section', 'rfc9700')).toEqual(ids('--section', 'RFC 9700'))
    const levels = readOptions(['--family', 'D', '--level', 'should,MAY']).checks.map(({ level }) => level)
    expect(new Set(levels)).toEqual(new Set(['SHOULD', 'MAY']))
  })

  it('give secrets from the environment, and the rest of a subject from its file', async () => {
    await using directory = await temporaryDirectory()
    const path = join(directory.path, 'subject.json')
    const login = { clientId: 'a', clientSecret: { env: 'SECRET' }, redirectUri: 'https://a.example/' }
    const discoveryUrl = 'https://login.example/.well-known/openid-configuration'
    await writeFile(path, JSON.stringify({ discoveryUrl, login: { ...login, merchantVat: null } }))
    const { subject, subjectFile } = readOptions(['--subject-file', path], { SECRET: 'canary' })
    expect(subject).toEqual({ kind: 'url', discoveryUrl })
    expect(subjectFile?.login).toMatchObject({ clientSecret: 'canary', merchantVat: undefined, loginHint: '' })
  })

  it('name a second client, and how each authenticates', async () => {
    await using directory = await temporaryDirectory()
    const path = join(directory.path, 'subject.json')
    const client = { clientId: 'a', clientSecret: { env: 'SECRET' }, redirectUri: 'https://a.example/' }
    const file = {
      discoveryUrl: 'https://login.example/.well-known/openid-configuration',
      login: { ...client, authentication: 'client_secret_basic' },
      other: { ...client, clientId: 'b', clientSecret: 'of-b' },
    }
    await writeFile(path, JSON.stringify(file))
    const { subjectFile } = readOptions(['--subject-file', path], { SECRET: 'canary' })
    expect(subjectFile?.login).toMatchObject({ clientId: 'a', authentication: 'client_secret_basic' })
    expect(subjectFile?.other).toMatchObject({ clientId: 'b', clientSecret: 'of-b' })
  })

  it.each<[string, object, string]>([
    [
      'an unknown member',
      { login: { clientid: 'a' } },
      'there is no login.clientid; did you mean clientId? Allowed here',
    ],
    ['a missing one', { login: { clientId: 'a', clientSecret: 'b' } }, 'login.redirectUri is missing.'],
    ['a wrong type', { login: 'a' }, 'login must be object.'],
    [
      'a second client without redirect URI',
      { other: { clientId: 'b', clientSecret: 'c' } },
      'other.redirectUri is missing.',
    ],
    [
      'an unknown authentication',
      { other: { clientId: 'b', clientSecret: 'c', redirectUri: 'd', authentication: 'none' } },
      'other.authentication must be one of client_secret_post, client_secret_basic.',
    ],
    ['a wrong choice', { generation: '2020' }, 'generation must be one of 2018, 2024.'],
    [
      'an unset variable',
      { login: { clientId: 'a', redirectUri: 'b', clientSecret: { env: 'UNSET' } } },
      'UNSET, which is not set',
    ],
    ['production', { api: { url: 'https://api.mobilepay.dk/x' } }, 'api.url: MobilePay production is never tested'],
  ])('refuse a subject file with %s, and say where', async (_what, content, sentence) => {
    await using directory = await temporaryDirectory()
    const path = join(directory.path, 'subject.json')
    await writeFile(path, JSON.stringify(content))
    const { code, err } = await run('--subject-file', path)
    expect(err).toContain(`${path}: `)
    expect(err).toContain(sentence)
    expect(code).toBe(2)
  })

  it.each<[string, object, string]>([
    ['an unknown check', { check: 'D-99' }, 'deviations.0.check: there is no check D-99; did you mean'],
    ['no reason', { reason: undefined }, 'deviations.0.reason is missing.'],
    ['two predicates', { actual: { equals: 1, pattern: 'x' } }, 'deviations.0.actual must NOT have more than 1'],
    ['a broken pattern', { actual: { pattern: '(' } }, 'deviations.0.actual.pattern: Invalid regular expression'],
    ['no day', { expires: '2027-13-01' }, 'deviations.0.expires: 2027-13-01 is no day.'],
  ])('refuse a deviations file with %s, and say where', async (_what, change, sentence) => {
    await using directory = await temporaryDirectory()
    const path = join(directory.path, 'deviations.json')
    await writeFile(path, JSON.stringify({ deviations: [{ ...deviation, ...change }] }))
    const { code, err } = await run('--deviations', path)
    expect(err).toContain(sentence)
    expect(code).toBe(2)
  })

  it('excuse just what a deviations file describes', async () => {
    await using directory = await temporaryDirectory()
    const path = join(directory.path, 'deviations.json')
    await writeFile(path, JSON.stringify({ deviations: [deviation] }))
    const selected = ['--check', 'D-12', '--environment', 'sandbox-dk', '--json']
    expect(JSON.parse((await run(...selected)).out).checks).toMatchObject([{ verdict: 'warn' }])
    const { out } = await run(...selected, '--deviations', path)
    expect(JSON.parse(out).checks).toMatchObject([{ verdict: 'known', deviation: 'OWN-1', reason: 'It is so.' }])
  })

  it('take the sandbox by name and any provider by URL', () => {
    expect(readOptions(['--subject', 'sandbox-fi']).subject).toMatchObject({
      discoveryUrl: 'https://sandprod-admin.mobilepay.fi/account/.well-known/openid-configuration',
    })
    const url = 'https://login.example/.well-known/openid-configuration'
    expect(readOptions(['--url', url]).subject).toEqual({ kind: 'url', discoveryUrl: url })
  })

  it('are explained with examples and exit codes', async () => {
    const { code, out } = await run('--help')
    expect(code).toBe(0)
    for (const flag of Object.keys(flags)) expect(out).toContain(`--${flag}`)
    expect(out).toMatch(/Examples\n {2}npm run conformance -- --subject mock/)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120)
  })
})

describe('a run', () => {
  it('writes the report that CI reads', async () => {
    await using directory = await temporaryDirectory()
    const { code, out } = await run(
      '--environment',
      'sandbox-fi',
      '--only',
      'D,K',
      '--out',
      join(directory.path, 'new', 'reports'),
    )
    expect(code).toBe(0)
    expect(out).toContain('Conformance of mock: sandbox-fi')
    const report = JSON.parse(await readFile(join(directory.path, 'new', 'reports', 'report.json'), 'utf8'))
    expect(Object.keys(report)).toEqual(['summary', 'run', 'preflight', 'checks'])
    expect(report.run).toMatchObject({
      subject: 'mock',
      generation: '2024',
      environments: ['sandbox-fi'],
      interrupted: false,
    })
    expect(Object.keys(report.summary)).toEqual([...verdicts])
    expect(report.summary.fail).toBe(0)
    expect(report.checks).toHaveLength(50)
    for (const check of report.checks)
      expect(Object.keys(check)).toEqual(
        expect.arrayContaining([
          'id',
          'environment',
          'verdict',
          'title',
          'spec',
          'level',
          'facts',
          'expected',
          'actual',
        ]),
      )
  })

  it('lists and explains checks, for people and for programs', async () => {
    expect((await run('--list', '--family', 'K')).out).toMatch(
      /^K-01 +MUST +unattended .*RFC 7517 5, 8.5\n(.*\n){18}19 checks\n$/,
    )
    expect(JSON.parse((await run('--list', '--check', 'K-01', '--json')).out)).toMatchObject([{ id: 'K-01' }])
    const { out } = await run('--explain', 'k-04')
    for (const words of ['SHOULD: a violation is a warning', '--section rfc-7517-4.5', 'known to do', 'keys-kid'])
      expect(out).toContain(words)
    expect(JSON.parse((await run('--explain', 'D-05', '--json')).out)).toMatchObject([
      { id: 'D-05', facts: expect.any(Array), deviations: [{ id: 'DEV-01' }] },
    ])
  })

  it('is narrowed to what failed in an earlier report', async () => {
    await using directory = await temporaryDirectory()
    const path = join(directory.path, 'report.json')
    const checks = [
      { id: 'D-01', environment: 'sandbox-dk', verdict: 'fail' },
      { id: 'D-02', environment: 'sandbox-dk', verdict: 'pass' },
    ]
    await writeFile(path, JSON.stringify({ checks }))
    expect(readOptions(['--only-failed', path]).checks.map(({ id }) => id)).toEqual(['D-01'])
    await writeFile(path, JSON.stringify({ checks: [] }))
    expect(await run('--only-failed', path)).toMatchObject({ code: 0, out: expect.stringMatching(/^Nothing failed/) })
  })

  it.each([
    ['D-999', [], 'What failed in that report is no check here: D-999.'],
    ['RP-29', [], 'What failed in that report is no check here: RP-29 is about clients'],
    ['PRE-06', [], 'That run ended with its configuration (PRE-06): mend it, and run the same again.'],
    ['D-01', ['--family', 'K'], 'No check fits all of the selection'],
  ])('says what became of %s, which failed in an earlier report', async (id, more, words) => {
    await using directory = await temporaryDirectory()
    const path = join(directory.path, 'report.json')
    await writeFile(path, JSON.stringify({ checks: [{ id, environment: 'sandbox-dk', verdict: 'config' }] }))
    expect(await run('--only-failed', path, ...more)).toMatchObject({ code: 2, err: expect.stringContaining(words) })
  })

  it('that is interrupted writes what ran, and says 130', async () => {
    await using directory = await temporaryDirectory()
    const interrupt = new AbortController()
    interrupt.abort()
    const args = ['--only', 'D,K', '--environment', 'sandbox-dk', '--out', directory.path]
    const code = await runCli(args, { paint: plain, out: () => {}, err: () => {}, interrupt: interrupt.signal })
    expect(code).toBe(130)
    const report = JSON.parse(await readFile(join(directory.path, 'report.json'), 'utf8'))
    expect(report).toMatchObject({ summary: { untested: 50 }, run: { interrupted: true } })
  })

  it('ends in order when its process is told to, and leaves a stream of all that happened', async () => {
    await using directory = await temporaryDirectory()
    const args = ['--conditions=source', main, '--environment', 'sandbox-dk', '--out', directory.path]
    // A group of its own: Ctrl-C is sent to all processes of a terminal, also to that of the mock.
    const program = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
    const ended = once(program, 'exit')
    const events = join(directory.path, 'events.ndjson')
    await expect.poll(() => readFile(events, 'utf8'), { timeout: 15_000 }).toContain('"type":"check"')
    process.kill(-(program.pid ?? 0), 'SIGINT')
    expect(await ended).toEqual([130, null])
    const lines = (await readFile(events, 'utf8')).trimEnd().split('\n')
    const seen = lines.map((line) => JSON.parse(line))
    expect(seen.at(0)).toMatchObject({ type: 'run', subject: 'mock', environments: ['sandbox-dk'], checks: all })
    expect(seen.filter(({ type }) => type === 'check')).toHaveLength(all)
    expect(seen.at(-1)).toMatchObject({ type: 'end', interrupted: true })
    const report = JSON.parse(await readFile(join(directory.path, 'report.json'), 'utf8'))
    expect(report.summary.untested).toBeGreaterThan(0)
    expect(report.summary.pass).toBeGreaterThan(0)
    expect(report.summary).toMatchObject({ fail: 0, inconclusive: 0 })
  })

  it('prints the report alone with --json', async () => {
    const { code, out } = await run('--only', 'D-01', '--environment', 'sandbox-dk', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ summary: { pass: 1 }, checks: [{ id: 'D-01', verdict: 'pass' }] })
  })

  it('judges a mock by its address, and leaves untested what needs a person', async () => {
    await using server = await startMockServer({ port: 0 })
    const { code, out } = await run('--only', 'D,K', '--url', server.environments['sandbox-dk'].discoveryUrl)
    expect(code).toBe(0)
    expect(out).toMatch(/5 untested/)
    expect(out).toContain('this subject offers none without a person')
  })

  it('says 1 when a check fails, with expected, actual and remedy', async () => {
    await using server = await startMockServer({ port: 0, generation: '2018' })
    const { code, out } = await run('--url', server.environments['sandbox-dk'].discoveryUrl, '--generation', '2024')
    expect(code).toBe(1)
    expect(out).toMatch(/FAIL {2}D-30 .*\n {2}in +sandbox-dk\n {2}rule .*\n {2}expected .*\n {2}actual .*\n {2}remedy /)
    expect(out.indexOf('FAIL')).toBeLessThan(out.indexOf('D  Discovery'))
  })

  it('says 3 when nobody answers', async () => {
    const { code, out } = await run('--url', 'http://localhost:1/.well-known/openid-configuration')
    expect(code).toBe(3)
    expect(out.match(/INCONCLUSIVE/g)).toHaveLength(1)
  })

  it('says 2 when the reports cannot be written', async () => {
    const { code, err } = await run('--only', 'D-01', '--out', main)
    expect(code).toBe(2)
    expect(err).toMatch(/could not be written to .* \(EEXIST\)/)
  })

  it('does all this as a program, without colors in a pipe', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=source', main, '--only', 'K'])
    expect(stdout).toContain('K  JWKS')
    expect(stdout).not.toContain('\u001b')
    const failed = promisify(execFile)(process.execPath, ['--conditions=source', main, '--wrong'])
    await expect(failed).rejects.toMatchObject({ code: 2, stderr: 'There is no option --wrong. See --help.\n' })
  })
})
