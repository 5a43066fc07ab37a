import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { expect, it } from 'vitest'
import { chromiumTool } from '../../mock-server/test/support/chromium.ts'
import { describeWith } from '../../mock-server/test/support/require.ts'
import { families } from '../src/checks/families.ts'
import { type CheckResult, runChecks } from '../src/run/run-checks.ts'
import { chromiumArguments } from '../src/sandbox/chromium-arguments.ts'
import { humanDriver } from '../src/sandbox/human-driver.ts'
import { keyHashes } from '../src/sandbox/key-hashes.ts'
import type { Target } from '../src/subjects/target.ts'
import { freePort } from './support/free-port.ts'
import { clientSecret, commandLine } from './support/sandbox-command.ts'
import { startTlsMock, type TlsMock } from './support/tls-mock.ts'

const minutes = 60_000
const credentials = { MOBILEPAY_USERNAME: 'anna@klippe.example', MOBILEPAY_PASSWORD: 'mock-anna' }
const client = ['--client-id', 'integrator', '--redirect-uri', 'http://127.0.0.1:7890/', '--merchant-vat', 'DK12345674']

describeWith([chromiumTool], 'the sandbox, as a mock under the real names over TLS stands in for it', () => {
  it('is run through with a browser that a script drives, and compared with the mock', {
    timeout: 5 * minutes,
  }, async () => {
    await using mock = await startTlsMock('redirected')
    await using stand = await commandLine(mock)
    const out = join(stand.folder, 'sandbox')
    const families = ['--family', 'D,C,I,P,S']
    const script = ['--login', 'script', '--burn', '--destructive', '--yes']
    const { code, text } = await stand.run([...client, ...script, ...families, '--out', out], credentials)
    expect(code, text).toBe(0)
    const { checks, summary, preflight } = await stand.report('sandbox')
    const verdict = (id: string) => checks.find((check) => check.id === id)?.verdict
    expect(preflight.map((look) => look.verdict).filter((one) => one !== 'pass' && one !== 'inapplicable')).toEqual([])
    expect([summary.fail, summary.inconclusive, summary.fixed]).toEqual([0, 0, 0])
    // What says nothing on this machine otherwise.
    expect(['D-28', 'D-29', 'S-06', 'S-11', 'P-19'].map(verdict)).toEqual(Array(5).fill('pass'))
    for (const file of ['report.json', 'evidence.json', 'events.ndjson', 'report.html', 'junit.xml', 'summary.md']) {
      const written = await readFile(join(out, file), 'utf8')
      for (const value of [clientSecret, ...Object.values(credentials)])
        expect(written.includes(value), file).toBe(false)
    }
    await stand.command([
      '--subject',
      'mock',
      '--environment',
      'sandbox-dk',
      ...families,
      '--out',
      join(stand.folder, 'mock'),
    ])
    const compared = await stand.command(['compare', join(stand.folder, 'mock/report.json'), join(out, 'report.json')])
    expect(compared.code, compared.text).toBeLessThan(2)
  })

  it('sends nothing to the redirect URI, and nothing to production', { timeout: minutes }, async () => {
    let connections = 0
    const application = createServer((socket) => {
      connections += 1
      socket.destroy()
    }).listen(0, '127.0.0.1')
    await once(application, 'listening')
    const address = application.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const args = chromiumArguments({}, `http://127.0.0.1:${port}/`, [])
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [...args],
    })
    try {
      const page = await browser.newPage()
      for (const url of [`http://127.0.0.1:${port}/`, 'https://admin.mobilepay.dk/', 'https://api.mobilepay.fi/']) {
        await expect(page.goto(url)).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/)
      }
      expect(connections).toBe(0)
    } finally {
      await browser.close()
      application.close()
    }
  })
})

describeWith([chromiumTool], 'a login by a person', () => {
  it('is made once; codes are minted from its session, and what a page was answered stays untested', {
    timeout: 2 * minutes,
  }, async () => {
    await using mock = await startTlsMock()
    const redirectUri = await registerRedirectUri(mock)
    await using person = await startPerson(mock, redirectUri)
    await using driver = humanDriver({ redirectUri, open: person.open, silentTimeoutMs: 10_000 })
    const results = await run({ ...withoutPassword(mock.target, redirectUri), driver }, [
      ...[
        'A-01',
        'A-04',
        'A-10',
        'A-29',
        'A-32',
        'A-48',
        'C-01',
        'C-05',
        'C-07',
        'C-11',
        'C-23',
        'I-05',
        'T-01',
        'R-01',
      ],
    ])
    const verdicts = Object.fromEntries(results.map(({ id, verdict }) => [id, verdict]))
    expect(verdicts, JSON.stringify(results.map(({ id, reason, actual }) => [id, reason, actual]))).toEqual({
      ...Object.fromEntries(results.map(({ id }) => [id, 'pass'])),
      'A-29': 'untested',
      'A-48': 'untested',
      'C-11': 'untested',
    })
    expect(results.find(({ id }) => id === 'C-11')?.reason).toContain('--login script')
    expect(person.logins()).toBe(1)
  })

  it('that is not made ends the checks that need it, and no others', { timeout: minutes }, async () => {
    await using mock = await startTlsMock()
    const redirectUri = await registerRedirectUri(mock)
    await using driver = humanDriver({ redirectUri, open: () => {}, loginTimeoutMs: 50 })
    const results = await run({ ...withoutPassword(mock.target, redirectUri), driver }, ['D-02', 'K-01', 'A-01'])
    expect(results.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['D-02', 'pass'],
      ['K-01', 'pass'],
      ['A-01', 'untested'],
    ])
  })
})

async function run(target: Target, ids: readonly string[]): Promise<readonly CheckResult[]> {
  const checks = families.flatMap((family) => family.checks).filter(({ id }) => ids.includes(id))
  const { results } = await runChecks({ subject: 's', targets: [target], checks, today: '2026-11-25' })
  return results
}

async function registerRedirectUri({ target }: TlsMock): Promise<string> {
  const redirectUri = `http://127.0.0.1:${await freePort()}/callback`
  await target.lab?.addRedirectUri(target.login?.clientId ?? '', redirectUri)
  return redirectUri
}

function withoutPassword({ lab: _lab, login, ...target }: Target, redirectUri: string): Target {
  if (!login) throw new Error('The mock has no login.')
  const { password: _password, ...rest } = login
  return { ...target, login: { ...rest, redirectUri } }
}

/** Somebody with a browser of their own: logs in and consents where that is asked, and leaves the rest to the pages. */
async function startPerson({ server, target }: TlsMock, redirectUri: string) {
  const { ca = '', port, hosts } = server.tls ?? { port: 0, hosts: [] }
  const network = { ca, resolve: hosts.map((host) => ({ host, port: 443, address: '127.0.0.1', toPort: port })) }
  const args = chromiumArguments(network, 'http://nobody.invalid/', await keyHashes(hosts, network))
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [...args],
  })
  const page = await browser.newPage()
  let logins = 0
  page.on('load', async () => {
    if (new URL(page.url()).origin === new URL(redirectUri).origin) return
    const password = page.locator('input[type=password]')
    if (await password.count().catch(() => 0)) {
      logins += 1
      await page
        .locator('input[type=email], input[type=text]')
        .first()
        .fill(target.login?.loginHint ?? '')
      await password.fill(target.login?.password ?? '')
      await password.press('Enter')
    } else {
      const allow = page.locator('form[method=post] button').first()
      if (await allow.count().catch(() => 0)) await allow.click().catch(() => {})
    }
  })
  return {
    open: (url: string) => void page.goto(url).catch(() => {}),
    logins: () => logins,
    [Symbol.asyncDispose]: () => browser.close(),
  }
}
