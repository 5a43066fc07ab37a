import type { Check } from '../../src/checks/check.ts'
import type { MockSubject } from '../../src/subjects/mock-subject.ts'
import type { Switchboard } from './instrument.ts'
import type { Mutant } from './mutants.ts'
import { defectScenes, furtherScenes, healthyScenes, type Scene, tlsScenes } from './scenes.ts'
import { checks, nameOf, outcomeOf, type Trial } from './trial.ts'

export interface BenchOptions {
  /** Faults that are tried for each check, of those that it is known to see, and of others as many. */
  readonly faults: number
  /** Seconds for each mutant that no healthy provider notices. */
  readonly seconds: number
}

export interface Fate extends Mutant {
  /** `unreached`: by no trial, so nothing could notice. */
  readonly fate: 'killed' | 'survived' | 'unreached'
  readonly by?: string
}

/** Checks that a provider without TLS gives no occasion to look at anything. */
const overTls = /^(D-28|D-29|S-06|S-07|S-11|S-12|P-19)$/

/** Checks that look at a mutant, at most so many: another would hardly see more. */
const mostChecks = 6

/** Holds checks against mocks, with a mutant on and without. */
export class Bench {
  readonly #subject: MockSubject
  readonly #board: Switchboard
  readonly #options: BenchOptions
  readonly #healthy: Trial[] = []
  readonly #wrong = new Map<Check, readonly Scene[]>()
  readonly #observed = new Map<Scene, Trial>()
  #fileOf: (id: number) => string | undefined = () => undefined

  constructor(subject: MockSubject, board: Switchboard, options: BenchOptions) {
    this.#subject = subject
    this.#board = board
    this.#options = options
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

  /** Healthy mocks first, since most mutants show there; then those that are wrong, until the time is up. */
  async fateOf(mutant: Mutant): Promise<Fate> {
    const reaching = this.#healthy.filter(({ reached }) => reached.has(mutant.id))
    const few = this.#lookingAt(mutant, reaching)
    for (const trial of reaching.filter(({ check }) => few.includes(check))) {
      if (await this.#changes(mutant, trial)) return { ...mutant, fate: 'killed', by: nameOf(trial) }
    }
    let wasReached = reaching.length > 0
    const end = performance.now() + this.#options.seconds * 1000
    for (const [check, scene] of this.#taskedFor(few)) {
      if (performance.now() > end) break
      const trial = this.#observed.get(scene) ?? (await this.#observe(check, scene))
      this.#observed.set(scene, trial)
      if (!trial.reached.has(mutant.id)) continue
      wasReached = true
      if (await this.#changes(mutant, trial)) return { ...mutant, fate: 'killed', by: nameOf(trial) }
    }
    return { ...mutant, fate: wasReached ? 'survived' : 'unreached' }
  }

  /** The checks that reach a mutant, or else those that reach its file; those that are done soonest. */
  #lookingAt({ file }: Mutant, reaching: readonly Trial[]): readonly Check[] {
    const nearby = () => this.#healthy.filter(({ reached }) => [...reached].some((id) => this.#fileOf(id) === file))
    return [...new Set((reaching.length > 0 ? reaching : nearby()).map(({ check }) => check))].slice(0, mostChecks)
  }

  /** The checks in turn, so that none takes the time of the others. */
  #taskedFor(few: readonly Check[]): readonly (readonly [Check, Scene])[] {
    return few
      .flatMap((check) => this.#scenesFor(check).map((scene, index) => ({ check, scene, index })))
      .sort((one, other) => one.index - other.index)
      .map(({ check, scene }) => [check, scene])
  }

  #scenesFor(check: Check): readonly Scene[] {
    const known = this.#wrong.get(check)
    if (known) return known
    const { faults } = this.#options
    const scenes = [...defectScenes(this.#subject, check.id, faults), ...furtherScenes(this.#subject, check.id, faults)]
    this.#wrong.set(check, scenes)
    return scenes
  }

  async #observe(check: Check, scene: Scene): Promise<Trial> {
    const began = performance.now()
    this.#board.reached = new Set()
    const outcome = await outcomeOf(check, scene)
    return { check, scene, outcome, reached: this.#board.reached, milliseconds: performance.now() - began }
  }

  /** Whether the outcome is another with the mutant, and the old one again without: what varies by itself says nothing. */
  async #changes({ id }: Mutant, { check, scene, outcome }: Trial): Promise<boolean> {
    this.#board.on = id
    const changed = await outcomeOf(check, scene)
    this.#board.on = undefined
    return changed !== outcome && (await outcomeOf(check, scene)) === outcome
  }
}
