import { chmod, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run, useHomes } from './support/cli.ts'
import { freeRedirectUri, useMock, worldOf } from './support/world.ts'

const mock = useMock()
const home = useHomes()
const merchantId = 'aaaaaaaa-0000-4000-8000-000000000001'

/** A world with a merchant who has consented. */
async function connected() {
  const place = worldOf(mock, await home())
  const login = await run(['login', '--headless', '--vat', 'DK12345674', '--json'], place.env)
  expect(login).toMatchObject({ code: 0, stderr: '' })
  return { ...place, login }
}

describe('a connection, from login to revocation', () => {
  it('is made, used, shown, refreshed and revoked', async () => {
    const { env, login } = await connected()
    expect(JSON.parse(login.stdout)).toMatchObject({ id: merchantId, merchantVat: 'DK12345674', status: 'active' })

    const whoami = await run(['whoami', '--json'], env)
    expect(JSON.parse(whoami.stdout)).toMatchObject({ merchantId, environment: expect.stringContaining('sandbox-dk') })

    const token = await run(['token', 'DK12345674'], env)
    expect(token).toMatchObject({ code: 0, stdout: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/), stderr: '' })

    const refreshed = JSON.parse((await run(['refresh', merchantId, '--json'], env)).stdout)
    expect(Date.parse(refreshed.accessTokenExpiresAt)).toBeGreaterThan(Date.now())

    const listed = await run(['connections', '--json'], env)
    expect(JSON.parse(listed.stdout)).toMatchObject([
      { id: merchantId, scopes: ['openid', 'offline_access', 'invoice'] },
    ])

    expect(await run(['revoke'], env)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--yes') })
    const revoked = await run(['revoke', '--yes', '--json'], env)
    expect(revoked).toMatchObject({ code: 0, stdout: `{"revoked":"${merchantId}"}\n` })
    expect(JSON.parse((await run(['connections', '--json'], env)).stdout)).toEqual([])
    expect((await run(['whoami'], env)).code).toBe(2)
  })

  it('is shown to people without colors or tokens where it goes into a pipe', async () => {
    const { env } = await connected()
    const [whoami, connections] = await Promise.all([run(['whoami'], env), run(['connections'], env)])
    for (const { code, stdout, stderr } of [whoami, connections]) {
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(/merchant +aaaaaaaa-[\s\S]*VAT number +DK12345674[\s\S]*scopes +openid/)
      expect(stdout).not.toContain('\u001b')
      expect(stdout).not.toMatch(/eyJ|[0-9A-F]{32}/)
    }
  })

  it('is one of several: which one has to be said', async () => {
    const { env } = await connected()
    await run(['login', '--headless', '--vat', 'DK99000007'], env)
    const ambiguous = await run(['whoami'], env)
    const named = await run(['whoami', merchantId, '--json'], env)
    expect(ambiguous).toMatchObject({ code: 2, stderr: expect.stringContaining(merchantId) })
    expect(JSON.parse(named.stdout)).toMatchObject({ merchantId })
  })

  it('is sealed, and its key is this user’s alone', async () => {
    const { env } = await connected()
    const key = join(env.MOBILEPAY_HOME ?? '', 'sealing-key')
    expect((await stat(key)).mode & 0o777).toBe(0o600)
    await chmod(key, 0o644)
    expect(await run(['connections'], env)).toMatchObject({ code: 2, stderr: expect.stringContaining('store-exposed') })
  })
})

describe('exit codes', () => {
  it('3 where a merchant has to consent again', async () => {
    const { env, world } = await connected()
    const { consents } = await mock.server.control.run('consents.list', { world: world.name })
    for (const { id } of consents) await mock.server.control.run('consents.revoke', { world: world.name, id })
    const refreshed = await run(['refresh', '--json'], env)
    expect(refreshed).toMatchObject({ code: 3, stdout: '' })
    expect(JSON.parse(refreshed.stderr)).toMatchObject({ error: { code: 'connection-needs-consent' } })
    const listed = await run(['connections', '--json'], env)
    expect(JSON.parse(listed.stdout)).toMatchObject([{ needsConsent: { reason: expect.any(String) } }])
  })

  it('2 for a wrong secret, with cause and remedy', async () => {
    const { env } = worldOf(mock, await home())
    const secret = 'canary-secret'
    const login = await run(['login', '--headless'], { ...env, MOBILEPAY_CLIENT_SECRET: secret })
    expect(login).toMatchObject({ code: 2, stderr: expect.stringMatching(/client-credentials-refused[\s\S]*Remedy:/) })
    expect(login.stderr).not.toContain(secret)
  })

  it('5 where nobody answers', async () => {
    const { env } = worldOf(mock, await home())
    const connections = await run(['connections'], { ...env, MOBILEPAY_MOCK: await freeRedirectUri() })
    expect(connections).toMatchObject({ code: 5, stderr: expect.stringContaining('request-failed') })
  })

  it('4 where an answer breaks the protocol', async () => {
    const { env } = worldOf(mock, await home())
    const elsewhere = { ...env, MOBILEPAY_MOCK: `${mock.server.url}/nowhere` }
    expect((await run(['connections'], elsewhere)).code).toBe(4)
  })
})

describe('help', () => {
  const commands = ['login', 'whoami', 'token', 'refresh', 'revoke', 'connections', 'doctor']

  it('lists the commands', async () => {
    const { code, stdout } = await run(['--help'], {})
    expect(code).toBe(0)
    for (const command of commands) expect(stdout).toContain(`  ${command} `)
    expect(await run([], {})).toMatchObject({ code: 2, stdout: '' })
  })

  it.each(commands)('has examples: %s', async (command) => {
    const { code, stdout } = await run([command, '--help'], {})
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^Usage: mobilepay [\s\S]*Examples:\n {2}(mobilepay|curl)/),
    ])
  })
})
