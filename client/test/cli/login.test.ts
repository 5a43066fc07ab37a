import { clients } from '@mobilepay-oidc/fixtures'
import { describe, expect, it } from 'vitest'
import type { ResponseMode } from '../../src/index.ts'
import { answerIn, type Person, Visitor } from '../end-to-end/support/visitor.ts'
import { type Running, run, start, useHomes } from './support/cli.ts'
import { freeRedirectUri, useMock, worldOf } from './support/world.ts'

const mock = useMock({ consent: 'page' })
const home = useHomes()
const anna: Person = { email: 'anna@klippe.example', password: 'mock-anna' }

/** A login that waits for its answer on a port of its own. */
async function waiting(args: readonly string[] = []) {
  const redirectUri = await freeRedirectUri()
  const registered = clients.map((client) => ({ ...client, redirectUris: [redirectUri] }))
  const { env } = worldOf(mock, await home(), { clients: registered })
  const all = ['login', '--no-open', '--json', '--vat', 'DK12345674', '--redirect-uri', redirectUri, ...args]
  const login = start(all, env)
  const url = await login.noted(/^(http\S+authorize\S+)$/m)
  await login.noted(/Waiting for the answer/)
  return { login, url, redirectUri, env }
}

async function consent(url: string, mode: ResponseMode = 'form_post', person: Person = anna): Promise<URLSearchParams> {
  return answerIn(await new Visitor().walk(url, person), mode)
}

async function post(redirectUri: string, body: URLSearchParams) {
  const response = await fetch(redirectUri, { method: 'POST', body })
  return { status: response.status, text: await response.text() }
}

async function ended({ ended }: Running) {
  const { code, stdout, stderr } = await ended
  return { code, stderr, connection: stdout === '' ? undefined : JSON.parse(stdout) }
}

describe('login', () => {
  it('takes the form post, and tells browser and terminal', async () => {
    const { login, url, redirectUri } = await waiting()
    expect(await post(redirectUri, await consent(url))).toMatchObject({
      status: 200,
      text: expect.stringContaining('You can close this window'),
    })
    expect(await ended(login)).toMatchObject({ code: 0, connection: { merchantVat: 'DK12345674' } })
  })

  it('takes the fragment by a page that relays it', async () => {
    const { login, url, redirectUri } = await waiting(['--response-mode', 'fragment'])
    const page = await fetch(redirectUri)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect((await post(redirectUri, await consent(url, 'fragment'))).status).toBe(200)
    expect(await ended(login)).toMatchObject({ code: 0, connection: { merchantVat: 'DK12345674' } })
  })

  it('goes on waiting when somebody else sends something', async () => {
    const { login, url, redirectUri } = await waiting()
    expect((await fetch(redirectUri)).status).toBe(405)
    expect((await fetch(`${redirectUri}favicon.ico`)).status).toBe(404)
    const forged = new URLSearchParams({ state: 'x', code: 'x', id_token: 'x' })
    expect(await post(redirectUri, forged)).toMatchObject({
      status: 400,
      text: expect.stringContaining('state-mismatch'),
    })
    expect((await post(redirectUri, new URLSearchParams({ code: 'x' }))).status).toBe(400)
    expect((await post(redirectUri, await consent(url))).status).toBe(200)
    expect((await ended(login)).code).toBe(0)
  })

  it('ends with 3 when the merchant says no', async () => {
    const { login, url, redirectUri } = await waiting()
    expect((await post(redirectUri, await consent(url, 'form_post', { ...anna, decision: 'deny' }))).status).toBe(400)
    expect(await ended(login)).toMatchObject({ code: 3, stderr: expect.stringContaining('access-denied') })
  })

  it('ends with 3 when nobody comes', async () => {
    const { login } = await waiting(['--timeout', '0.01'])
    expect(await ended(login)).toMatchObject({ code: 3, stderr: expect.stringContaining('consent-expired') })
  })

  it('ends with 130 when it is interrupted', async () => {
    const { login } = await waiting()
    login.child.kill('SIGINT')
    expect((await login.ended).code).toBe(130)
  })

  it('says that the port is taken', async () => {
    const { login, redirectUri, env } = await waiting()
    const second = await run(['login', '--no-open', '--redirect-uri', redirectUri], env)
    expect(second).toMatchObject({ code: 2, stderr: expect.stringContaining('another program has that port') })
    login.child.kill()
    await login.ended
  })

  it('prints nothing secret, whatever is logged', async () => {
    const { login, url, redirectUri } = await waiting(['--debug'])
    const answer = await consent(url)
    await post(redirectUri, answer)
    const { code, stdout, stderr } = await login.ended
    expect(code).toBe(0)
    expect(stderr).toContain('"mobilepay":"callback"')
    const printed = `${stdout}${stderr.replace(url, '')}`
    for (const secret of [answer.get('code'), answer.get('state'), 'integrator-secret'])
      expect(printed).not.toContain(secret)
    expect(printed).not.toMatch(/eyJ[\w-]{8}/)
  })
})

describe('login without a browser', () => {
  it('is refused where a person has to log in', async () => {
    const { env } = worldOf(mock, await home())
    const login = await run(['login', '--headless', '--vat', 'DK12345674'], env)
    expect(login).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--consent auto') })
  })

  it.each(['form_post', 'fragment'])('works by %s where the mock consents by itself', async (mode) => {
    const { env } = worldOf(mock, await home(), { consent: 'auto' })
    const login = await run(['login', '--headless', '--vat', 'DK12345674', '--response-mode', mode, '--json'], env)
    expect(login).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(login.stdout)).toMatchObject({ merchantVat: 'DK12345674' })
  })

  it.each<[string, readonly string[], string]>([
    ['a response mode', ['--response-mode', 'query'], '--response-mode is form_post or fragment'],
    ['a VAT number', ['--vat', 'DK-12345674'], 'merchant-vat-format'],
    ['a scope', ['--scope', 'invoices'], 'scope-unknown'],
    ['a time', ['--timeout', 'soon', '--no-open'], '--timeout takes seconds'],
  ])('refuses a wrong option: %s', async (_, args, said) => {
    const { env } = worldOf(mock, await home(), { consent: 'auto' })
    const headless = args.includes('--no-open') ? [] : ['--headless']
    const login = await run(['login', ...headless, ...args], env)
    expect(login).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(said) })
  })
})
