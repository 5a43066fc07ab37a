/** Milliseconds without anything new after which it is quiet. */
const patience = 200

/** Does something as soon as nothing happens any more; while something does, a timer is all that it costs. */
export class Quiet {
  readonly #work: () => void
  #lastAt = 0
  #timer: NodeJS.Timeout | undefined

  constructor(work: () => void) {
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
    const left = this.#lastAt + patience - performance.now()
    this.#timer = left > 0 ? setTimeout(() => this.#look(), left).unref() : undefined
    if (this.#timer === undefined) this.#work()
  }
}
