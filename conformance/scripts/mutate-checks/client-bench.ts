import type { ClientCheck } from '../../src/checks/client/client-check.ts'
import { clientChecks } from '../../src/checks/client/index.ts'
import { perform } from '../../src/drivers/client-program.ts'
import { runClientChecks } from '../../src/run/run-client-checks.ts'
import { type ClientSubject, startOwnClient } from '../../src/subjects/client-subject.ts'
import { answerFlaws } from '../../test/flawed/answers.ts'
import { callbackFlaws } from '../../test/flawed/callback.ts'
import { idTokenFlaws } from '../../test/flawed/id-tokens.ts'
import { requestFlaws } from '../../test/flawed/requests.ts'
import { type Carelessness, CarelessProgram } from '../../test/support/careless-program.ts'
import { flawedClient, inProcess } from '../../test/support/try-flaw.ts'
import type { Fate } from './bench.ts'
import type { Switchboard } from './instrument.ts'
import type { Mutant } from './mutants.ts'

/** One check against one client, and what it comes to while no mutant is on. */
interface ClientTrial {
  readonly check: ClientCheck
  readonly subject: ClientSubject
  readonly outcome: string
  readonly reached: ReadonlySet<number>
  readonly milliseconds: number
}

/** Holds checks of family RP against clients of this process, with a mutant on and without. */
export class ClientBench implements AsyncDisposable {
  readonly #board: Switchboard
  readonly #seconds: number
  readonly #subjects: ClientSubject[] = []
  readonly #trials: ClientTrial[] = []

  constructor(board: Switchboard, seconds: number) {
    this.#board = board
    this.#seconds = seconds
  }

  /** This project's client before every check, clients with a flaw before the one that sees it, careless ones before all. */
  async observe(): Promise<void> {
    await this.#observeAll(await startOwnClient(), clientChecks)
    await this.#observeAll(await startOwnClient('2018'), clientChecks)
    for (const flaw of [...callbackFlaws, ...idTokenFlaws, ...requestFlaws, ...answerFlaws]) {
      const seeing = clientChecks.filter(({ id }) => id === flaw.seenBy)
      await this.#observeAll(await flawedClient(flaw), seeing)
    }
    for (const kind of ['trusting', 'refusing', 'constant', 'forgetful'] as const) {
      await this.#observeAll(await careless(kind), clientChecks)
    }
    this.#trials.sort((one, other) => one.milliseconds - other.milliseconds)
  }

  /** The quickest trials first, until the time is up. */
  async fateOf(mutant: Mutant): Promise<Fate> {
    const reaching = this.#trials.filter(({ reached }) => reached.has(mutant.id))
    const end = performance.now() + this.#seconds * 1000
    for (const trial of reaching) {
      if (performance.now() > end) break
      if (await this.#changes(mutant, trial)) {
        return { ...mutant, fate: 'killed', by: `${trial.check.id} ${trial.subject.name}` }
      }
    }
    return { ...mutant, fate: reaching.length > 0 ? 'survived' : 'unreached' }
  }

  async #observeAll(subject: ClientSubject, checks: readonly ClientCheck[]): Promise<void> {
    this.#subjects.push(subject)
    for (const check of checks) {
      this.#board.reached = new Set()
      const began = performance.now()
      const outcome = await outcomeOf(check, subject)
      const milliseconds = performance.now() - began
      this.#trials.push({ check, subject, outcome, reached: this.#board.reached, milliseconds })
    }
  }

  /** A change counts where it goes again with the mutant: what varies by itself says nothing. */
  async #changes(mutant: Mutant, { check, subject, outcome }: ClientTrial): Promise<boolean> {
    this.#board.on = mutant.id
    const changed = await outcomeOf(check, subject)
    this.#board.on = undefined
    return changed !== outcome && (await outcomeOf(check, subject)) === outcome
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#subjects.map((subject) => subject[Symbol.asyncDispose]()))
  }
}

function careless(kind: Carelessness): Promise<ClientSubject> {
  return inProcess(kind, () => {
    const program = new CarelessProgram(kind)
    return { send: (command, input) => perform(program, command, input) }
  })
}

/** The verdict, and what was found, without the figures that differ from run to run. */
async function outcomeOf(check: ClientCheck, subject: ClientSubject): Promise<string> {
  const { results } = await runClientChecks({ subject, checks: [check] })
  const { verdict = 'none', actual = null, reason = '' } = results[0] ?? {}
  return `${verdict} ${JSON.stringify(actual)} ${reason}`.replace(/\d+/g, '0')
}
