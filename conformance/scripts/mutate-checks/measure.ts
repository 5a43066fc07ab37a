import type { Check } from '../../src/checks/check.ts'
import { families } from '../../src/checks/families.ts'
import { randomFrom, shuffled } from '../../src/mutation/random.ts'
import { runChecks } from '../../src/run/run-checks.ts'
import { type MockSubject, startMockSubject } from '../../src/subjects/mock-subject.ts'
import type { Switchboard } from './instrument.ts'
import type { Mutant } from './mutants.ts'
import { printFates } from './print.ts'
import { defectScenes, healthyScenes, type Scene, tlsScenes } from './scenes.ts'

export interface MeasureOptions {
  readonly sample: number
  readonly seed: number
  readonly file: string | undefined
  readonly faults: number
}

/** One check against one provider, and what it comes to while no mutant is on. */
interface Trial {
  readonly check: Check
  readonly scene: Scene
  readonly outcome: string
  readonly reached: ReadonlySet<number>
  readonly milliseconds: number
}

export interface Fate extends Mutant {
  /** `unreached`: by no trial, so nothing could notice. */
  readonly fate: 'killed' | 'survived' | 'unreached'
  readonly by?: string
}

export interface MeasureReport {
  readonly mutants: number
  readonly sampled: number
  readonly killed: number
  /** Killed mutants of each hundred that were tried. */
  readonly score: number
  readonly fates: readonly Fate[]
}

interface Instrumented {
  readonly board: Switchboard
  readonly mutants: readonly Mutant[]
}

const today = new Date().toISOString().slice(0, 10)
const checks = families.filter(({ id }) => id !== 'RP').flatMap((family) => family.checks)
/** Checks that a provider without TLS gives no occasion to look at anything. */
const overTls = /^(D-28|D-29|S-06|S-07|S-11|S-12|P-19)$/

/** Tries a sample of the mutants: each against those checks, and those mocks, that reach it. */
export async function measure({ board, mutants }: Instrumented, options: MeasureOptions): Promise<MeasureReport> {
  await using subject = await startMockSubject('2024', ['sandbox-dk'])
  const chosen = shuffled(
    mutants.filter(({ file }) => options.file === undefined || file.includes(options.file)),
    randomFrom(options.seed),
  ).slice(0, options.sample)
  const bench = new Bench(subject, board, options.faults)
  await bench.observeHealthy(new Set(chosen.map(({ file }) => file)), mutants)
  const fates: Fate[] = []
  for (const mutant of chosen) {
    fates.push(await bench.fateOf(mutant))
    if (process.stderr.isTTY) process.stderr.write(`\r${fates.length} of ${chosen.length} mutants`)
  }
  const killed = fates.filter(({ fate }) => fate === 'killed').length
  const score = fates.length === 0 ? 100 : Math.round((1000 * killed) / fates.length) / 10
  const report = { mutants: mutants.length, sampled: fates.length, killed, score, fates }
  process.stdout.write(printFates(report))
  return report
}

/** Checks that look at a mutant, at most so many: another would hardly see more. */
const mostChecks = 4

/** Holds checks against mocks, with a mutant on and without. */
class Bench {
  readonly #subject: MockSubject
  readonly #board: Switchboard
  readonly #faults: number
  readonly #healthy: Trial[] = []
  readonly #withFaults = new Map<Check, readonly Trial[]>()
  #fileOf: (id: number) => string | undefined = () => undefined

  constructor(subject: MockSubject, board: Switchboard, faults: number) {
    this.#subject = subject
    this.#board = board
    this.#faults = faults
  }

  /** Runs every check against the healthy mocks, to know which mutants it reaches. */
  async observeHealthy(files: ReadonlySet<string>, mutants: readonly Mutant[]): Promise<void> {
    const fileOf = new Map(mutants.map(({ id, file }) => [id, file]))
    this.#fileOf = (id) => fileOf.get(id)
    for (const check of checks) {
      const scenes = [...healthyScenes(this.#subject), ...(overTls.test(check.id) ? tlsScenes() : [])]
      for (const scene of scenes) {
        const trial = await this.#observe(check, scene)
        const concerns = [...trial.reached].some((id) => files.has(fileOf.get(id) ?? ''))
        if (concerns) this.#healthy.push(trial)
      }
    }
    this.#healthy.sort((one, other) => one.milliseconds - other.milliseconds)
  }

  /** Healthy mocks first, since most mutants show there; then the faults that the checks are known to see. */
  async fateOf(mutant: Mutant): Promise<Fate> {
    const reaching = this.#healthy.filter(({ reached }) => reached.has(mutant.id))
    const nearby = this.#healthy.filter(({ reached }) => [...reached].some((id) => this.#fileOf(id) === mutant.file))
    const looking = [...new Set((reaching.length > 0 ? reaching : nearby).map(({ check }) => check))]
    const few = new Set(looking.slice(0, mostChecks))
    let wasReached = false
    for (const trial of reaching.filter(({ check }) => few.has(check))) {
      wasReached = true
      if (await this.#changes(mutant, trial)) return { ...mutant, fate: 'killed', by: nameOf(trial) }
    }
    for (const check of few) {
      for (const trial of await this.#trialsWithFaults(check)) {
        if (!trial.reached.has(mutant.id)) continue
        wasReached = true
        if (await this.#changes(mutant, trial)) return { ...mutant, fate: 'killed', by: nameOf(trial) }
      }
    }
    return { ...mutant, fate: wasReached ? 'survived' : 'unreached' }
  }

  async #trialsWithFaults(check: Check): Promise<readonly Trial[]> {
    const known = this.#withFaults.get(check)
    if (known) return known
    const trials: Trial[] = []
    for (const scene of defectScenes(this.#subject, check.id, this.#faults))
      trials.push(await this.#observe(check, scene))
    this.#withFaults.set(check, trials)
    return trials
  }

  async #observe(check: Check, scene: Scene): Promise<Trial> {
    const began = performance.now()
    this.#board.reached = new Set()
    const outcome = await outcomeOf(check, scene)
    return { check, scene, outcome, reached: this.#board.reached, milliseconds: performance.now() - began }
  }

  async #changes({ id }: Mutant, { check, scene, outcome }: Trial): Promise<boolean> {
    this.#board.on = id
    const changed = await outcomeOf(check, scene)
    this.#board.on = undefined
    return changed !== outcome
  }
}

function nameOf({ check, scene }: Trial): string {
  return `${check.id} ${scene.name}`
}

/** The verdict, and what was found, without the figures that differ from run to run. */
function outcomeOf(check: Check, scene: Scene): Promise<string> {
  return scene.play(async (target) => {
    const { results } = await runChecks({
      subject: 'mock',
      targets: [target],
      checks: [check],
      today,
      checkTimeoutMs: 20_000,
    })
    const { verdict = 'none', actual = null, reason = '' } = results[0] ?? {}
    return `${verdict} ${JSON.stringify(actual)} ${reason}`.replace(/\d+/g, '0')
  })
}
