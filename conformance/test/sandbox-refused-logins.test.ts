import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { chromiumTool } from '../../mock-server/test/support/chromium.ts'
import { describeWith } from '../../mock-server/test/support/require.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { plain } from '../src/reports/paint.ts'
import type { Report } from '../src/reports/report.ts'
import { type AnswerToLogin, LoginProvider, loginPage, redirect, sendPage } from './support/login-provider.ts'
import { clientSecret, commandLine } from './support/sandbox-command.ts'
import { startTlsMock } from './support/tls-mock.ts'

const minute = 60_000
const username = 'Erika.Muster@klippe.example'
const password = 'hunter2-wrong'
const env = { MOBILEPAY_CLIENT_SECRET: 'some-secret', MOBILEPAY_USERNAME: username, MOBILEPAY_PASSWORD: password }
const script = ['--login', 'script', '--redirect-uri', 'http://127.0.0.1:7890/', '--yes']
const artefacts = ['report.json', 'evidence.json', 'events.ndjson', 'report.html', 'junit.xml', 'summary.md']

describeWith([chromiumTool], 'a login by script that is refused', () => {
  it('is a matter of the configuration, is tried once, and says what the page said', { timeout: minute }, async () => {
    await using mock = await startTlsMock()
    await using stand = await commandLine(mock)
    const client = ['--client-id', 'integrator', ...script, '--only', 'D-02,A-01,A-02,A-48,I-01']
    const { code, text } = await stand.run([...client, '--out', join(stand.folder, 'out')], {
      ...env,
      MOBILEPAY_CLIENT_SECRET: clientSecret,
    })
    expect(code, text).toBe(2)
    const { checks } = await stand.report('out')
    expect(checks.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['PRE-08', 'config'],
      ['D-02', 'pass'],
      ...['A-01', 'A-02', 'A-48', 'I-01'].map((id) => [id, 'untested']),
    ])
    expect(checks[0]?.reason).toMatch(/^MOBILEPAY_USERNAME, MOBILEPAY_PASSWORD: the provider refuses them\. .*".+"/)
    expect(checks[0]?.remedy).toMatch(/^[A-Z].*\.$/)
    expect(checks[2]?.reason).toContain('(PRE-08)')
    const events = (await readFile(join(stand.folder, 'out/events.ndjson'), 'utf8')).split('\n').filter(Boolean)
    const typed = events.filter((line) => /"method":"POST","url":"[^"]*\/account\/login/.test(line))
    expect(typed).toHaveLength(1)
    for (const file of artefacts) {
      const written = await readFile(join(stand.folder, 'out', file), 'utf8')
      for (const value of [username, password]) expect(written.includes(value), file).toBe(false)
    }
  })

  const otp = '<label>Code from your app <input name="otp" autocomplete="one-time-code"></label>'
  it.each<[string, AnswerToLogin, RegExp]>([
    [
      'by the same page, which gives the name and the password back',
      (typed, response) =>
        sendPage(response, loginPage(`No ${typed.get('email')?.toLowerCase()} with ${typed.get('password')} here.`)),
      /refuses them\. The page says "No \[redacted\] with \[redacted\] here\."/,
    ],
    [
      'by a redirect to another address of the same page',
      (_typed, response) => redirect(response, '/login?error=1'),
      /refuses them\. The page says "That did not work\."/,
    ],
    [
      'since the account is locked, by a status',
      (_typed, response) => sendPage(response, '<p class="validation-error">The account is locked.</p>', 423),
      /status 423.*"The account is locked\."/,
    ],
    [
      'since the account is locked, by a page without a form',
      (_typed, response) => sendPage(response, '<div class="alert"><p>Your account is locked.</p></div>'),
      /does not lead on.*"Your account is locked\."/,
    ],
    [
      'until a code is typed',
      (_typed, response) => sendPage(response, `<form method="post">${otp}<button>Sign in</button></form>`),
      /second factor/,
    ],
    [
      'until a code is typed, which may be given up',
      (_typed, response) =>
        sendPage(response, `<form method="post">${otp}<button>Verify</button><button>Cancel</button></form>`),
      /second factor/,
    ],
    [
      'until somebody says yes in an app',
      (_typed, response) => sendPage(response, '<h1>Open the app</h1><p>Approve the login there.</p>'),
      /does not lead on.*"Some provider"/,
    ],
  ])('%s', { timeout: minute }, async (_what, answer, reason) => {
    await using provider = await LoginProvider.start(answer)
    for (const more of [[], ['--no-preflight']]) {
      const { code, checks, text } = await runOn(provider, ['--only', 'A-01,A-02,I-01', ...more])
      expect(code, text).toBe(2)
      expect(checks.map(({ verdict }) => verdict)).toEqual([
        'config',
        ...Array(more.length === 0 ? 3 : 2).fill('untested'),
      ])
      expect(checks[0]?.reason).toMatch(/^MOBILEPAY_USERNAME, MOBILEPAY_PASSWORD: /)
      expect(checks[0]?.reason).toMatch(reason)
      for (const value of [username, username.toLowerCase(), password]) expect(text).not.toContain(value)
      expect(provider.attempts).toBe(1)
      provider.attempts = 0
    }
  })

  it('is told of once where there is no browser', async () => {
    await using provider = await LoginProvider.start((_typed, response) => sendPage(response, loginPage('No.')))
    const { code, checks } = await runOn(provider, ['--only', 'A-01,I-01'], { CHROMIUM_PATH: '/nowhere/chromium' })
    expect(code).toBe(2)
    expect(checks).toMatchObject([
      { id: 'PRE-08', verdict: 'config', reason: expect.stringMatching(/^CHROMIUM_PATH: .*\/nowhere\/chromium/) },
      { verdict: 'untested' },
      { verdict: 'untested' },
    ])
  })

  it('is not made where no check needs it', { timeout: minute }, async () => {
    await using provider = await LoginProvider.start((_typed, response) => sendPage(response, loginPage('No.')))
    const { checks } = await runOn(provider, ['--only', 'D-02'])
    expect(checks.map(({ id }) => id)).toEqual(['D-02'])
    expect(provider.attempts).toBe(0)
  })

  it('is a finding about the provider where it asks again after it has taken them', { timeout: minute }, async () => {
    await using provider = await LoginProvider.start((_typed, response) => redirect(response, '/authorize?again=1'))
    const { code, checks } = await runOn(provider, ['--only', 'A-01'])
    expect(code).toBe(1)
    expect(checks).toMatchObject([{ id: 'A-01', verdict: 'fail', actual: [expect.stringContaining('logged in')] }])
  })
})

/** The command line against a provider on this machine. */
async function runOn({ discoveryUrl }: LoginProvider, args: readonly string[], moreEnv: NodeJS.ProcessEnv = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-logins-'))
  const printed: string[] = []
  const write = (text: string) => printed.push(text)
  try {
    const code = await runCli(
      ['--url', discoveryUrl, '--client-id', 'some-client', ...script, ...args, '--out', folder],
      { paint: plain, out: write, err: write, env: { ...env, ...moreEnv } },
    )
    const { checks }: Report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))
    return { code, checks, text: printed.join('') }
  } finally {
    await rm(folder, { recursive: true })
  }
}
