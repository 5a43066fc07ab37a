/** Milliseconds without anything new after which it is quiet. */
const patience = 200
/** Milliseconds of work after which it is looked whether something is new: who comes meanwhile waits no longer. */
const atOnce = 5

/**
 * Does some of the work that has been left.
 * @param until the moment of `performance.now()` at which to stop
 * @returns whether nothing is left
 */
export type LeftWork = (until: number) => boolean

/** Does left work as long as nothing happens; while something does, a timer is all that it costs. */
export class Quiet {
  readonly #work: LeftWork
  #lastAt = 0
  #timer: NodeJS.Timeout | undefined

  constructor(work: LeftWork) {
    this.#work = work
  }

  /** Says that something has just happened. */
  wait(): void {
    this.#lastAt = performance.now()
    this.#timer ??= setTimeout(() => this.#look(), patience).unref()
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #look(): void {
    const now = performance.now()
    const left = this.#lastAt + patience - now
    const isDone = left <= 0 && this.#work(now + atOnce)
    this.#timer = isDone ? undefined : setTimeout(() => this.#look(), Math.max(left, 0)).unref()
  }
}
