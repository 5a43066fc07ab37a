import { environmentNames, environments, merchants } from '@mobilepay-oidc/fixtures'
import { describe, expect, it } from 'vitest'
import { lastLine, runInChild } from './run.ts'

function merchantIn(country: string) {
  return merchants.find((merchant) => merchant.country === country)
}

describe('npm run demo', () => {
  it.concurrent.each(environmentNames)('plays %s and ends with the id of its merchant', async (environment) => {
    const { exitCode, out, err } = await runInChild('--environment', environment)
    const { country, endpoints } = environments[environment]
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' })
    expect(lastLine(out)).toMatch(new RegExp(`${environment} .*${merchantIn(country)?.merchantId}$`))
    expect(out).toContain(`→ GET ${endpoints.authorization.url}\n`)
    expect(out).toContain(`→ POST ${endpoints.token.url}\n`)
    expect(out.match(/^ \d\/7 {3}\S/gm)).toHaveLength(7)
  })

  it('plays Denmark and then Finland where nothing is asked for', async () => {
    const { exitCode, out } = await runInChild()
    expect(exitCode).toBe(0)
    const [denmark = 0, finland = 0] = ['DK', 'FI'].map((country) =>
      out.lastIndexOf(merchantIn(country)?.merchantId ?? ''),
    )
    expect(denmark).toBeGreaterThan(0)
    expect(finland).toBeGreaterThan(denmark)
  })

  it('plays all four for "all", each once', async () => {
    const { exitCode, out } = await runInChild('--environment', 'all', '--environment', 'sandbox-fi', '--json')
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(exitCode).toBe(0)
    expect(lines.at(-1).merchants.map(({ environment }: { environment: string }) => environment)).toEqual(
      environmentNames,
    )
    expect(lines).toHaveLength(4 * 7 + 1)
  })

  it('writes no color and no mock address where a real one exists, unless to say where the mock is', async () => {
    const { out } = await runInChild('--environment', 'sandbox-dk')
    expect(out).not.toContain('\u001b[')
    expect(out.match(/http:\/\/localhost:\d+\S*/g)).toEqual([expect.stringMatching(/\/HOST\/PATH$/)])
  })

  it('explains itself', async () => {
    const { exitCode, out } = await runInChild('--help')
    expect(exitCode).toBe(0)
    expect(out).toMatch(/Examples\n +npm run demo\n/)
  })
})

describe('wrong options', () => {
  it.concurrent.each([
    [['--enviroment', 'sandbox-dk'], 'There is no option --enviroment; did you mean environment? See'],
    [['--environment', 'sandbox-dx'], 'There is no environment sandbox-dx: choose sandbox-dk, '],
    [['--environment'], "Option '--environment <value>' argument missing. See"],
    [['--response-mode', 'query'], 'There is no response mode query: choose form_post, fragment. See'],
    [['--generation', '2020'], 'There is no generation 2020: choose 2024, 2018'],
    [['--no-json'], 'There is no option --no-json'],
    [['sandbox-fi'], "Unexpected argument 'sandbox-fi'. See"],
  ])('%j are refused in one line', async (args, sentence) => {
    const { exitCode, out, err } = await runInChild(...args)
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' })
    expect(err.startsWith(sentence)).toBe(true)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })
})
