import { setTimeout } from 'node:timers/promises'
import type { ClientCheck } from '../../src/checks/client/client-check.ts'
import type { CheckResult } from '../../src/run/check-result.ts'
import { runClientChecks } from '../../src/run/run-client-checks.ts'
import type { Fate } from './bench.ts'
import { type ClientBeforeChecks, clientsBeforeChecks } from './clients-before-checks.ts'
import type { Switchboard } from './instrument.ts'
import type { Mutant } from './mutants.ts'
import { RememberingRun } from './remembering-run.ts'

/** What takes longer with a mutant has another outcome: none. */
const longestMs = 60_000

/** One check against one client, and what it comes to while no mutant is on. */
interface ClientTrial {
  readonly check: ClientCheck
  readonly run: RememberingRun
  /** Whether the figures in what it comes to are the same each time, so that another one tells something. */
  readonly withFigures: boolean
  readonly outcome: string
  readonly reached: ReadonlySet<number>
  /** By itself, without what checks share. */
  readonly milliseconds: number
  /** What it takes of what checks share. */
  readonly used: ReadonlySet<string>
  readonly isLast: boolean
}

/** Holds checks of family RP against clients of this process, with a mutant on and without. */
export class ClientBench implements AsyncDisposable {
  readonly #board: Switchboard
  readonly #seconds: number
  readonly #runs: RememberingRun[] = []
  readonly #trials: ClientTrial[] = []
  /** What fails after a check has ended: a mutant can make it leave work behind, whose world is gone by then. */
  readonly #leaveBe = () => {}

  constructor(board: Switchboard, seconds: number) {
    this.#board = board
    this.#seconds = seconds
    process.on('unhandledRejection', this.#leaveBe)
  }

  /** @param told is called after each client with how many there were, and how many there are */
  async observe(told: (done: number, all: number) => void): Promise<void> {
    for (const [index, client] of clientsBeforeChecks.entries()) {
      await this.#observeOne(client)
      told(index + 1, clientsBeforeChecks.length)
    }
  }

  /** The quickest trials first, until the time is up. */
  async fateOf(mutant: Mutant): Promise<Fate> {
    const reaching = this.#trials.filter(({ reached }) => reached.has(mutant.id))
    const end = performance.now() + this.#seconds * 1000
    for (const trial of quickestFirst(reaching, mutant.id)) {
      if (performance.now() > end) break
      if (await this.#changes(mutant, trial)) {
        return { ...mutant, fate: 'killed', by: `${trial.check.id} ${trial.run.subject.name}` }
      }
    }
    return { ...mutant, fate: reaching.length > 0 ? 'survived' : 'unreached' }
  }

  /** All its checks side by side, to have what they share; then each alone, to know what it reaches and how long it takes. */
  async #observeOne({ open, checks, mostRows, isLast = false }: ClientBeforeChecks): Promise<void> {
    const subject = await open()
    const run = new RememberingRun({ subject, board: this.#board, ...(mostRows !== undefined && { mostRows }) })
    this.#runs.push(run)
    const { results } = await runClientChecks({ subject, checks, run })
    for (const [index, check] of checks.entries()) {
      const used = run.listUse()
      const began = performance.now()
      const { reached, result } = await this.#board.listen(() => resultOf(check, run))
      const withFigures = inWords(result, true) === inWords(results[index], true)
      const outcome = inWords(result, withFigures)
      const milliseconds = performance.now() - began
      this.#trials.push({ check, run, withFigures, outcome, reached, milliseconds, used, isLast })
    }
  }

  /** A change counts where it goes again with the mutant: what varies by itself says nothing. */
  async #changes({ id }: Mutant, { check, run, withFigures, outcome }: ClientTrial): Promise<boolean> {
    const again = async () => {
      const result = await Promise.race([resultOf(check, run), setTimeout(longestMs, undefined, { ref: false })])
      return inWords(result, withFigures)
    }
    run.suspect(id)
    this.#board.on = id
    const changed = await again()
    this.#board.on = undefined
    run.suspect(id)
    const isChange = changed !== outcome && (await again()) === outcome
    run.suspect(undefined)
    return isChange
  }

  async [Symbol.asyncDispose](): Promise<void> {
    process.off('unhandledRejection', this.#leaveBe)
    await Promise.all(this.#runs.map(({ subject }) => subject[Symbol.asyncDispose]()))
  }
}

function quickestFirst(trials: readonly ClientTrial[], mutant: number): readonly ClientTrial[] {
  const costs = new Map(trials.map((trial) => [trial, trial.milliseconds + trial.run.costOf(mutant, trial.used)]))
  const costOf = (trial: ClientTrial) => costs.get(trial) ?? 0
  return [...trials].sort((one, other) => Number(one.isLast) - Number(other.isLast) || costOf(one) - costOf(other))
}

async function resultOf(check: ClientCheck, run: RememberingRun): Promise<CheckResult | undefined> {
  const { results } = await runClientChecks({ subject: run.subject, checks: [check], run })
  return results[0]
}

/** The verdict, and what was found; without the figures where they differ from run to run. */
function inWords(result: CheckResult | undefined, withFigures: boolean): string {
  const { verdict = 'none', actual = null, reason = '' } = result ?? {}
  const words = `${verdict} ${JSON.stringify(actual)} ${reason}`
  return withFigures ? words : words.replace(/\d+/g, '0')
}
