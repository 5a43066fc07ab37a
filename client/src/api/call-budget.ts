import { NetworkError } from '../errors/mobilepay-error.ts'
import { unlessFired } from '../http/until-aborted.ts'
import { Deadline } from './deadline.ts'

/** What one call may take in all, its waits, refreshes and repetitions included: a time, and the caller's patience. */
export class CallBudget {
  readonly #endsAt: number
  readonly #signal: AbortSignal | undefined
  readonly #host: string

  /** @param deadlineMs milliseconds from now, by a clock that nobody sets */
  constructor(deadlineMs: number, signal: AbortSignal | undefined, host: string) {
    this.#endsAt = performance.now() + deadlineMs
    this.#signal = signal
    this.#host = host
  }

  /** Milliseconds that are left; none when the caller has given up. */
  get remainingMs(): number {
    return this.#signal?.aborted ? 0 : Math.max(0, this.#endsAt - performance.now())
  }

  /** For one attempt: fires at the caller's word, after `timeoutMs`, or when the budget is spent. To be ended. */
  attempt(timeoutMs: number): Deadline {
    return new Deadline(Math.ceil(Math.min(timeoutMs, this.remainingMs)), this.#signal)
  }

  /**
   * Waits for work that others may be waiting for too: giving up leaves it running, unless it looks at the signal. What
   * nobody has patience for is not begun.
   *
   * @throws NetworkError `request-aborted`, `request-timed-out`
   */
  async waitFor<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal, end } = this.attempt(this.remainingMs)
    try {
      return await unlessFired(
        signal,
        () => this.#spent(),
        () => work(signal),
      )
    } finally {
      end()
    }
  }

  #spent(): NetworkError {
    const details = { host: this.#host }
    return new NetworkError(this.#signal?.aborted ? 'request-aborted' : 'request-timed-out', { details })
  }
}
