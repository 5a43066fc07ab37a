import { NetworkError } from '../errors/mobilepay-error.ts'

/**
 * A value that is loaded once and kept for a while: callers that come while it is being loaded wait for that one load.
 * When it can not be renewed because the network fails, the old one goes on serving; a refusal is passed on.
 */
export class KeptValue<T> {
  readonly #load: () => Promise<T>
  readonly #lifeMs: number
  #kept: { readonly value: T; readonly at: number } | undefined
  #loading: Promise<T> | undefined

  /** @param lifeMs milliseconds that a loaded value is used for without looking again */
  constructor(load: () => Promise<T>, lifeMs: number) {
    this.#load = load
    this.#lifeMs = lifeMs
  }

  async get(): Promise<T> {
    const kept = this.#kept
    if (kept && Date.now() - kept.at < this.#lifeMs) return kept.value
    try {
      return await this.reload()
    } catch (error) {
      if (kept && error instanceof NetworkError) return kept.value
      throw error
    }
  }

  /** Loads it now, or joins the load that is under way. */
  reload(): Promise<T> {
    this.#loading ??= this.#loadOnce().finally(() => {
      this.#loading = undefined
    })
    return this.#loading
  }

  async #loadOnce(): Promise<T> {
    const value = await this.#load()
    this.#kept = { value, at: Date.now() }
    return value
  }
}
