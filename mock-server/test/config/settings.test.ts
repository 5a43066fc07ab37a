import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import schema from '../../schemas/config.schema.json' with { type: 'json' }
import { settingsReference } from '../../scripts/settings-reference.ts'
import { readFlags } from '../../src/cli/options.ts'
import { usage } from '../../src/cli/usage.ts'
import { readVariables } from '../../src/config/read-variables.ts'
import {
  flagOf,
  otherVariables,
  type Settings,
  settingNames,
  settingOf,
  variableOf,
} from '../../src/config/settings.ts'

/** A text that each setting takes. */
const texts: Readonly<Record<keyof Settings, string>> = {
  port: '0',
  host: '0.0.0.0',
  publicUrl: 'http://mock.example:4010',
  controlHosts: 'mock,mock.example',
  tls: 'true',
  tlsPort: '443',
  tlsCert: 'cert.pem',
  tlsKey: 'key.pem',
  caFile: 'ca.pem',
  consent: 'auto',
  generation: '2018',
  profile: 'strict',
  worldIdle: 'PT5M',
  store: 'file:mock.sqlite',
  config: 'mock.json',
  json: 'true',
  quiet: 'true',
  help: 'true',
  version: 'true',
}

describe('one table', () => {
  test.each(settingNames.filter((name) => variableOf(name) !== undefined))(
    '%s is the same as flag and variable',
    (name) => {
      const { takes } = settingOf(name)
      const flags = readFlags(takes === undefined ? [`--${flagOf(name)}`] : [`--${flagOf(name)}`, texts[name]])
      expect(Object.keys(flags)).toEqual([name])
      expect(readVariables({ [variableOf(name) ?? '']: texts[name] })).toEqual(flags)
    },
  )

  test('the file has the members of the table, and what worlds are made of', () => {
    const inFile = settingNames.filter((name) => settingOf(name).notIn === undefined)
    const ofWorlds = ['$schema', 'amr', 'switches', 'merchants', 'users', 'clients', 'apiResources']
    expect(Object.keys(schema.properties).sort()).toEqual([...inFile, ...ofWorlds].sort())
  })

  test('--help tells of every flag', () => {
    for (const name of settingNames) expect(usage).toMatch(new RegExp(`^  --${flagOf(name)}(?: |$)`, 'm'))
  })

  test('the reference page is up to date, and has every variable', async () => {
    const page = await readFile(new URL('../../../docs/reference/mock-settings.md', import.meta.url), 'utf8')
    expect(page).toBe(settingsReference())
    const variables = [...settingNames.flatMap((name) => variableOf(name) ?? []), ...Object.keys(otherVariables)]
    for (const variable of variables) expect(page).toContain(`\`${variable}\``)
  })
})

describe('a variable', () => {
  test.each([
    [
      { MOBILEPAY_MOCK_PROT: '1' },
      'There is no environment variable MOBILEPAY_MOCK_PROT. Did you mean MOBILEPAY_MOCK_PORT?',
    ],
    [{ MOBILEPAY_MOCK_TLSPORT: '1' }, 'Did you mean MOBILEPAY_MOCK_TLS_PORT?'],
    [{ MOBILEPAY_MOCK_PORT: '70000' }, 'MOBILEPAY_MOCK_PORT takes a number from 0 to 65535, not "70000".'],
    [{ MOBILEPAY_MOCK_TLS: 'perhaps' }, 'MOBILEPAY_MOCK_TLS takes true or false, not "perhaps".'],
    [{ MOBILEPAY_MOCK_CONSENT: 'maybe' }, 'MOBILEPAY_MOCK_CONSENT is page or auto, not "maybe".'],
    [{ MOBILEPAY_MOCK_CONTROL_HOSTS: 'mock:4010' }, 'MOBILEPAY_MOCK_CONTROL_HOSTS takes host names without ports'],
    [{ MOBILEPAY_MOCK_PROFILE: 'strickt' }, 'Did you mean "strict"?'],
  ])('%j is one clear sentence', (env, sentence) => {
    expect(() => readVariables(env)).toThrow(sentence)
  })

  test('that is unknown may hold a secret, which is not said', () => {
    expect(() => readVariables({ MOBILEPAY_MOCK_CONTROL_TOKN: 'canary' })).toThrow(
      /^There is no environment variable MOBILEPAY_MOCK_CONTROL_TOKN\. Did you mean MOBILEPAY_MOCK_CONTROL_TOKEN\? /,
    )
    expect(() => readVariables({ MOBILEPAY_MOCK_CONTROL_TOKN: 'canary' })).not.toThrow(/canary/)
  })

  test.each([
    ['true', true],
    ['1', true],
    ['YES', true],
    ['off', false],
    ['0', false],
    ['False', false],
  ])('of a yes or no may be %s', (text, value) => {
    expect(readVariables({ MOBILEPAY_MOCK_TLS: text })).toEqual({ tls: value })
  })

  test('that is empty is none', () => {
    expect(readVariables({ MOBILEPAY_MOCK_PORT: '', MOBILEPAY_MOCK_CONFIG: ' ' })).toEqual({})
  })

  test('that Kubernetes sets for a service named mobilepay-mock is none', () => {
    const links = {
      MOBILEPAY_MOCK_SERVICE_HOST: '10.0.0.7',
      MOBILEPAY_MOCK_SERVICE_PORT: '4010',
      MOBILEPAY_MOCK_SERVICE_PORT_HTTP: '4010',
      MOBILEPAY_MOCK_PORT: 'tcp://10.0.0.7:4010',
      MOBILEPAY_MOCK_PORT_4010_TCP: 'tcp://10.0.0.7:4010',
      MOBILEPAY_MOCK_PORT_4010_TCP_ADDR: '10.0.0.7',
    }
    expect(readVariables(links)).toEqual({})
  })
})

test('--no-tls says no where a variable says yes', () => {
  const set = { ...readVariables({ MOBILEPAY_MOCK_TLS: '1', MOBILEPAY_MOCK_PORT: '1' }), ...readFlags(['--no-tls']) }
  expect(set).toEqual({ tls: false, port: 1 })
})
