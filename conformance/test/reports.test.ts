import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { Check } from '../src/checks/check.ts'
import { families } from '../src/checks/families.ts'
import { renderConsole } from '../src/reports/console.ts'
import { formatNames, formats } from '../src/reports/formats.ts'
import { plain } from '../src/reports/paint.ts'
import { type CheckResult, type RunResult, runChecks } from '../src/run/run-checks.ts'
import { startMockSubject } from '../src/subjects/mock-subject.ts'
import { hasChromium, openReport } from './support/report-browser.ts'
import { reply, StandIn } from './support/stand-in.ts'

const today = '2026-11-24'
/** What a provider may put into an answer to break reports, and whoever reads them. */
const nasty = `<script>alert(1)</script> ]]> " ' & \u0000\u001b[31m \ud800 | \`x\` </details>\n# head`

function check(id: string, run: Check['run'], level: Check['level'] = 'MUST'): Check {
  return { id, title: `Title of ${id}`, spec: 'RFC 9700 4.1', level, sandbox: 'unattended', facts: ['c-hash'], run }
}

const remedy = 'Mend it.'
const checks: readonly Check[] = [
  check('D-02', (context) =>
    context.discoveryResponse().then(() => ({ kind: 'violation', expected: 'no markup', actual: nasty, remedy })),
  ),
  check('D-03', () => ({ kind: 'violation', expected: 1, actual: 2, remedy }), 'SHOULD'),
  check('D-05', () => ({ kind: 'pass', expected: 1, actual: 1 })),
  check('K-01', () => ({ kind: 'inconclusive', reason: nasty })),
  check('K-02', () => ({ kind: 'untested', reason: 'No login.' })),
  check('K-03', () => ({ kind: 'inapplicable', reason: 'No TLS.' })),
  check('K-04', () => ({ kind: 'config', expected: 1, actual: 2, reason: 'login: wrong', remedy })),
]

async function smallRun(): Promise<RunResult> {
  const provider = new StandIn()
  provider.intercept = () => reply(200, `${nasty} eyJhbGciOiJub25lIn0.eyJzdWIiOiJDQU5BUlkifQ.c2ln`, { 'x-odd': 'odd' })
  return runChecks({ subject: '<b>subject</b>', targets: [provider.target], checks, today })
}

describe('junit.xml', () => {
  it('counts failures, errors and skipped in every suite and in all', async () => {
    const text = formats.junit.render(await smallRun())
    expect(text).toMatch(/<testsuites name="[^"]*" tests="7" failures="2" errors="2" skipped="2">/)
    expect(text).toMatch(/<testsuite name="[^"]* sandbox-dk D" tests="3" failures="2" errors="0" skipped="0">/)
    expect(text).toMatch(/<testcase name="D-05 Title of D-05" classname="sandbox-dk.D"><failure type="fixed"/)
  })

  it.skipIf(!hasChromium)('is XML to a parser, whatever a provider answers', async () => {
    await using browser = await openReport('<!doctype html>')
    const text = formats.junit.render(await smallRun())
    // Text, since the names in it are the browser's.
    const parse = `(xml) => {
      const document = new DOMParser().parseFromString(xml, 'application/xml')
      const failure = document.querySelector('testcase[name^="D-02"] failure')
      return { broken: document.querySelectorAll('parsererror').length, said: failure?.textContent }
    }`
    const read = await browser.page.evaluate<{ broken: number; said: string }>(`(${parse})(${JSON.stringify(text)})`)
    expect(read.broken).toBe(0)
    expect(read.said).toContain('actual: <script>alert(1)</script> ]]> " \' & \ufffd\ufffd[31m \ufffd |')
  })
})

describe('report.sarif', () => {
  it('has what SARIF 2.1.0 asks for, and the failures alone', async () => {
    const log = JSON.parse(formats.sarif.render(await smallRun()))
    expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif-2.1.0') })
    const [{ tool, results }] = log.runs
    expect(tool.driver.name).toBe('mobilepay-oidc conformance')
    const ids = tool.driver.rules.map(({ id }: { id: string }) => id)
    expect(ids).toEqual(['D-02', 'D-05'])
    for (const result of results) {
      expect(ids).toContain(result.ruleId)
      expect(['none', 'note', 'warning', 'error']).toContain(result.level)
      expect(result.message.text).not.toBe('')
      expect(result.locations[0].logicalLocations[0].fullyQualifiedName).toBe(`sandbox-dk/${result.ruleId}`)
    }
  })
})

describe('earl.jsonld', () => {
  it('asserts every check of every subject with an outcome of EARL', async () => {
    const { '@context': context, '@graph': graph } = JSON.parse(formats.earl.render(await smallRun()))
    expect(context.earl).toBe('http://www.w3.org/ns/earl#')
    const ids = new Set(graph.map((node: { '@id'?: string }) => node['@id']))
    const assertions = graph.filter((node: { '@type': unknown }) => node['@type'] === 'earl:Assertion')
    expect(assertions).toHaveLength(7)
    for (const assertion of assertions) {
      for (const role of ['earl:assertedBy', 'earl:subject', 'earl:test']) expect(ids).toContain(assertion[role]['@id'])
      expect(assertion['earl:result']['earl:outcome']['@id']).toMatch(
        /^earl:(passed|failed|cantTell|inapplicable|untested)$/,
      )
    }
  })
})

describe('summary.md', () => {
  it('says what asks for action, and lets nothing through that would be markup', async () => {
    const text = formats.markdown.render(await smallRun())
    expect(text).toContain(
      '❌ 7 verdicts: 1 fail, 1 warn, 1 fixed, 1 inapplicable, 1 untested, 1 inconclusive, 1 config',
    )
    expect(text).toContain('* **fail D-02**')
    expect(text.split('\n').filter((line) => line.startsWith('# '))).toEqual([])
    expect(text.replace(/`+[^`]*`+/g, '')).not.toMatch(/(?<!\\)<script/)
  })
})

describe('a run that was interrupted, or never came to the provider', () => {
  const untested = (id: string): CheckResult => ({ ...resultOf(id), verdict: 'untested', reason: 'Nobody was there.' })
  const resultOf = (id: string): CheckResult => ({
    id,
    environment: 'sandbox-dk',
    verdict: 'pass',
    title: `Title of ${id}`,
    spec: 'none',
    level: 'MUST',
    sandbox: 'unattended',
    facts: [],
    expected: 1,
    actual: 1,
    evidence: [],
  })
  const ids = ['D-01', 'D-02', 'D-03', 'D-04', 'D-05']

  it('is never summed up as if all were well', async () => {
    const run = await smallRun()
    const render = (changes: Partial<RunResult>) => formats.markdown.render({ ...run, ...changes })
    const passed = [resultOf('D-01')]
    expect(render({ results: passed })).toContain('✅ 1 verdicts: 1 pass')
    expect(render({ results: passed, interrupted: true })).toContain(
      '⚠️ 1 verdicts: 1 pass. The run was interrupted: what had not run by then is untested.',
    )
    expect(render({ results: ids.map(untested) })).toContain('⚠️ 5 verdicts: 5 untested')
    expect(render({ results: [...passed, { ...resultOf('D-02'), verdict: 'inconclusive' }] })).toContain('⚠️ 2')
  })

  it('says each cause once in the console, with the checks, and that it was interrupted', async () => {
    const run = { ...(await smallRun()), results: ids.map(untested), interrupted: true }
    const text = renderConsole(run, families, plain)
    expect(text.split('Nobody was there.').length - 1).toBe(1)
    expect(text).toContain(ids.join(', '))
    expect(text).toContain('The run was interrupted: what had not run by then is untested.')
  })
})

describe('evidence.json', () => {
  it('keeps each passage once, and gives back every body', async () => {
    const run = await smallRun()
    const { exchanges, parts } = JSON.parse(formats.evidence.render(run))
    for (const [id, { response }] of run.exchanges) {
      const stored = exchanges[id].response
      const body = stored.bodyOf ? stored.bodyOf.map((number: number) => parts[number]).join('') : stored.body
      expect(body).toBe(response.body.toWellFormed())
    }
    expect(new Set(parts).size).toBe(parts.length)
  })
})

describe.skipIf(!hasChromium)('report.html in a browser, from a disk', () => {
  it('runs under its own policy, asks for nothing, and shows texts as texts', async () => {
    await using browser = await openReport(formats.html.render(await smallRun()))
    const { page, requests, complaints } = browser
    expect(await page.locator('script').count()).toBe(2)
    expect(await page.locator('.check').count()).toBe(7)
    await page.locator('.check', { hasText: 'D-02' }).locator('.exchange summary').first().click()
    await expect.poll(() => page.locator('.exchange pre').allTextContents()).toHaveLength(2)
    expect((await page.locator('.exchange pre').allTextContents()).join()).toContain('<script>alert(1)</script>')
    expect([requests, complaints]).toEqual([[], []])
  })

  it('filters by verdict, family, level, fact and words', async () => {
    await using browser = await openReport(formats.html.render(await smallRun()))
    const { page } = browser
    const shown = () => page.locator('.check:visible .id').allTextContents()
    await page.locator('label.fail').click()
    expect(await shown()).not.toContain('D-02')
    await page.locator('button[type=reset]').click()
    await expect.poll(shown).toHaveLength(7)
    await page.locator('select[name=family]').selectOption('K')
    expect(await shown()).toEqual(['K-04', 'K-01', 'K-02', 'K-03'])
    await page.locator('select[name=family]').selectOption('')
    await page.locator('select[name=level]').selectOption('SHOULD')
    expect(await shown()).toEqual(['D-03'])
    await page.locator('select[name=level]').selectOption('')
    await page.locator('input[name=text]').fill('no tls')
    expect(await shown()).toEqual(['K-03'])
    expect(await page.locator('.count').textContent()).toBe('1 of 7 shown')
  })

  it('has colours for the dark, and prints without its filters', async () => {
    await using browser = await openReport(formats.html.render(await smallRun()))
    const { page } = browser
    const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
    await page.emulateMedia({ colorScheme: 'light' })
    const light = await paper()
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await paper()).not.toBe(light)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.filters').isVisible()).toBe(false)
    expect(await page.locator('.paper').isVisible()).toBe(true)
  })
})

describe('all reports together', () => {
  it('hold no secret, code, token or password of a whole flow', async () => {
    await using subject = await startMockSubject('2024', ['sandbox-dk'])
    const login = subject.targets[0]?.login
    const seen = new Set<string>([login?.clientSecret ?? '', login?.password ?? ''])
    const targets = subject.targets.map((target) => ({
      ...target,
      send: async (request: Parameters<typeof target.send>[0]) => {
        const response = await target.send(request)
        const text = new TextDecoder().decode(response.body)
        for (const [, secret = ''] of text.matchAll(/"(?:access|refresh|id)_token":"([^"]+)"/g)) seen.add(secret)
        for (const [, secret = ''] of text.matchAll(/name='(?:code|id_token)' value='([^']+)'/g)) seen.add(secret)
        return response
      },
    }))
    const own = families.filter(({ id }) => id === 'I' || id === 'C').flatMap((family) => family.checks)
    const run = await runChecks({ subject: 'mock', targets, checks: own, today })
    expect(seen.size).toBeGreaterThan(10)
    for (const name of formatNames) {
      const text = formats[name].render(run)
      for (const secret of seen) expect(text.includes(secret), `${name} holds ${secret.slice(0, 8)}…`).toBe(false)
    }
  })

  it('are named in the documentation of the command line', async () => {
    const help = await readFile(new URL('../src/cli/help.ts', import.meta.url), 'utf8')
    expect(help).toContain(formatNames.join(', '))
  })
})
