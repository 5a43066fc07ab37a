import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startMockServer } from '@mobilepay-oidc/mock-server'
import { describe, expect, it } from 'vitest'
import { defineConformance } from '../src/vitest.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('in this run', () => {
  defineConformance({ mock: ['sandbox-dk'] }, { named: ['K'], levels: ['MUST'], name: 'keys of the mock' })
})

describe('in a run of an integrator', () => {
  it('fails what fails with all that is known, and skips what says nothing with its reason', async () => {
    await using server = await startMockServer({ port: 0, generation: '2018' })
    const outcome = await runIn(`defineConformance(
      { url: () => ${JSON.stringify(server.environments['sandbox-dk'].discoveryUrl)}, generation: '2024' },
      { named: ['D-01', 'D-07', 'D-30'] },
    )`)
    expect(outcome.get('is configured')).toMatchObject({ status: 'passed' })
    expect(outcome.get('D-01')).toMatchObject({ status: 'passed' })
    expect(outcome.get('D-07')?.status).toBe('skipped')
    expect(outcome.get('D-30')).toMatchObject({ status: 'failed' })
    expect(outcome.get('D-30')?.failureMessages.join()).toMatch(
      /fail D-30 .*\(sandbox-dk\)\n {2}rule .*\n {2}expected .*\n {2}actual /,
    )
  })

  it('fails for a configuration that is wrong, and says so', async () => {
    const outcome = await runIn(`defineConformance(
      { url: 'https://127.0.0.1:1/.well-known/openid-configuration' }, { named: ['D-01'] },
    )`)
    expect(outcome.get('is configured')?.failureMessages.join()).toContain('UNREACHABLE')
  })

  it('refuses a selection that names nothing', () => {
    expect(() => defineConformance({ mock: ['sandbox-dk'] }, { named: ['D-99'] })).toThrow('There is no check D-99.')
  })
})

interface Assertion {
  readonly title: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

/** Runs a test file of an integrator, and gives the tests by the first word of their title, or all of it. */
async function runIn(statement: string): Promise<ReadonlyMap<string, Assertion>> {
  const parent = join(root, 'node_modules/.cache')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(parent, 'conformance-vitest-'))
  try {
    const entry = "import { defineConformance } from '@mobilepay-oidc/conformance/vitest'"
    await writeFile(join(folder, 'own.test.ts'), `${entry}\n${statement}\n`)
    const config = { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source', 'node'] } } }
    const test = { include: ['own.test.ts'], execArgv: ['--conditions=source'] }
    await writeFile(join(folder, 'vitest.config.js'), `export default ${JSON.stringify({ ...config, test })}\n`)
    const output = join(folder, 'result.json')
    await vitest(['run', '--root', folder, '--reporter=json', `--outputFile=${output}`])
    const { testResults } = JSON.parse(await readFile(output, 'utf8'))
    const assertions: readonly Assertion[] = testResults.flatMap(
      (file: { readonly assertionResults: readonly Assertion[] }) => file.assertionResults,
    )
    return new Map(assertions.map((one) => [/^[A-Z]+-\d+/.exec(one.title)?.[0] ?? one.title, one]))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Its exit code says what failed, which the output says too. */
function vitest(args: readonly string[]): Promise<void> {
  const program = join(root, 'node_modules/vitest/vitest.mjs')
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env: { ...process.env, VITEST: undefined } }, () => resolve())
  })
}
