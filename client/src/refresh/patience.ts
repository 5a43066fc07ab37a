import type { ClientOptions } from '../client-options.ts'
import { NetworkError } from '../errors/mobilepay-error.ts'

const firstWaitMs = 25
const longestWaitMs = 1_000

/** The waits of one caller for somebody else's refresh: growing, jittered, and bounded in all. */
export class Patience {
  readonly #id: string
  readonly #signal: AbortSignal
  readonly #sleep: ClientOptions['sleep']
  readonly #endsAt: number
  #nextMs = firstWaitMs

  /** @param totalMs milliseconds from now, by a clock that nobody sets */
  constructor(id: string, totalMs: number, { sleep }: Pick<ClientOptions, 'sleep'>) {
    this.#id = id
    this.#sleep = sleep
    this.#endsAt = performance.now() + totalMs
    this.#signal = AbortSignal.timeout(Math.ceil(totalMs))
  }

  /**
   * Half of each wait is random, so that processes which began together do not go on together. Waits are of whole
   * milliseconds, as timers are: what is left ends with the last one.
   *
   * @throws NetworkError `refresh-busy` once the time is up
   */
  async wait(): Promise<void> {
    const left = this.#endsAt - performance.now()
    if (left <= 0) throw new NetworkError('refresh-busy', { details: { connection: this.#id } })
    const milliseconds = this.#nextMs * (0.5 + Math.random() / 2)
    this.#nextMs = Math.min(longestWaitMs, this.#nextMs * 2)
    await this.#sleep(Math.ceil(Math.min(milliseconds, left)), this.#signal)
  }
}
