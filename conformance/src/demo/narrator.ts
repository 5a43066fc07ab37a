import { MobilePayError } from '@mobilepay-oidc/client'
import type { EnvironmentName } from '@mobilepay-oidc/fixtures'
import { narration, type StepName } from './narration.ts'
import type { ResponseMode } from './options.ts'
import type { Stage } from './stage.ts'
import type { Failure, Row, Step } from './step.ts'

export interface Performance {
  readonly environment: EnvironmentName
  readonly responseMode: ResponseMode
  /** Called after every step; the last one of a performance that broke off has a `failure`. */
  readonly show: (step: Step) => void
}

/** The steps of one performance. */
const length = 7

/** The performance broke off; its last step has been shown with the reason. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed'
}

/** Plays steps, and shows each with what was seen of it. */
export class Narrator {
  readonly #stage: Stage
  readonly #performance: Performance
  #number = 0

  constructor(stage: Stage, performance: Performance) {
    this.#stage = stage
    this.#performance = performance
  }

  /**
   * @param describe what the integrator has afterwards, in rows; secrets go through the lens here
   * @throws StepFailed
   */
  async step<Result>(
    name: StepName,
    action: () => Promise<Result>,
    describe: (result: Result) => readonly Row[] = () => [],
  ): Promise<Result> {
    this.#number += 1
    try {
      const result = await action()
      this.#show(name, { result: this.#stage.lens.rows(describe(result)) })
      return result
    } catch (error) {
      this.#show(name, { result: [], failure: failureOf(error) })
      throw new StepFailed(name, { cause: error })
    }
  }

  #show(name: StepName, outcome: Pick<Step, 'result' | 'failure'>): void {
    const { environment, show } = this.#performance
    const seen = this.#stage.recorder.take()
    show({ environment, number: this.#number, of: length, ...narration[name], ...seen, ...outcome })
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof MobilePayError) return { message: error.message, remedy: error.remedy }
  return { message: error instanceof Error ? error.message : String(error) }
}
