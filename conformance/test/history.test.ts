import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { families } from '../src/checks/families.ts'
import { readHistory, writeHistory } from '../src/cli/history-file.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { plain } from '../src/reports/paint.ts'
import { RunHistory } from '../src/run/history.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { startMockSubject } from '../src/subjects/mock-subject.ts'

async function temporaryFile() {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-history-'))
  return { path: join(folder, 'history.json'), [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

describe('a history', () => {
  it('tells what an earlier run saw, and of no other', () => {
    const value = fc.string({ minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(fc.uniqueArray(value, { minLength: 2, maxLength: 4 }), ([old = '', ...others]) => {
        const first = new RunHistory()
        expect(first.recall('here code', [old])).toBe(0)
        const second = new RunHistory(first.kept())
        expect(second.recall('here code', [...others, old])).toBe(1)
        expect(second.recall('here refresh_token', [old])).toBe(0)
        expect(second.recall('there code', [old])).toBe(0)
      }),
      { numRuns: 5 },
    )
  })

  it('keeps nothing that could be got back, and differs from file to file', async () => {
    await using file = await temporaryFile()
    const [one, other] = [new RunHistory(), new RunHistory()]
    for (const history of [one, other]) history.recall('sandbox-dk code', ['canary-code'])
    writeHistory(file.path, one)
    const text = await readFile(file.path, 'utf8')
    expect(text).not.toContain('canary')
    expect(one.kept().seen['sandbox-dk code']).not.toEqual(other.kept().seen['sandbox-dk code'])
    expect(readHistory(file.path).recall('sandbox-dk code', ['canary-code'])).toBe(1)
  })

  it('makes a code that comes again a failure', async () => {
    await using subject = await startMockSubject('2024', ['sandbox-dk'])
    const checks = families.flatMap((family) => family.checks).filter(({ id }) => id === 'C-19')
    const history = new RunHistory()
    const run = (kept: RunHistory) =>
      runChecks({ subject: 'mock', targets: subject.targets, checks, today: '2026-11-24', history: kept })
    expect((await run(history)).results[0]?.verdict).toBe('pass')
    expect((await run(new RunHistory(history.kept()))).results[0]?.verdict).toBe('pass')
    const always = new RunHistory()
    always.recall = (_kind, values) => values.length
    expect((await run(always)).results[0]).toMatchObject({
      verdict: 'fail',
      actual: expect.stringContaining('earlier run'),
    })
  })

  it('that is none is told in one sentence, and a replay has none', async () => {
    await using file = await temporaryFile()
    await writeFile(file.path, '{"version":1,"salt":"short","seen":{}}')
    const run = async (...args: readonly string[]) => {
      const err: string[] = []
      return `${await runCli(args, { paint: plain, out: () => {}, err: (text) => err.push(text) })} ${err.join('')}`
    }
    expect(await run('--check', 'C-19', '--history', file.path)).toMatch(/^2 .*history\.json: salt must match pattern/s)
    const cassette = join(import.meta.dirname, '../cassettes/stand-in.json')
    expect(await run('replay', cassette, '--check', 'C-19', '--history', file.path)).toContain(
      'A replay has no history',
    )
  })
})
