import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startMockServer } from '@mobilepay-oidc/mock-server'
import { describe, expect, it } from 'vitest'
import { families } from '../src/checks/families.ts'
import { readOptions } from '../src/cli/options.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { plain } from '../src/reports/paint.ts'
import { verdicts } from '../src/run/verdicts.ts'

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
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
    [['--subject', 'mokc'], 'There is no subject mokc: choose mock, sandbox-dk, sandbox-fi or the URL'],
    [['--subject', 'production-dk'], 'MobilePay production is never tested'],
    [['--url', production], 'MobilePay production is never tested'],
    [['--url', 'https://admin.mobilepay.dk'], 'is not the address of a discovery document'],
    [['--url', 'ftp://a.example/.well-known/x'], 'There is no subject ftp:'],
    [['--subject', 'mock', '--url', 'https://a.example/.well-known/x'], '--subject and --url both name'],
    [['--subject', 'sandbox-dk', '--environment', 'sandbox-fi'], 'is of sandbox-dk, not of sandbox-fi.'],
    [['--out', ''], '--out needs the name of a directory.'],
    [['--out'], "Option '--out <value>' argument missing."],
    [['--json=yes'], "Option '--json' does not take an argument."],
    [['now'], "Unexpected argument 'now'."],
  ])('%j', async (args, sentence) => {
    const { code, out, err } = await run(...args)
    expect(err).toContain(sentence)
    expect(err).toMatch(/^[^\n]+ See --help\.\n$/)
    expect([code, out]).toEqual([2, ''])
  })
})

describe('options', () => {
  it('have defaults', () => {
    const { subject, generation, checks, json, out } = readOptions([])
    expect(subject).toMatchObject({ kind: 'mock', environments: { length: 4 } })
    expect([generation, checks.length, json, out]).toEqual(['2024', all, false, undefined])
  })

  it('select checks and families in the order of the catalogue', () => {
    const ids = (only: string) => readOptions(['--only', only]).checks.map(({ id }) => id)
    expect(ids('K-01, d-03')).toEqual(['D-03', 'K-01'])
    expect(ids('K')).toHaveLength(19)
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
    for (const flag of ['--subject', '--url', '--environment', '--generation', '--only', '--out', '--json', '--help'])
      expect(out).toContain(flag)
    expect(out).toMatch(/Examples\n {2}npm run conformance -- --subject mock/)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120)
  })
})

describe('a run', () => {
  it('writes the report that CI reads', async () => {
    await using directory = await temporaryDirectory()
    const { code, out } = await run('--environment', 'sandbox-fi', '--out', join(directory.path, 'new', 'reports'))
    expect(code).toBe(0)
    expect(out).toContain('Conformance of mock: sandbox-fi')
    const report = JSON.parse(await readFile(join(directory.path, 'new', 'reports', 'report.json'), 'utf8'))
    expect(Object.keys(report)).toEqual(['summary', 'checks'])
    expect(Object.keys(report.summary)).toEqual([...verdicts])
    expect(report.summary.fail).toBe(0)
    expect(report.checks).toHaveLength(all)
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
