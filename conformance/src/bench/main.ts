import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { discoveryDocument, environments } from '@mobilepay-oidc/fixtures'
import { type MeasuredProvider, measureFlows, requestsPerFlow } from './hybrid-flows.ts'
import { measureClient } from './measure-client.ts'
import { measureJournal } from './measure-journal.ts'
import { measureMemory, measureStores } from './measure-stores.ts'
import { measureWorlds } from './measure-worlds.ts'
import { ServerProcess } from './server-process.ts'

const usage = `Usage: npm run bench -- [options]

Measures the mock: time to ready, start in process, hybrid flows a second beside a plain oidc-provider, memory.
Measures what the journal costs: the same flows with it and without it, by turns.
Measures what a store costs: the same flows in memory, with SQLite, and with Redis, by one and by three processes.
Measures whether memory stays flat over 100,000 flows: with --only memory alone, since it takes minutes.
Measures the cold start of the image that npm run image --workspace mock-server makes: with --only container alone.
Measures the client: a call with a fresh token beside bare fetch, and a thousand callers of an expired one.

Options:
  --flows N    flows of each measurement (default 1500)
  --rounds N   how often both providers are measured in turn; the best counts (default 3)
  --only WHAT  mock, journal, stores, client, memory or container (default all but the last two)
  --out DIR    write DIR/bench.json
  --help       this text

Example: npm run bench -- --out reports
`

const mockMain = fileURLToPath(new URL('../../../mock-server/src/cli/main.ts', import.meta.url))
const plainMain = fileURLToPath(new URL('./plain-provider.ts', import.meta.url))
const source = '--conditions=source'
const mockArgs = [source, mockMain, '--port', '0', '--json', '--consent', 'auto']

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const round = (value: number, digits = 0) => Number(value.toFixed(digits))

async function measureStart(): Promise<{ startToReadyMs: number; residentMb: number }> {
  const times: number[] = []
  const memory: number[] = []
  for (let start = 0; start < 7; start += 1) {
    await using mock = await ServerProcess.start(mockArgs)
    times.push(mock.readyAfter)
    memory.push(await mock.residentMb())
  }
  return { startToReadyMs: round(median(times)), residentMb: round(median(memory), 1) }
}

async function measureInProcessStart(): Promise<number> {
  const { startMockServer } = await import('@mobilepay-oidc/mock-server')
  const times: number[] = []
  for (let start = 0; start < 20; start += 1) {
    const started = performance.now()
    await using _server = await startMockServer()
    times.push(performance.now() - started)
  }
  return round(median(times), 2)
}

interface MockReady {
  readonly url: string
}

function mockProvider(url: string): MeasuredProvider {
  const document = discoveryDocument(environments['sandbox-dk'], '2024', (real) => real.replace('https://', `${url}/`))
  return {
    authorize: String(document.authorization_endpoint),
    token: String(document.token_endpoint),
    clientId: 'integrator',
    clientSecret: 'integrator-secret',
    redirectUri: 'https://integrator.example/callback',
  }
}

async function measureThroughput(flows: number, rounds: number) {
  await using mock = await ServerProcess.start(mockArgs)
  await using plain = await ServerProcess.start([source, plainMain])
  const ours = mockProvider((mock.ready as MockReady).url)
  const theirs = { ...ours, ...(plain.ready as Pick<MeasuredProvider, 'authorize' | 'token'>) }
  const best = { mock: 0, plainProvider: 0 }
  await measureFlows(ours, 200, 8)
  await measureFlows(theirs, 200, 8)
  for (let turn = 0; turn < rounds; turn += 1) {
    best.mock = Math.max(best.mock, await measureFlows(ours, flows, 8))
    best.plainProvider = Math.max(best.plainProvider, await measureFlows(theirs, flows, 8))
  }
  const flowsPerSecond = {
    mock: round(best.mock),
    plainProvider: round(best.plainProvider),
    ratioToPlainProvider: round(best.mock / best.plainProvider, 3),
    requestsPerFlow,
  }
  return { flowsPerSecond, residentAfterFlowsMb: round(await mock.residentMb(), 1) }
}

const { values } = parseArgs({
  options: {
    flows: { type: 'string', default: '1500' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

const amount = [Number(values.flows), Number(values.rounds)] as const
const parts = ['mock', 'journal', 'stores', 'client', 'memory', 'container'] as const
/** What takes minutes, or needs an engine and an image, is measured when it is asked for. */
const onlyAlone: readonly string[] = ['memory', 'container']
const longRun = 100_000

async function measureImage() {
  const { measureContainer } = await import('./measure-container.ts')
  return measureContainer()
}

async function measureMock() {
  const start = await measureStart()
  const inProcessStartMs = await measureInProcessStart()
  const worlds = await measureWorlds()
  const throughput = await measureThroughput(...amount)
  return { ...start, inProcessStartMs, ...throughput, worlds }
}

if (values.help) process.stdout.write(usage)
else if (values.only !== undefined && !parts.some((part) => part === values.only)) {
  process.stderr.write(`--only takes ${parts.join(', ')}, not "${values.only}".\n`)
  process.exitCode = 2
} else {
  process.stderr.write('Measuring; all of it takes about two minutes, the long run of --only memory five.\n')
  const wants = (part: (typeof parts)[number]) =>
    values.only === part || (values.only === undefined && !onlyAlone.includes(part))
  const bench = { mockArgs, providerAt: mockProvider }
  const mock = wants('mock') ? await measureMock() : {}
  const journal = wants('journal') ? { journal: await measureJournal(...amount, mockProvider) } : {}
  const stores = wants('stores') ? { stores: await measureStores(Math.ceil(amount[0] / 3), amount[1], bench) } : {}
  const memory = wants('memory') ? { memory: await measureMemory(longRun, bench) } : {}
  const container = wants('container') ? { container: await measureImage() } : {}
  const client = wants('client') ? { client: await measureClient() } : {}
  const report = { ...mock, ...journal, ...stores, ...memory, ...container, ...client, node: process.version }
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  if (values.out !== undefined) {
    await mkdir(values.out, { recursive: true })
    await writeFile(join(values.out, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`)
  }
}
