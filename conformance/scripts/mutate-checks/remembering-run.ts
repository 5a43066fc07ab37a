import type { HostileRow } from '../../src/hostile/hostile-row.ts'
import { ClientRun } from '../../src/run/client-run.ts'
import type { ClientSubject } from '../../src/subjects/client-subject.ts'
import type { Listened, Switchboard } from './instrument.ts'

export interface RememberingOptions {
  readonly subject: ClientSubject
  readonly board: Switchboard
  /** The rows of the hostile table that one check plays at most. */
  readonly mostRows?: number
}

/** A row, a twin or an experiment as it went. */
interface Made extends Listened<PromiseSettledResult<unknown>> {
  readonly milliseconds: number
}

/**
 * What checks share, kept from one trial to the next: a row, a twin or an experiment is made again only for a mutant that
 * it reaches, since for any other it would come to the same.
 */
export class RememberingRun extends ClientRun {
  readonly #board: Switchboard
  readonly #mostRows: number
  readonly #known = new Map<string, Promise<Made>>()
  readonly #made = new Map<string, Made>()
  readonly #again = new Map<string, Promise<Made>>()
  #suspect: number | undefined
  #used = new Set<string>()

  constructor({ subject, board, mostRows = Number.POSITIVE_INFINITY }: RememberingOptions) {
    super(subject)
    this.#board = board
    this.#mostRows = mostRows
  }

  /** From now on what reaches the mutant is made again, once, whether the mutant is on or off. */
  suspect(mutant: number | undefined): void {
    this.#suspect = mutant
    this.#again.clear()
  }

  /** What is asked for from now on, by name. */
  listUse(): ReadonlySet<string> {
    this.#used = new Set()
    return this.#used
  }

  /** Milliseconds that it took to make what reaches the mutant. */
  costOf(mutant: number, used: ReadonlySet<string>): number {
    const again = Array.from(used, (name) => this.#made.get(name)).filter((made) => made?.reached.has(mutant))
    return again.reduce((sum, made) => sum + (made?.milliseconds ?? 0), 0)
  }

  override async once<Result>(name: string, experiment: () => Promise<Result>): Promise<Result> {
    const { reached, result } = await this.#listened(name, experiment)
    for (const id of reached) this.#board.reach(id)
    if (result.status === 'rejected') throw result.reason
    return result.value as Result
  }

  override hostile(rows: readonly HostileRow[]) {
    return super.hostile(rows.slice(0, this.#mostRows))
  }

  override twins(rows: readonly HostileRow[]) {
    return super.twins(rows.slice(0, this.#mostRows))
  }

  async #listened(name: string, experiment: () => Promise<unknown>): Promise<Made> {
    this.#used.add(name)
    const known = await keep(this.#known, name, () => this.#listen(experiment))
    this.#made.set(name, known)
    const isSuspect = this.#suspect !== undefined && known.reached.has(this.#suspect)
    return isSuspect ? keep(this.#again, name, () => this.#listen(experiment)) : known
  }

  async #listen(experiment: () => Promise<unknown>): Promise<Made> {
    const began = performance.now()
    const listened = await this.#board.listen(async () => {
      const [result] = await Promise.allSettled([experiment()])
      return result
    })
    return { ...listened, milliseconds: performance.now() - began }
  }
}

function keep<Value>(kept: Map<string, Promise<Value>>, name: string, make: () => Promise<Value>): Promise<Value> {
  const value = kept.get(name) ?? make()
  kept.set(name, value)
  return value
}
