import { inject, type RunnerTestCase, TestRunner } from 'vitest'
import { installBoard, type Switchboard } from './instrument.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The mutants to try, which nothing has noticed yet. */
    mutants: readonly number[]
    /** Tests whose names have one of these words are left out. */
    leftOut: readonly string[]
    /** What a mutant may take within one file. */
    milliseconds: number
  }
  interface TaskMeta {
    /** Mutants that make the test fail. */
    killed?: readonly number[]
  }
}

/**
 * Runs each test once as it is, to learn which mutants it reaches, then once with each of these. A mutant is killed where
 * the test fails with it and passes again without: a test that cannot be run twice says nothing.
 */
export default class MutantRunner extends TestRunner {
  readonly #board: Switchboard = installBoard()
  readonly #spent = new Map<number, number>(inject('mutants').map((id) => [id, 0]))
  readonly #leftOut = new Set(inject('leftOut'))
  readonly #milliseconds = inject('milliseconds')

  async runTask(test: RunnerTestCase): Promise<void> {
    const run = TestRunner.getTestFn(test)
    if (test.name.split(/[\s:,]+/).some((word) => this.#leftOut.has(word))) return
    this.#board.reached = new Set()
    await run()
    const suspects: number[] = []
    for (const id of this.#open()) if (await this.#failsWith(id, run)) suspects.push(id)
    if (suspects.length === 0) return
    await run()
    test.meta.killed = suspects
    for (const id of suspects) this.#spent.delete(id)
  }

  /** Those that the test reaches, not yet killed, and with time left. */
  #open(): readonly number[] {
    return Array.from(this.#spent)
      .filter(([id, spent]) => this.#board.reached.has(id) && spent < this.#milliseconds)
      .map(([id]) => id)
  }

  async #failsWith(id: number, run: () => unknown): Promise<boolean> {
    const began = performance.now()
    this.#board.on = id
    try {
      await run()
      return false
    } catch {
      return true
    } finally {
      this.#board.on = undefined
      this.#spent.set(id, (this.#spent.get(id) ?? 0) + performance.now() - began)
    }
  }
}
