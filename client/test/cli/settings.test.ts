import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run, useHomes } from './support/cli.ts'
import { useMock, worldOf } from './support/world.ts'

const mock = useMock()
const home = useHomes()

async function filed(content: unknown) {
  const folder = await home()
  const path = join(folder, 'config.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return { folder, path }
}

describe('settings', () => {
  it('come from the file, the environment over it, and flags over both', async () => {
    const { folder } = await filed({
      clientId: 'from-file',
      redirectUri: 'http://127.0.0.1:7890/',
      environment: 'sandbox-fi',
    })
    const { url } = worldOf(mock, folder)
    const secretFile = join(folder, 'secret')
    await writeFile(secretFile, 'integrator-secret\n')
    const env = { MOBILEPAY_HOME: folder, MOBILEPAY_MOCK: url, MOBILEPAY_CLIENT_SECRET_FILE: secretFile }
    const doctor = async (args: readonly string[], more = {}) => {
      const { stdout } = await run(['doctor', '--json', ...args], { ...env, ...more })
      return JSON.parse(stdout).findings[0].sentence
    }
    expect(await doctor([])).toContain('Client from-file in sandbox-fi')
    expect(await doctor([], { MOBILEPAY_CLIENT_ID: 'from-env' })).toContain('Client from-env in sandbox-fi')
    const flags = ['--client-id', 'integrator', '--environment', 'sandbox-dk']
    expect(await doctor(flags, { MOBILEPAY_CLIENT_ID: 'from-env' })).toContain('Client integrator in sandbox-dk')
  })

  it.each<[string, unknown, RegExp]>([
    ['a secret in the file', { clientSecret: 'canary' }, /clientSecret is a secret.*clientSecretFile/],
    ['an unknown setting', { clientID: 'x' }, /no setting clientID.*clientId/],
    ['a number', { clientId: 7 }, /clientId is to be text/],
    ['no object', '[]', /not a JSON object/],
    ['no JSON', '{"clientId": canary', /not a JSON object/],
  ])('are refused: %s', async (_, content, expected) => {
    const { folder, path } = await filed(content)
    const { code, stdout, stderr } = await run(['doctor'], { MOBILEPAY_HOME: folder })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(expected)
    expect(stderr).toContain(path)
    expect(stderr).not.toContain('canary')
  })

  it.each<[string, readonly string[], Record<string, string>, RegExp]>([
    ['no client id', [], {}, /MOBILEPAY_CLIENT_ID/],
    ['no client secret', ['--client-id', 'x'], {}, /MOBILEPAY_CLIENT_SECRET/],
    ['a secret on the command line', ['--client-secret', 'canary'], {}, /Secrets are not taken from the command line/],
    ['the same with an equals sign', ['--client-secret=canary'], {}, /Secrets are not taken/],
    [
      'a missing secret file',
      ['--client-id', 'x', '--client-secret-file', '/nowhere'],
      {},
      /can not be read \(ENOENT\)/,
    ],
    ['a missing configuration', ['--config', '/nowhere.json'], {}, /can not be read/],
    ['an unknown environment', ['--client-id', 'x', '-e', 'sandbox'], {}, /no environment sandbox: sandbox-dk/],
    ['an unknown option', ['--nonsense'], {}, /--nonsense.*mobilepay doctor --help/],
    ['half an environment', ['--client-id', 'x'], { MOBILEPAY_DISCOVERY_URL: 'https://x/' }, /needs an issuer/],
    ['a mock that is no address', ['--client-id', 'x', '--mock', 'localhost'], {}, /--mock takes an address/],
  ])('are refused in one sentence: %s', async (_, args, env, expected) => {
    const { code, stdout, stderr } = await run(['doctor', ...args], { MOBILEPAY_HOME: await home(), ...env })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(expected)
    expect(stderr).not.toContain('canary')
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })
})
