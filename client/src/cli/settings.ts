import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { CustomEnvironment, EnvironmentName } from '../environments.ts'
import { type ConfigFile, readConfigFile } from './config-file.ts'
import { environmentFor } from './environment-for.ts'
import type { CommonValues } from './options.ts'
import { secretFrom } from './secret-from.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** The client's address when nothing else is said: the one of MobilePay's own sample for a local machine. */
const defaultRedirectUri = 'http://127.0.0.1:7890/'

/** What all commands work with: flags before environment variables before the configuration file. */
export interface Settings {
  readonly environment: EnvironmentName | CustomEnvironment
  /** For people. */
  readonly environmentLabel: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
  readonly apiCredentials: { readonly clientId: string; readonly clientSecret: string } | undefined
  /** Where this user's configuration and sealing key are. */
  readonly home: string
  /** The folder of the connections. */
  readonly store: string
}

/** @throws UsageError where something is missing or can not be read */
export async function readSettings(values: CommonValues, terminal: Terminal): Promise<Settings> {
  const { env } = terminal
  const home = homeOf(env)
  const configPath = values.config ?? env.MOBILEPAY_CONFIG
  const file = await readConfigFile(resolve(configPath ?? join(home, 'config.json')), configPath !== undefined)
  const clientId = first(values['client-id'], env.MOBILEPAY_CLIENT_ID, file.clientId)
  if (clientId === undefined) {
    throw new UsageError('No client id: set MOBILEPAY_CLIENT_ID or pass --client-id. It is in MobilePay’s zip file.')
  }
  return {
    ...environmentFor(fileAnd(values, file, env)),
    clientId,
    clientSecret: await clientSecret(values, file, terminal),
    redirectUri: first(values['redirect-uri'], env.MOBILEPAY_REDIRECT_URI, file.redirectUri) ?? defaultRedirectUri,
    apiCredentials: await apiCredentials(file, terminal),
    home,
    store: resolve(first(values.store, env.MOBILEPAY_STORE, file.store) ?? join(home, 'connections')),
  }
}

function fileAnd(values: CommonValues, file: ConfigFile, env: Terminal['env']) {
  return {
    name: first(values.environment, env.MOBILEPAY_ENVIRONMENT, file.environment),
    mock: first(values.mock, env.MOBILEPAY_MOCK, file.mock),
    discoveryUrl: first(env.MOBILEPAY_DISCOVERY_URL, file.discoveryUrl),
    issuer: first(env.MOBILEPAY_ISSUER, file.issuer),
    apiUrl: first(env.MOBILEPAY_API_URL, file.apiUrl),
  }
}

async function clientSecret(values: CommonValues, file: ConfigFile, terminal: Terminal): Promise<string> {
  const { MOBILEPAY_CLIENT_SECRET: text, MOBILEPAY_CLIENT_SECRET_FILE: path } = terminal.env
  const found = await secretFrom(values['client-secret-file'], text, first(path, file.clientSecretFile))
  if (found !== undefined) return found
  if (!terminal.askHidden) {
    throw new UsageError(
      'No client secret: set MOBILEPAY_CLIENT_SECRET, or name a file with --client-secret-file. It is in MobilePay’s zip file.',
    )
  }
  return terminal.askHidden('Client secret (not shown): ')
}

async function apiCredentials(file: ConfigFile, { env }: Terminal): Promise<Settings['apiCredentials']> {
  const clientId = first(env.MOBILEPAY_API_CLIENT_ID, file.apiClientId)
  const path = first(env.MOBILEPAY_API_CLIENT_SECRET_FILE, file.apiClientSecretFile)
  const secret = await secretFrom(undefined, env.MOBILEPAY_API_CLIENT_SECRET, path)
  return clientId !== undefined && secret !== undefined ? { clientId, clientSecret: secret } : undefined
}

/** Where this user's things are: `MOBILEPAY_HOME`, or `mobilepay` among the user's configuration. */
function homeOf(env: Terminal['env']): string {
  const configuration = first(env.XDG_CONFIG_HOME, process.platform === 'win32' ? env.APPDATA : undefined)
  return resolve(first(env.MOBILEPAY_HOME) ?? join(configuration ?? join(homedir(), '.config'), 'mobilepay'))
}

/** An empty environment variable is one that is not set. */
function first(...values: readonly (string | undefined)[]): string | undefined {
  return values.find((value) => value !== undefined && value !== '')
}
