import * as read from './read-setting.ts'

/** One thing that can be set on the command line, by an environment variable and in the configuration file. */
export interface Setting {
  /** What stands behind the flag in the usage; a setting without takes no value, and `--no-FLAG` says no. */
  readonly takes?: string
  /** Makes a value of the text of a flag or variable. @throws UsageError that calls the setting by `name` */
  readonly read: (text: string, name: string) => unknown
  /** For the usage and the reference page. */
  readonly says: string
  /** Where it may not stand: what says how a program is started is none of a file's business. */
  readonly notIn?: 'file' | 'file and variables'
  /** Only its first letter, on the command line. */
  readonly short?: string
}

/**
 * All settings by their member in the configuration file. The flag is the same in kebab case (`--public-url`), the
 * variable in capitals (`MOBILEPAY_MOCK_PUBLIC_URL`). Flags go before variables, and these before the file.
 */
export const settings = {
  port: { takes: 'PORT', read: read.port, says: 'port to listen on; 0 takes any free one (default 4010)' },
  host: {
    takes: 'HOST',
    read: read.text,
    says: 'address to listen on (default localhost; anything else opens the mock to your network)',
  },
  publicUrl: {
    takes: 'URL',
    read: read.url,
    says: 'where browser and back end reach the mock, when that is not where it listens (containers)',
  },
  controlHosts: {
    takes: 'NAMES',
    read: read.names,
    says: 'more names under which the control surface answers, with commas between (containers)',
  },
  tls: {
    read: read.yesOrNo,
    says: "MobilePay's real host names over TLS as well, by a local CA that is made on first use",
  },
  tlsPort: { takes: 'PORT', read: read.port, says: 'port for TLS (default 4443)' },
  tlsCert: { takes: 'FILE', read: read.text, says: 'your own certificate, in PEM' },
  tlsKey: { takes: 'FILE', read: read.text, says: 'its key, in PEM' },
  caFile: {
    takes: 'FILE',
    read: read.text,
    says: "where to put a copy of the local CA's certificate, for containers that share a volume",
  },
  consent: {
    takes: 'MODE',
    read: read.oneOf('page', 'auto'),
    says:
      'page: people log in and consent in a browser (default); auto: a seeded user does both at once, chosen by ' +
      'login_hint or merchant_vat; for scripts without a browser',
  },
  generation: {
    takes: 'YEAR',
    read: read.oneOf('2018', '2024'),
    says: '2024: Duende IdentityServer 6.2 (default); 2018: IdentityServer4 2.x',
  },
  profile: {
    takes: 'NAME',
    read: read.profile,
    says: 'positions of all switches: documents (default), recordings or strict',
  },
  worldIdle: {
    takes: 'TIME',
    read: read.text,
    says: 'how long a created world may lie unused before it is removed (ISO 8601, default PT1H)',
  },
  store: {
    takes: 'ADDRESS',
    read: read.text,
    says:
      'where worlds are kept: memory (default), file:PATH (SQLite, outlives the mock), redis://HOST:PORT or rediss://… ' +
      '(shared by several mocks)',
  },
  config: {
    takes: 'FILE',
    read: read.text,
    says:
      'JSON with clients, users, merchants, switches and the above; its schema is ' +
      '@mobilepay-oidc/mock-server/schemas/config.schema.json',
    notIn: 'file',
  },
  json: {
    read: read.yesOrNo,
    says: 'print one line of JSON when ready, and nothing else on standard output',
    notIn: 'file',
  },
  quiet: { read: read.yesOrNo, says: 'do not log requests' },
  help: { read: read.yesOrNo, says: 'this text', notIn: 'file and variables', short: 'h' },
  version: { read: read.yesOrNo, says: 'the version', notIn: 'file and variables' },
} as const satisfies Readonly<Record<string, Setting>>

export type SettingName = keyof typeof settings

/** What somebody has set; the rest keeps its default. */
export type Settings = { readonly [Name in SettingName]?: ReturnType<(typeof settings)[Name]['read']> }

export const settingNames = Object.keys(settings) as readonly SettingName[]

/** A setting as the table has it, whatever its name. */
export function settingOf(name: SettingName): Setting {
  return settings[name]
}

/** `publicUrl` as a flag: `public-url`. */
export function flagOf(name: SettingName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** What the mock's environment variables begin with. */
export const variablePrefix = 'MOBILEPAY_MOCK_'

/** `publicUrl` as a variable: `MOBILEPAY_MOCK_PUBLIC_URL`; undefined for a setting that has none. */
export function variableOf(name: SettingName): string | undefined {
  if (settingOf(name).notIn === 'file and variables') return undefined
  return `${variablePrefix}${flagOf(name).replaceAll('-', '_').toUpperCase()}`
}

/** Variables that are no settings of a mock that starts; secrets among them are never flags, which all processes see. */
export const otherVariables = {
  MOBILEPAY_MOCK_CONTROL_TOKEN:
    'what the control surface asks for beyond loopback; made up at the start where it is not set',
  MOBILEPAY_MOCK_DATA: "folder for what outlives the mock, such as the local CA (default: in the user's data folder)",
  MOBILEPAY_MOCK_URL:
    'where `mobilepay-mock ctl` and `mobilepay-mock health` find the mock (default http://localhost:4010)',
} as const satisfies Readonly<Record<`${typeof variablePrefix}${string}`, string>>
