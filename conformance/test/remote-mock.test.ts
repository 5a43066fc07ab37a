import { startMockServer } from '@mobilepay-oidc/mock-server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { runCli } from '../src/cli/run-cli.ts'
import { plain } from '../src/reports/paint.ts'

afterEach(() => vi.unstubAllEnvs())

async function run(...args: readonly string[]) {
  const out: string[] = []
  const err: string[] = []
  const terminal = { paint: plain, out: (text: string) => out.push(text), err: (text: string) => err.push(text) }
  return { code: await runCli(args, terminal), out: out.join(''), err: err.join('') }
}

describe('a mock that runs elsewhere', () => {
  it('is held against checks that need its clock, its keys and its consents, in worlds of the run alone', async () => {
    await using mock = await startMockServer()
    const { code, out } = await run(
      '--mock',
      `${mock.url}/`,
      '--environment',
      'sandbox-fi',
      '--check',
      'R-16,K-08,P-17',
    )
    expect(out).toContain(mock.url)
    expect(code).toBe(0)
    expect(mock.worlds.all.map(({ name }) => name)).toEqual(['default'])
    expect(mock.world.journal.lastId).toBe(0)
  })

  it('is opened by the token of the environment where it asks for one, and the token is not told', async () => {
    vi.stubEnv('MOBILEPAY_MOCK_CONTROL_TOKEN', 'canary')
    await using mock = await startMockServer({ host: '0.0.0.0' })
    const opened = await run('--mock', mock.url, '--check', 'R-16', '--environment', 'sandbox-dk', '--json')
    expect(opened.code).toBe(0)
    expect(opened.out).not.toContain('canary')
    vi.stubEnv('MOBILEPAY_MOCK_CONTROL_TOKEN', 'other')
    const refused = await run('--mock', mock.url, '--check', 'R-16')
    expect(refused).toMatchObject({ code: 2, out: '', err: expect.stringContaining('with its control token') })
  })

  it.each([
    [['--mock', 'http://localhost:1'], 'No mock answers at http://localhost:1. See --help.'],
    [
      ['--mock', 'localhost:4010'],
      '--mock is the address of a mock, such as http://localhost:4010, not localhost:4010.',
    ],
    [['--mock', 'http://localhost:1', '--subject', 'client'], '--mock is the address of a mock: leave --subject'],
    [['--image', 'mobilepay-mock'], '--image is for --subject container.'],
  ])('%j is one clear sentence and exit code 2', async (args, sentence) => {
    const { code, err } = await run(...args)
    expect(err).toContain(sentence)
    expect(err).toMatch(/^[^\n]+\n$/)
    expect(code).toBe(2)
  })
})
