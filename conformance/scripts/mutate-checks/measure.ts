import { randomFrom, shuffled } from '../../src/mutation/random.ts'
import { startMockSubject } from '../../src/subjects/mock-subject.ts'
import { Bench, type BenchOptions, type Fate } from './bench.ts'
import type { Instrumented } from './instrument.ts'
import type { Mutant } from './mutants.ts'
import { printFates } from './print.ts'
import { killedByTests } from './test-stage.ts'

export interface MeasureOptions extends BenchOptions {
  readonly root: string
  readonly sample: number
  readonly seed: number
  /** The mutants of which the sample is taken. */
  readonly among: (mutant: Mutant) => boolean
  /** Whether mutants that no verdict notices are tried against the tests. */
  readonly tests: boolean
}

export interface MeasureReport {
  readonly mutants: number
  readonly sampled: number
  readonly killed: number
  /** Of the killed, those that only a test notices. */
  readonly byTests: number
  /** Killed mutants of each hundred that were tried. */
  readonly score: number
  readonly fates: readonly Fate[]
}

/** Tries a sample of the mutants: against those checks, and those mocks, that reach it; then against the tests. */
export async function measure(instrumented: Instrumented, options: MeasureOptions): Promise<MeasureReport> {
  await using subject = await startMockSubject('2024', ['sandbox-dk'])
  const { board, mutants } = instrumented
  const chosen = shuffled(mutants.filter(options.among), randomFrom(options.seed)).slice(0, options.sample)
  const bench = new Bench(subject, board, options)
  await bench.observeHealthy(new Set(chosen.map(({ file }) => file)), mutants)
  const fates = await fatesOf(chosen, bench)
  const { faults } = await subject.server.control.run('faults.catalogue', {})
  const names = faults.map(({ name }) => name)
  const report = reportOn(mutants.length, options.tests ? await withTests(instrumented, fates, names, options) : fates)
  process.stdout.write(printFates(report))
  return report
}

/** The same for the checks of clients, held against clients. */
export async function measureClients(instrumented: Instrumented, options: MeasureOptions): Promise<MeasureReport> {
  // Loaded here, for with it comes the code that has the mutants.
  const { ClientBench } = await import('./client-bench.ts')
  const { board, mutants } = instrumented
  const chosen = shuffled(mutants.filter(options.among), randomFrom(options.seed)).slice(0, options.sample)
  await using bench = new ClientBench(board, options.seconds)
  await bench.observe((done, all) => tell(`${done} of ${all} clients observed`))
  const fates = await fatesOf(chosen, bench)
  const report = reportOn(mutants.length, options.tests ? await withTests(instrumented, fates, [], options) : fates)
  process.stdout.write(printFates(report))
  return report
}

async function fatesOf(chosen: readonly Mutant[], bench: Pick<Bench, 'fateOf'>): Promise<readonly Fate[]> {
  const fates: Fate[] = []
  for (const mutant of chosen) {
    fates.push(await bench.fateOf(mutant))
    tell(`${fates.length} of ${chosen.length} mutants`)
  }
  return fates
}

function tell(progress: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${progress}`)
}

async function withTests(
  instrumented: Instrumented,
  fates: readonly Fate[],
  faults: readonly string[],
  { root, seconds }: MeasureOptions,
): Promise<readonly Fate[]> {
  const left = fates.filter(({ fate }) => fate !== 'killed')
  const killed = await killedByTests(instrumented, left, { root, faults, seconds })
  return fates.map((fate) => {
    const test = killed.get(fate.id)
    return test === undefined ? fate : { ...fate, fate: 'killed', by: `test ${test}` }
  })
}

function reportOn(mutants: number, fates: readonly Fate[]): MeasureReport {
  const dead = fates.filter(({ fate }) => fate === 'killed')
  const byTests = dead.filter(({ by }) => by?.startsWith('test ')).length
  const score = fates.length === 0 ? 100 : Math.round((1000 * dead.length) / fates.length) / 10
  return { mutants, sampled: fates.length, killed: dead.length, byTests, score, fates }
}
