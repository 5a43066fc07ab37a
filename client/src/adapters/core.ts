import type { CallbackInput } from '../callback/callback-input.ts'
import { answerCallback } from './answer-callback.ts'
import { answerStart } from './answer-start.ts'
import type { ConsentRoutesOptions } from './consent-routes-options.ts'
import { orErrorAnswer } from './error-answer.ts'
import { type RouteSettings, routeSettings } from './route-settings.ts'

/** A request, as far as the routes look at it. */
export interface Incoming<Request> {
  readonly method: string | undefined
  /** Path and query, before a router has taken anything off. */
  readonly url: string
  /** The Cookie header. */
  readonly cookies: string
  /** What the callback is read from; nobody reads it for other requests. */
  readonly callback: CallbackInput
  /** The request of the framework, for the hooks. */
  readonly request: Request
}

/**
 * The two routes of a consent, for any framework: the start, which sends the browser to MobilePay, and the callback. All
 * adapters are this, and the translation of a request and a response.
 *
 * No address is derived from a Host or a Forwarded header: the browser comes back to the configured redirect URI.
 */
export class ConsentRoutes<Request> {
  readonly startPath: string
  readonly callbackPath: string
  readonly #settings: RouteSettings<Request>

  /** @throws ConfigurationError `option-invalid`, `sealing-keys-missing` */
  constructor(options: ConsentRoutesOptions<Request>) {
    this.#settings = routeSettings(options)
    this.startPath = this.#settings.startPath
    this.callbackPath = this.#settings.callbackPath
  }

  /**
   * What to send: also for every MobilePayError.
   *
   * @returns undefined where the path is neither of the two
   * @throws what the integrator's own functions throw
   */
  async answer(incoming: Incoming<Request>): Promise<Response | undefined> {
    const path = incoming.url.split(/[?#]/, 1)[0]
    const settings = this.#settings
    if (path === this.callbackPath) {
      return orErrorAnswer('callback', incoming.request, settings, () => answerCallback(incoming, settings))
    }
    if (path !== this.startPath) return undefined
    return orErrorAnswer('start', incoming.request, settings, () => answerStart(incoming, settings))
  }
}
