import { parseArgs } from 'node:util'

/** Wrong options or a broken configuration: one clear sentence, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const flags = {
  port: { type: 'string' },
  host: { type: 'string' },
  'public-url': { type: 'string' },
  tls: { type: 'boolean' },
  'tls-port': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  consent: { type: 'string' },
  generation: { type: 'string' },
  profile: { type: 'string' },
  'world-idle': { type: 'string' },
  config: { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

export interface Flags {
  readonly port: number | undefined
  readonly host: string | undefined
  readonly publicUrl: string | undefined
  readonly tls: TlsFlags | undefined
  readonly consent: 'page' | 'auto' | undefined
  readonly generation: '2018' | '2024' | undefined
  readonly profile: string | undefined
  readonly worldIdle: string | undefined
  readonly config: string | undefined
  readonly json: boolean
  readonly quiet: boolean
  readonly help: boolean
  readonly version: boolean
}

/**
 * Reads the command line.
 * @throws UsageError with one sentence on what is wrong.
 */
export function readFlags(args: readonly string[]): Flags {
  const values = parse(args)
  return {
    port: values.port === undefined ? undefined : readPort('port', values.port),
    host: values.host,
    publicUrl: values['public-url'] === undefined ? undefined : readPublicUrl(values['public-url']),
    tls: readTls(values),
    consent: values.consent === undefined ? undefined : oneOf('consent', values.consent, ['page', 'auto']),
    generation: values.generation === undefined ? undefined : oneOf('generation', values.generation, ['2018', '2024']),
    profile: values.profile,
    worldIdle: values['world-idle'],
    config: values.config,
    json: values.json ?? false,
    quiet: values.quiet ?? false,
    help: values.help ?? false,
    version: values.version ?? false,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: false }).values
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new UsageError(`${sentence.replace(/\.$/, '')}. See mobilepay-mock --help.`)
  }
}

export interface TlsFlags {
  readonly port: number | undefined
  readonly certFile: string | undefined
  readonly keyFile: string | undefined
}

/** Each of the flags asks for TLS. */
function readTls(values: ReturnType<typeof parse>): TlsFlags | undefined {
  const { tls = false, 'tls-port': port, 'tls-cert': certFile, 'tls-key': keyFile } = values
  if (!tls && port === undefined && certFile === undefined && keyFile === undefined) return undefined
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw new UsageError('--tls-cert and --tls-key go together: a certificate needs its key.')
  }
  return { port: port === undefined ? undefined : readPort('tls-port', port), certFile, keyFile }
}

function readPort(flag: string, text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new UsageError(`--${flag} takes a number from 0 to 65535, not "${text}".`)
}

function readPublicUrl(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text
  throw new UsageError(`--public-url takes an http or https address, not "${text}".`)
}

function oneOf<const Value extends string>(flag: string, text: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === text)
  if (found !== undefined) return found
  throw new UsageError(`--${flag} is ${values.join(' or ')}, not "${text}".`)
}
