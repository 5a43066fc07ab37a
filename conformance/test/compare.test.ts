import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Generation } from '@mobilepay-oidc/fixtures'
import { type Switches, startMockServer } from '@mobilepay-oidc/mock-server'
import { describe, expect, it } from 'vitest'
import { families } from '../src/checks/families.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { classify, type Difference } from '../src/compare/classify.ts'
import { type ComparedResult, runSide } from '../src/compare/input.ts'
import { profileOf, switchNames } from '../src/compare/profile.ts'
import { switchSignals } from '../src/compare/switch-signals.ts'
import { plain } from '../src/reports/paint.ts'
import { runChecks } from '../src/run/run-checks.ts'
import type { Verdict } from '../src/run/verdicts.ts'
import { targetOf } from '../src/subjects/mock-subject.ts'
import { hasChromium, openReport } from './support/report-browser.ts'

function result(verdict: Verdict, actual: unknown = null, more: Partial<ComparedResult> = {}): ComparedResult {
  return { id: 'D-05', environment: 'sandbox-dk', verdict, actual, ...more }
}

async function run(...args: readonly string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await runCli(args, { paint: plain, out: (text) => out.push(text), err: (text) => err.push(text) })
  return { code, out: out.join(''), err: err.join('') }
}

/** Reports in a folder of their own, by the names of their environments. */
async function reports(content: Readonly<Record<string, readonly ComparedResult[]>>) {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-compare-'))
  const paths: Record<string, string> = {}
  for (const [name, checks] of Object.entries(content)) {
    const path = join(folder, `${name}.json`)
    paths[name] = path
    await writeFile(path, JSON.stringify({ checks, run: { endedAt: '2026-11-25T10:00:00.000Z', generation: '2024' } }))
  }
  return { folder, paths, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

describe('compare', () => {
  it('takes in checks that this version does not have, and those of clients', async () => {
    const other = (id: string, verdict: Verdict) => ({ ...result(verdict), id, title: `Title of ${id}` })
    await using files = await reports({
      before: [other('D-05', 'pass'), other('RP-29', 'pass')],
      after: [other('D-05', 'pass'), other('RP-29', 'fail'), other('D-999', 'fail')],
    })
    const { code, out } = await run('compare', files.paths.before ?? '', files.paths.after ?? '')
    expect(code, out).toBe(1)
    expect(out).toContain('RP-29 A callback that comes again is refused')
    expect(out).toContain('D-999 Title of D-999')
    expect(out).toContain('3 compared, 2 differ: 2 NEW')
  })
})

describe('a difference', () => {
  it.each<[string, ComparedResult | undefined, ComparedResult | undefined, Difference | undefined]>([
    ['a violation that was not there', result('pass'), result('fail', 1), 'NEW'],
    ['a violation where nothing was judged', result('untested'), result('warn', 1), 'NEW'],
    ['a deviation that is recorded', result('pass'), result('known', 1), 'KNOWN'],
    ['a violation that is gone', result('fail', 1), result('pass'), 'FIXED'],
    ['a recorded deviation that is gone', result('known', 1), result('fixed', 1), 'FIXED'],
    ['a check that judges no more', result('pass'), result('inconclusive'), 'GONE'],
    ['a check that is not there', result('fail', 1), undefined, 'GONE'],
    ['more problems', result('fail', ['a']), result('fail', ['a', 'b']), 'LAXER'],
    ['fewer problems', result('fail', ['a', 'b']), result('known', ['a']), 'STRICTER'],
    ['a refusal', result('pass', 'accepted'), result('pass', 'error page (invalid_request)'), 'STRICTER'],
    ['no refusal', result('pass', '400 invalid_grant'), result('pass', 'tokens issued'), 'LAXER'],
    ['another violation', result('fail', 'a'), result('fail', 'b'), 'NEW'],
    ['the same violation', result('known', ['a', 'b']), result('fail', ['b', 'a']), 'LAXER'],
    ['the same, recorded', result('known', ['a', 'b']), result('known', ['b', 'a']), undefined],
    ['other findings of a recorded deviation', result('known', ['a', 'b']), result('known', ['a']), 'KNOWN'],
    ['the same again', result('fail', 'a'), result('fail', 'a'), undefined],
    ['nothing to judge on either side', result('skip'), result('untested'), undefined],
    ['a judgment where there was none', result('skip'), result('pass'), undefined],
    ['a value that says nothing of refusal', result('pass', 1), result('pass', 2), undefined],
    ['an observation', result('pass', 1), result('info', 2), undefined],
    ['a MAY that is not used', result('pass', 1), result('info', 2, { remedy: 'Do.' }), 'NEW'],
  ])('%s', (_what, before, after, difference) => {
    expect(classify(before, after)).toBe(difference)
  })
})

describe('compare', () => {
  const old = [result('fail', 'wrong'), { ...result('pass'), id: 'D-06' }]
  const now = [result('pass'), { ...result('fail', '<b>bad</b>'), id: 'D-06' }]

  it('sets sides side by side, and says 1 where something is new', async () => {
    await using files = await reports({ old, now })
    const { code, out } = await run('compare', 'spec', files.paths.old ?? '', `today=${files.paths.now}`)
    expect(code).toBe(1)
    expect(out).toContain('spec against old against today: sandbox-dk')
    expect(out).toMatch(/D-05 .*\(sandbox-dk\)\n {2}spec +pass\n {2}old +NEW {2}fail: wrong\n {2}today +pass/)
    expect((await run('compare', files.paths.now ?? '', files.paths.now ?? '')).code).toBe(0)
  })

  it('writes JSON and a page that runs under its own policy', async () => {
    await using files = await reports({ old, now })
    const folder = join(files.folder, 'out')
    const { out } = await run('compare', files.paths.old ?? '', files.paths.now ?? '', '--out', folder, '--json')
    expect(JSON.parse(out)).toMatchObject({
      compared: 2,
      summary: { NEW: 1, FIXED: 1, KNOWN: 0 },
      rows: [
        { check: 'D-05', sides: [{ verdict: 'fail' }, { verdict: 'pass', difference: 'FIXED' }] },
        { check: 'D-06' },
      ],
    })
    const page = await readFile(join(folder, 'compare.html'), 'utf8')
    expect(page).toContain('&lt;b&gt;bad&lt;/b&gt;')
    expect(JSON.parse(await readFile(join(folder, 'compare.json'), 'utf8')).compared).toBe(2)
  })

  it.skipIf(!hasChromium)('filters its page by class', async () => {
    await using files = await reports({ old, now })
    await run('compare', files.paths.old ?? '', files.paths.now ?? '', '--out', files.folder)
    await using browser = await openReport(await readFile(join(files.folder, 'compare.html'), 'utf8'))
    const { page, complaints, requests } = browser
    expect(await page.locator('tbody tr:visible').count()).toBe(2)
    await page.locator('label', { hasText: 'NEW' }).click()
    expect(await page.locator('tbody tr:visible .id').allTextContents()).toEqual(['D-05'])
    expect([complaints, requests]).toEqual([[], []])
  })

  it('tells the same in several environments once, and what the specification does not ask never', async () => {
    const checks = ['sandbox-dk', 'sandbox-fi'].flatMap((environment) => [
      { ...result('known', 'other'), environment },
      { ...result('inapplicable', null, { reason: 'No TLS.' }), id: 'D-29', environment },
    ])
    await using files = await reports({ both: checks })
    const { out } = await run('compare', 'spec', files.paths.both ?? '')
    expect(out.match(/D-05/g)).toHaveLength(1)
    expect(out).not.toContain('D-29')
    expect(out).toContain('4 compared, 2 differ: 2 KNOWN')
  })

  it('pairs one environment with another', async () => {
    const other = now.map((one) => ({ ...one, environment: 'sandbox-fi' }))
    await using files = await reports({ both: [...old, ...other] })
    const path = files.paths.both
    const { out } = await run('compare', `dk=${path}#sandbox-dk`, `fi=${path}#sandbox-fi`)
    expect(out).toContain('dk against fi: sandbox-dk / sandbox-fi')
    expect(out).toContain('2 compared, 2 differ: 1 NEW, 1 FIXED')
  })

  it.each<[readonly string[], string]>([
    [['compare', 'spec'], 'compare needs two sides or more'],
    [['compare', 'spec', 'nowhere.json'], "The report nowhere.json can't be read (ENOENT)."],
    [['facts'], 'facts needs a report.json.'],
    [['profile', 'report.json'], 'profile is followed by from and one report.json.'],
    [['compare', '--jsn'], 'There is no option --jsn; did you mean --json?'],
  ])('%j is wrong usage', async (args, sentence) => {
    const { code, err } = await run(...args)
    expect(err).toContain(sentence)
    expect(code).toBe(2)
  })

  it('names the environments where there is nothing to pair', async () => {
    const two = [...old, ...old.map((one) => ({ ...one, environment: 'sandbox-fi' }))]
    await using files = await reports({ two, third: old.map((one) => ({ ...one, environment: 'a.example' })) })
    const { err } = await run('compare', files.paths.two ?? '', files.paths.third ?? '')
    expect(err).toContain('two has sandbox-dk, sandbox-fi; third has a.example: name one each')
    expect((await run('compare', 'spec', `${files.paths.two}#sandbox-se`)).err).toContain(
      'has no environment sandbox-se',
    )
  })

  it.each(['compare', 'facts', 'profile'])('%s explains itself with examples and exit codes', async (command) => {
    const { code, out } = await run(command, '--help')
    expect(code).toBe(0)
    expect(out).toMatch(/Usage\n[\s\S]*Examples?\n[\s\S]*Exit codes\n/)
  })
})

describe('facts', () => {
  it('says of each fact what was seen by its checks, and how much that is, with the day', async () => {
    const checks = [
      { ...result('pass'), id: 'D-01' },
      { ...result('fail', 1), id: 'D-06' },
      { ...result('warn', 1), id: 'D-12' },
      { ...result('untested'), id: 'K-18' },
    ]
    await using files = await reports({ run: checks })
    const { code, out } = await run('facts', files.paths.run ?? '', '--json')
    expect(code).toBe(1)
    const { fidelity, facts } = JSON.parse(out)
    const stateOf = (id: string) => facts.find((fact: { id: string }) => fact.id === id).sides[0]
    expect(stateOf('discovery-url-sandbox-dk')).toEqual({ side: 'run', state: 'seen', checks: ['D-01'] })
    // Another environment's fact.
    expect(stateOf('discovery-url-sandbox-fi').state).toBe('unseen')
    expect(fidelity).toMatchObject([{ side: 'run', at: '2026-11-25T10:00:00.000Z', facts: facts.length }])
    expect(fidelity[0].seen).toBeLessThan(fidelity[0].judged)
    expect((await run('facts', files.paths.run ?? '')).out).toMatch(
      /Fidelity of run on 2026-11-25: \d+\.\d % \(\d+ of \d+ judged facts; \d+ in the ledger\)/,
    )
  })
})

describe('a profile', () => {
  const positions: readonly [keyof Switches, Generation, readonly unknown[]][] = [
    ['standingGrantSkipsConsent', '2024', [true, false]],
    ['nonceReplayRefused', '2024', [true, false]],
    ['strictParameters', '2024', [false, true]],
    ['codeReuse', '2024', ['refuse', 'revoke-tokens']],
    ['responseModesAdvertised', '2024', ['captured', 'served']],
    ['responseModesServed', '2024', ['form_post fragment', 'form_post']],
    ['refreshSlidingLife', '2024', ['13-months', '1-year']],
    ['accessTokenAfterRevocation', '2024', ['alive-until-exp', 'refused']],
    ['ibmHeadersRequired', '2024', [false, true]],
    ['codeVerifierAtRefresh', '2024', ['ignored', 'required']],
    ['consentDenied', '2024', ['to-client', 'error-page']],
    ['scopeSeparator', '2024', ['space', 'space-or-comma']],
    ['accessTokenTyp2024', '2024', ['at+jwt', 'JWT']],
    ['tokenResponseScope2018', '2018', ['absent']],
  ]

  it('covers every switch that a check can tell, and no other', () => {
    expect(new Set(positions.map(([name]) => name))).toEqual(new Set(switchSignals.map(({ name }) => name)))
    expect(switchNames.filter((name) => !positions.some(([one]) => one === name))).toEqual(['missingMerchantVat'])
  })

  it.each(positions.flatMap(([name, generation, values]) => values.map((value) => [name, value, generation] as const)))(
    'finds %s at %s',
    async (name, value, generation) => {
      await using server = await startMockServer({ port: 0, consent: 'page' })
      const world = server.createWorld({ generation, switches: { [name]: value } })
      const needed = new Set(switchSignals.filter((signal) => signal.name === name).map(({ check }) => check))
      if (name === 'codeReuse') needed.add('R-01')
      const checks = families.flatMap((family) => family.checks).filter(({ id }) => needed.has(id))
      const targets = [targetOf(server, world, 'sandbox-dk', generation)]
      const { results } = await runChecks({ subject: 'mock', targets, checks, today: '2026-11-24' })
      const profile = profileOf(runSide('run', results), 'sandbox-dk', generation)
      expect(profile.switches, JSON.stringify(results)).toMatchObject({ [name]: value })
    },
  )

  it('is a configuration of the mock, and lists what the run did not tell', async () => {
    const checks = [{ ...result('pass', 'accepted (callback in the body)'), id: 'A-54' }]
    await using files = await reports({ run: checks })
    const path = files.paths.run ?? ''
    const { out } = await run('profile', 'from', path)
    expect(out).toMatch(/standingGrantSkipsConsent +true +A-54/)
    expect(out).toMatch(/missingMerchantVat +no check can tell it/)
    expect(out).toMatch(/codeReuse +T-25 did not tell it in this run/)
    const target = join(files.folder, 'mock.json')
    const { out: printed } = await run('profile', 'from', path, '--json', '--out', target)
    expect(JSON.parse(printed)).toEqual({ generation: '2024', switches: { standingGrantSkipsConsent: true } })
    expect(await readFile(target, 'utf8')).toBe(printed)
  })
})
