/** The longest that a timer takes; a longer one would go off at once. */
const longestMs = 2 ** 31 - 1

/**
 * A signal that fires after a time or with another signal, and that can be ended before: it leaves no timer and no
 * listener behind. `AbortSignal.timeout` and `AbortSignal.any` would, for seconds after each call.
 */
export class Deadline {
  readonly #controller = new AbortController()
  readonly #timer: ReturnType<typeof setTimeout>
  readonly #caller: AbortSignal | undefined

  /** @param milliseconds from now; what waits for nothing else does not keep the process alive */
  constructor(milliseconds: number, caller: AbortSignal | undefined) {
    this.#caller = caller
    this.#timer = setTimeout(this.#timeOut, Math.min(milliseconds, longestMs))
    // Where it is a number, the runtime knows no such thing.
    if (typeof this.#timer === 'object') this.#timer.unref()
    caller?.addEventListener('abort', this.#giveUp)
    if (caller?.aborted) this.#giveUp()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** What it was for is over; the signal fires no more. May be called again. */
  readonly end = (): void => {
    clearTimeout(this.#timer)
    this.#caller?.removeEventListener('abort', this.#giveUp)
  }

  readonly #timeOut = (): void => this.#fire(new DOMException('The time is up.', 'TimeoutError'))
  readonly #giveUp = (): void => this.#fire(this.#caller?.reason)

  #fire(reason: unknown): void {
    this.end()
    this.#controller.abort(reason)
  }
}
