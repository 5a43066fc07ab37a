import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentNames } from '@mobilepay-oidc/fixtures'
import { startMockServer } from '@mobilepay-oidc/mock-server'
import { describe, expect, it } from 'vitest'
import { runCli } from '../src/cli/run-cli.ts'
import type { RunEvent } from '../src/reports/ndjson.ts'
import { plain } from '../src/reports/paint.ts'
import type { Report } from '../src/reports/report.ts'

describe('--resume', () => {
  it('goes on with a run of several environments, each where it was', async () => {
    await using stand = await commandLine()
    const first = await stand.run(['--environment', 'all', '--only', 'D-02', '--out', stand.folder])
    expect(first.code, first.text).toBe(0)
    // As a run is that was killed: one environment had come further than the others.
    const [last] = await stand.events((event) => event.type === 'check' && event.result.environment === 'sandbox-fi')
    const further = { ...last, result: { ...(last?.type === 'check' && last.result), id: 'D-04', evidence: [] } }
    await appendFile(join(stand.folder, 'events.ndjson'), `${JSON.stringify(further)}\n{"type":"check","res`)
    const resumed = [
      '--environment',
      'all',
      '--only',
      'D-02,D-03,D-04',
      '--resume',
      stand.folder,
      '--out',
      stand.folder,
    ]
    const { code, text } = await stand.run(resumed)
    expect(code, text).toBe(0)
    const { checks, run } = await stand.report()
    expect(run.environments).toEqual(environmentNames)
    expect(checks.map(({ environment, id }) => `${environment} ${id}`)).toEqual(
      environmentNames.flatMap((name) => ['D-02', 'D-03', 'D-04'].map((id) => `${name} ${id}`)),
    )
    const kept = checks.filter(({ evidence }) => evidence.some((id) => id.includes('/earlier-')))
    expect(kept.map(({ environment, id }) => `${environment} ${id}`)).toEqual(
      environmentNames.map((name) => `${name} D-02`),
    )
    expect(checks.find(({ environment, id }) => environment === 'sandbox-fi' && id === 'D-04')?.evidence).toEqual([])
    const [end] = await stand.events(({ type }) => type === 'end')
    expect(end).toMatchObject({ summary: { pass: 12 } })
  })

  it.each([
    [['--environment', 'sandbox-fi'], /was of sandbox-dk, and this one is of sandbox-fi.*--environment sandbox-dk/],
    [['--environment', 'all'], /was of sandbox-dk, and this one is of sandbox-dk, sandbox-fi, production-dk/],
    [['--generation', '2018', '--environment', 'sandbox-dk'], /generation 2024, and this one is of 2018/],
    [['--subject', 'client'], /--resume is for providers/],
  ])('says so where %j is another run than that', async (args, message) => {
    await using stand = await commandLine()
    await stand.run(['--environment', 'sandbox-dk', '--only', 'D-02', '--out', stand.folder])
    const before = await readFile(join(stand.folder, 'events.ndjson'), 'utf8')
    const { code, text } = await stand.run([...args, '--resume', stand.folder, '--out', stand.folder])
    expect(code).toBe(2)
    expect(text).toMatch(message)
    expect(await readFile(join(stand.folder, 'events.ndjson'), 'utf8')).toBe(before)
  })

  it('says so where the same environment is that of somebody else', async () => {
    await using stand = await commandLine()
    await using server = await startMockServer({ port: 0 })
    await stand.run(['--environment', 'sandbox-dk', '--only', 'D-02', '--out', stand.folder])
    const { discoveryUrl } = server.environments['sandbox-dk']
    const { code, text } = await stand.run(['--url', discoveryUrl, '--resume', stand.folder])
    expect(code).toBe(2)
    expect(text).toContain(`that run was of mock, and this one is of ${discoveryUrl}`)
  })
})

async function commandLine() {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-resume-'))
  return {
    folder,
    async run(args: readonly string[]) {
      const out: string[] = []
      const write = (text: string) => out.push(text)
      const code = await runCli(args, { paint: plain, out: write, err: write })
      return { code, text: out.join('') }
    },
    report: async (): Promise<Report> => JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')),
    async events(isWanted: (event: RunEvent) => boolean): Promise<readonly RunEvent[]> {
      const lines = (await readFile(join(folder, 'events.ndjson'), 'utf8')).split('\n').filter((line) => line !== '')
      return lines.map((line): RunEvent => JSON.parse(line)).filter(isWanted)
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}
