import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { families } from '../src/checks/families.ts'
import { forbidden } from '../src/sandbox/allowed-checks.ts'
import { budgetOf, type Cost, describeBudget } from '../src/sandbox/budget.ts'
import costs from '../src/sandbox/costs.json' with { type: 'json' }
import { readResolve } from '../src/sandbox/resolve-option.ts'
import { measureCosts } from './support/measure-costs.ts'
import { obtain } from './support/refresh-token.ts'
import { clientSecret, commandLine } from './support/sandbox-command.ts'
import { startTlsMock } from './support/tls-mock.ts'

const all = families.flatMap(({ checks }) => checks)

describe('--resolve', () => {
  it('takes what curl takes, and a port to go to besides', () => {
    expect(readResolve('Host.example:443:127.0.0.1:4443')).toEqual({
      host: 'host.example',
      port: 443,
      address: '127.0.0.1',
      toPort: 4443,
    })
    expect(readResolve('host.example:80:[::1]')).toEqual({ host: 'host.example', port: 80, address: '::1' })
  })

  it('refuses anything else in one sentence that shows the form', () => {
    const words = fc.string().filter((text) => !/^[^:]+:\d+:(\d+\.){3}\d+(:\d+)?$/.test(text) && !text.includes('['))
    fc.assert(
      fc.property(words, (text) => {
        expect(() => readResolve(text)).toThrow(/HOST:PORT:ADDRESS:PORT, such as/)
      }),
    )
    for (const wrong of ['a:0:127.0.0.1', 'a:443:127.0.0.1:70000', 'a:443:localhost', 'a:443:[x]']) {
      expect(() => readResolve(wrong)).toThrow(/--resolve is/)
    }
  })
})

describe('the budget', () => {
  const looking = { burn: false, destructive: false }

  it('knows what every check costs', () => {
    const budget = budgetOf(all, { burn: true, destructive: true }, 'script')
    expect(budget.checks).toBe(all.filter(({ sandbox }) => sandbox !== 'mock-only').length)
    expect(budget.requests).toBeGreaterThan(all.length)
    expect(Object.keys(costs).toSorted()).toEqual(all.map(({ id }) => id).toSorted())
    expect(budget.codes).toBeGreaterThan(50)
  })

  it('tells what a run really takes, to a tenth', { timeout: 5 * 60_000 }, async () => {
    const measured = await measureCosts()
    for (const what of ['requests', 'codes', 'logins'] as const) {
      const [written, real] = [costs, measured].map((by: Readonly<Record<string, Cost>>) =>
        Object.values(by).reduce((sum, cost) => sum + cost[what], 0),
      )
      const ratio = (written ?? 0) / (real ?? 1)
      expect(ratio, `${what}: conformance/scripts/write-costs.ts writes costs.json anew`).toBeGreaterThan(0.9)
      expect(ratio, what).toBeLessThan(1.1)
    }
  })

  it('has one login where a person makes it, and none where nobody does', () => {
    expect(budgetOf(all, looking, 'browser').logins).toBe(1)
    expect(budgetOf(all, looking, 'none')).toMatchObject({ logins: 0, codes: 0 })
  })

  it('says less where less is allowed', () => {
    const [little, more, most] = [looking, { burn: true, destructive: false }, { burn: true, destructive: true }].map(
      (allowance) => budgetOf(all, allowance, 'browser'),
    )
    expect(little?.codes).toBeLessThan(more?.codes ?? 0)
    expect(more?.checks).toBeLessThan(most?.checks ?? 0)
    expect(describeBudget('host.example', little ?? budgetOf([], looking, 'none'), 'browser')).toMatch(
      /at most one a second/,
    )
  })

  it('lets nothing burn or revoke that was not allowed', () => {
    expect(forbidden('unattended', looking)).toBeUndefined()
    expect(forbidden('human-login', looking)).toBeUndefined()
    expect(forbidden('burns-code', looking)).toContain('--burn')
    expect(forbidden('destructive', { burn: true, destructive: false })).toContain('--destructive')
    expect(forbidden('mock-only', { burn: true, destructive: true })).toBeDefined()
  })
})

describe('a run against hosts of others', () => {
  it('is not begun where nobody agrees', async () => {
    await using mock = await startTlsMock()
    await using stand = await commandLine(mock)
    const client = ['--client-id', 'integrator', '--redirect-uri', 'http://127.0.0.1:7890/', '--only', 'D-02,I-01']
    const nobody = await stand.run(client)
    expect(nobody).toMatchObject({ code: 2, text: expect.stringContaining('say --yes. Nothing was sent.') })
    const no = await stand.run(client, {}, async () => 'n')
    expect(no).toMatchObject({ code: 2, text: expect.stringContaining('Nothing was sent.') })
    expect(no.text).toContain('1 (by you, in your browser)')
  })

  it('only looks, without a client, and says of the rest what it would need', async () => {
    await using mock = await startTlsMock()
    await using stand = await commandLine(mock)
    const { code } = await stand.run(['--only', 'D-02,A-01,T-11,R-13,D-29', '--out', join(stand.folder, 'looked')])
    expect(code).toBe(0)
    const { checks } = await stand.report('looked')
    expect(checks.map(({ id, verdict, reason }) => [id, verdict, reason])).toEqual([
      ['D-02', 'pass', undefined],
      ['D-29', 'pass', undefined],
      ['A-01', 'untested', 'It needs a login, and this subject offers none without a person.'],
      ['T-11', 'untested', 'It burns codes or refresh tokens: --burn allows that.'],
      ['R-13', 'untested', 'It revokes or replays tokens: --destructive allows that.'],
    ])
  })

  it('asks for the client secret rather than take it from the command line', async () => {
    await using mock = await startTlsMock()
    await using stand = await commandLine(mock)
    const client = ['--client-id', 'integrator', '--redirect-uri', 'http://127.0.0.1:7890/']
    const { code, text } = await stand.run(client, { MOBILEPAY_CLIENT_SECRET: '' })
    expect({ code, text }).toMatchObject({
      code: 2,
      text: expect.stringContaining('MOBILEPAY_CLIENT_SECRET is not set'),
    })
    expect((await stand.run(['--client-secret', 'x'])).text).toContain('There is no option --client-secret')
  })

  it.each(['MOBILEPAY_USERNAME', 'MOBILEPAY_PASSWORD'])(
    'names %s where a script would have to log in without',
    async (name) => {
      await using mock = await startTlsMock()
      await using stand = await commandLine(mock)
      const script = [
        '--client-id',
        'integrator',
        '--redirect-uri',
        'http://127.0.0.1:7890/',
        '--login',
        'script',
        '--yes',
      ]
      const given = { MOBILEPAY_USERNAME: 'anna@klippe.example', MOBILEPAY_PASSWORD: 'mock-anna' }
      for (const value of ['', undefined]) {
        const { code, text } = await stand.run(script, { ...given, [name]: value })
        expect({ code, text }).toMatchObject({ code: 2, text: expect.stringContaining(`${name} is not set`) })
        expect((await stand.run(script, { ...given, [name]: value }, async () => '')).text).toContain(
          `${name} is not set`,
        )
      }
    },
  )

  it('trusts nobody whom the CA does not vouch for', async () => {
    await using mock = await startTlsMock()
    await using other = await startTlsMock()
    await using stand = await commandLine(mock)
    await writeFile(join(stand.folder, 'ca.pem'), other.server.tls?.ca ?? '')
    const { code, text } = await stand.run(['--only', 'D-02'])
    expect(code).not.toBe(0)
    expect(text).toMatch(/--ca/)
  })
})

describe('a run that goes on from a refresh token', () => {
  it('looks at refresh and API, keeps the newest token, and leaves the rest untested', async () => {
    await using mock = await startTlsMock()
    await using stand = await commandLine(mock)
    const { target } = mock
    const { refreshToken } = await obtain(target)
    const kept = join(stand.folder, 'newest')
    const args = [
      '--client-id',
      'integrator',
      '--redirect-uri',
      'https://integrator.example/callback',
      '--family',
      'R,P',
    ]
    const { code, text } = await stand.run(
      [...args, '--refresh-token', '--keep-refresh-token', kept, '--burn', '--yes', '--out', join(stand.folder, 'out')],
      { MOBILEPAY_REFRESH_TOKEN: refreshToken },
    )
    expect(code, text).toBe(0)
    const { checks, summary } = await stand.report('out')
    const verdict = (id: string) => checks.find((check) => check.id === id)?.verdict
    expect(['R-01', 'R-02', 'R-03', 'R-12', 'P-01', 'P-02'].map(verdict)).toEqual(Array(6).fill('pass'))
    expect(summary.inconclusive).toBe(0)
    const newest = (await readFile(kept, 'utf8')).trim()
    expect(newest).not.toBe(refreshToken)
    for (const file of ['report.json', 'evidence.json', 'events.ndjson', 'report.html']) {
      const written = await readFile(join(stand.folder, 'out', file), 'utf8')
      for (const value of [clientSecret, refreshToken, newest]) expect(written.includes(value), file).toBe(false)
    }
  })
})

describe('a run that was ended', () => {
  it('goes on where it was, its verdicts and evidence kept', async () => {
    await using mock = await startTlsMock()
    await using stand = await commandLine(mock)
    const first = join(stand.folder, 'first')
    await stand.run(['--only', 'D-02,D-03', '--out', first])
    await writeFile(join(first, 'events.ndjson'), (await readFile(join(first, 'events.ndjson'), 'utf8')).slice(0, -40))
    const { code } = await stand.run(['--family', 'D', '--resume', first, '--out', first])
    expect(code).toBe(0)
    const { checks } = await stand.report('first')
    expect(checks.map(({ id }) => id)).toEqual(families[0]?.checks.map(({ id }) => id))
    const evidence = JSON.parse(await readFile(join(first, 'evidence.json'), 'utf8'))
    const kept = checks.find(({ id }) => id === 'D-02')?.evidence ?? []
    expect(kept).toEqual(['sandbox-dk/earlier-001'])
    for (const name of checks.flatMap((check) => check.evidence))
      expect(evidence.exchanges, name).toHaveProperty([name])
  })

  it('is not taken for a run of something else', async () => {
    await using mock = await startTlsMock()
    await using stand = await commandLine(mock)
    expect((await stand.run(['--resume', stand.folder])).text).toContain('there is no events.ndjson of an earlier run')
  })
})
