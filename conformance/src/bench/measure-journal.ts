import { fileURLToPath } from 'node:url'
import { type MeasuredProvider, measureFlows } from './hybrid-flows.ts'
import { ServerProcess } from './server-process.ts'

export interface JournalFigures {
  /** Flows a second, the median of the rounds. */
  readonly withJournal: number
  readonly withoutJournal: number
  /** Milliseconds of the server's processor time for a flow, the median of the rounds. */
  readonly cpuMsWithJournal: number
  readonly cpuMsWithoutJournal: number
  /**
   * How much more processor time a flow takes with the journal: the median over pairs of rounds, since the two of a pair
   * meet the same load of the machine.
   */
  readonly overheadPercent: number
}

interface Round {
  readonly flowsPerSecond: number
  readonly cpuMs: number
}

const main = fileURLToPath(new URL('./mock-process.ts', import.meta.url))
const start = (...args: string[]) => ServerProcess.start(['--conditions=source', main, ...args])
const atOnce = 8

/**
 * What the journal costs: the same flows with it and without it, by turns, so that what else runs meets both.
 * @param providerAt the provider of a mock at an address
 */
export async function measureJournal(
  flows: number,
  rounds: number,
  providerAt: (url: string) => MeasuredProvider,
): Promise<JournalFigures> {
  await using journaling = await start()
  await using silent = await start('--no-journal')
  const measure = async (server: ServerProcess, count: number): Promise<Round> => {
    const { url } = server.ready as { readonly url: string }
    const before = await server.cpuMs()
    const flowsPerSecond = await measureFlows(providerAt(url), count, atOnce)
    return { flowsPerSecond, cpuMs: ((await server.cpuMs()) - before) / count }
  }
  await measure(journaling, 500)
  await measure(silent, 500)
  const withJournal: Round[] = []
  const without: Round[] = []
  for (let turn = 0; turn < rounds; turn += 1) {
    // Who goes first changes, for the load of a machine goes up and down.
    if (turn % 2 === 0) withJournal.push(await measure(journaling, flows))
    without.push(await measure(silent, flows))
    if (turn % 2 === 1) withJournal.push(await measure(journaling, flows))
  }
  return figures(withJournal, without)
}

function figures(withJournal: readonly Round[], without: readonly Round[]): JournalFigures {
  const ratios = withJournal.map(({ cpuMs }, turn) => cpuMs / (without[turn]?.cpuMs ?? Number.NaN))
  return {
    withJournal: Math.round(median(withJournal.map(({ flowsPerSecond }) => flowsPerSecond))),
    withoutJournal: Math.round(median(without.map(({ flowsPerSecond }) => flowsPerSecond))),
    cpuMsWithJournal: Number(median(withJournal.map(({ cpuMs }) => cpuMs)).toFixed(3)),
    cpuMsWithoutJournal: Number(median(without.map(({ cpuMs }) => cpuMs)).toFixed(3)),
    overheadPercent: Number(((median(ratios) - 1) * 100).toFixed(1)),
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
