import type { MockServer, MockServerOptions } from '../start-mock-server.ts'
import { endedParent } from './ended-parent.ts'
import { type Flags, readFlags, UsageError } from './options.ts'

/** Runs the command line program. @returns its exit code. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const flags = readFlags(args)
    if (flags.help) return await printUsage()
    if (flags.version) return await printVersion()
    return await serve(flags)
  } catch (error) {
    const isExpected = error instanceof UsageError || (error instanceof Error && error.name === 'ListenError')
    if (!isExpected) throw error
    process.stderr.write(`mobilepay-mock: ${error.message}\n`)
    return error instanceof UsageError ? 2 : 1
  }
}

async function serve(flags: Flags): Promise<number> {
  const configuration = flags.config === undefined ? {} : await readConfig(flags.config)
  const options: MockServerOptions = { port: 4010, ...configuration, ...chosen(flags) }
  const signalled = untilSignalled()
  const { startMockServer } = await import('../start-mock-server.ts')
  await using server = await startMockServer(options)
  if (!flags.quiet) await logRequests(server)
  await printReady(server, flags, options)
  await Promise.race([signalled, endedParent()])
  return 0
}

/** Flags go before the configuration file. */
function chosen({ port, host, publicUrl, consent, generation }: Flags): MockServerOptions {
  const given = Object.entries({ port, host, publicUrl, consent, generation }).filter(
    ([, value]) => value !== undefined,
  )
  return Object.fromEntries(given)
}

async function readConfig(file: string): Promise<MockServerOptions> {
  const { readConfigFile } = await import('../config/read-config-file.ts')
  return readConfigFile(file)
}

async function logRequests(server: MockServer): Promise<void> {
  const { formatEntry } = await import('./format-entry.ts')
  server.world.journal.listen((entry) => process.stderr.write(formatEntry(entry, process.stderr.isTTY)))
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
