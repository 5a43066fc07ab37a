import type { MockServer, MockServerOptions } from '../start-mock-server.ts'
import type { TlsOptions } from '../tls/tls-options.ts'
import { endedParent } from './ended-parent.ts'
import { type Flags, readFlags, type TlsFlags, UsageError } from './options.ts'

type Command = (args: readonly string[]) => Promise<number>

/** Commands by their first word; without one the mock is started. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  ca: async () => (await import('./ca-command.ts')).runCa,
  ctl: async () => (await import('./ctl/ctl-command.ts')).runCtl,
}

/** Errors that one sentence explains, by name: importing their classes would import the mock. */
const exitCodes: Readonly<Record<string, number>> = {
  UsageError: 2,
  PeopleError: 2,
  UnknownProfileError: 2,
  DurationError: 2,
  ListenError: 1,
  CertificateError: 1,
}

/** Runs the command line program. @returns its exit code. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const [name = '', ...rest] = args
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (command) return await (await command())(rest)
    const flags = readFlags(args)
    if (flags.help) return await printUsage()
    if (flags.version) return await printVersion()
    return await serve(flags)
  } catch (error) {
    const code = error instanceof Error ? exitCodes[error.name] : undefined
    if (!(error instanceof Error) || code === undefined) throw error
    process.stderr.write(`mobilepay-mock: ${error.message}\n`)
    return code
  }
}

async function serve(flags: Flags): Promise<number> {
  const configuration = flags.config === undefined ? {} : await readConfig(flags.config)
  const options: MockServerOptions = { port: 4010, ...configuration, ...chosen(flags) }
  const tls = flags.tls && (await readTls(flags.tls))
  const signalled = untilSignalled()
  const { startMockServer } = await import('../start-mock-server.ts')
  await using server = await startMockServer(tls ? { ...options, tls } : options)
  if (!flags.quiet) await logRequests(server)
  await printReady(server, flags, options)
  await Promise.race([signalled, endedParent()])
  return 0
}

/** The port is a fixed one on the command line, as the other is. */
async function readTls({ port = 4443, certFile, keyFile }: TlsFlags): Promise<TlsOptions> {
  if (certFile === undefined || keyFile === undefined) return { port }
  const [certificate, key] = await Promise.all([certFile, keyFile].map(readPem))
  return { port, certificate, key }
}

async function readPem(file: string): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  return readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file} cannot be read. Check --tls-cert and --tls-key.`)
  })
}

/** Flags go before the configuration file. */
function chosen({ port, host, publicUrl, consent, generation, profile, worldIdle }: Flags): MockServerOptions {
  const flags = { port, host, publicUrl, consent, generation, profile, worldIdle }
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined))
}

async function readConfig(file: string): Promise<MockServerOptions> {
  const { readConfigFile } = await import('../config/read-config-file.ts')
  return readConfigFile(file)
}

async function logRequests(server: MockServer): Promise<void> {
  const { formatEntry } = await import('./format-entry.ts')
  server.worlds.observe((world) => {
    const place = world === server.world ? '' : `/w/${world.name}/`
    world.journal.listen((entry) => {
      const placed = { ...entry, address: `${place}${entry.address}` }
      process.stderr.write(formatEntry(placed, process.stderr.isTTY))
    })
  })
}

async function printReady(server: MockServer, { json }: Flags, options: MockServerOptions): Promise<void> {
  const { readyLine, readyPage } = await import('./ready.ts')
  process.stdout.write(json ? readyLine(server) : readyPage(server, options))
}

/** Waits for SIGINT or SIGTERM; a second signal ends the process the hard way. */
function untilSignalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

async function printUsage(): Promise<number> {
  const { usage } = await import('./usage.ts')
  process.stdout.write(usage)
  return 0
}

async function printVersion(): Promise<number> {
  const { default: manifest } = await import('../../package.json', { with: { type: 'json' } })
  process.stdout.write(`${manifest.version}\n`)
  return 0
}
