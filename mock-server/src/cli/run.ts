import type { ConfigFile } from '../config/read-config-file.ts'
import type { Settings } from '../config/settings.ts'
import type { MockServer, MockServerOptions } from '../start-mock-server.ts'
import { endedParent } from './ended-parent.ts'
import { readFlags } from './options.ts'

type Command = (args: readonly string[]) => Promise<number>

/** Commands by their first word; without one the mock is started. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  ca: async () => (await import('./ca-command.ts')).runCa,
  ctl: async () => (await import('./ctl/ctl-command.ts')).runCtl,
  health: async () => (await import('./health-command.ts')).runHealth,
}

/** Errors that one sentence explains, by name: importing their classes would import the mock. */
const exitCodes: Readonly<Record<string, number>> = {
  UsageError: 2,
  PeopleError: 2,
  UnknownProfileError: 2,
  DurationError: 2,
  ListenError: 1,
  CertificateError: 1,
  StoreError: 2,
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

/** Flags go before variables, and these before the configuration file. */
async function serve(flags: Settings): Promise<number> {
  const { readVariables } = await import('../config/read-variables.ts')
  const set = { ...readVariables(process.env), ...flags }
  const file = set.config === undefined ? {} : await readConfig(set.config)
  const { quiet = false, json = false, caFile, ...settings } = { ...file, ...set }
  const options = await toServerOptions(settings)
  const signalled = untilSignalled()
  const { startMockServer } = await import('../start-mock-server.ts')
  await using server = await startMockServer(options)
  if (caFile !== undefined) await shareAuthority(server, caFile)
  if (!quiet) await logRequests(server)
  await printReady(server, json, options)
  await Promise.race([signalled, endedParent()])
  return 0
}

/** The port is a fixed one on the command line. */
async function toServerOptions(settings: Settings & ConfigFile): Promise<MockServerOptions> {
  const { tls: _tls, tlsPort: _port, tlsCert: _cert, tlsKey: _key, config: _config, ...options } = settings
  const { readTls } = await import('../config/read-tls.ts')
  const tls = await readTls(settings)
  return { port: 4010, ...options, ...(tls && { tls }) }
}

async function readConfig(file: string): Promise<ConfigFile> {
  const { readConfigFile } = await import('../config/read-config-file.ts')
  return readConfigFile(file)
}

/** What vouches for the mock over TLS and as a proxy; nothing with a certificate of one's own. */
async function shareAuthority({ proxy }: MockServer, file: string): Promise<void> {
  const { writeForAll } = await import('../config/write-for-all.ts')
  const pem = await proxy.prepare()
  if (pem !== undefined) await writeForAll(file, pem)
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

async function printReady(server: MockServer, json: boolean, options: MockServerOptions): Promise<void> {
  const { prepareProxy } = await import('./prepare-proxy.ts')
  const { readyLine, readyPage } = await import('./ready.ts')
  const proxyProblem = await prepareProxy(server.proxy)
  process.stdout.write(json ? readyLine(server, proxyProblem) : readyPage(server, options, proxyProblem))
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
