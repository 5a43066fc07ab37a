import { type HttpRequest, pairsOf, type Traffic, TransportError } from './http.ts'

/** What the suite allows itself towards hosts of others. */
export const trafficLimits = {
  /** Milliseconds between the starts of two requests. */
  intervalMs: 1000,
  /** Requests in one run; more are refused. */
  requests: 2000,
  /** Address, headers and body of one request together; larger ones are refused. */
  bytes: 128 * 1024,
} as const

/** Counts what really goes to hosts of others, and ends it where it would be too much. */
export class TrafficMeter implements Traffic {
  readonly #now: () => number
  #last: number | undefined
  requests = 0
  shortestIntervalMs: number | undefined
  largestBytes = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /**
   * To be called right before a request is sent.
   * @throws TransportError where the run has sent enough, or the request is too large: it must not be sent then.
   */
  count(request: HttpRequest): void {
    const bytes = sizeOf(request)
    if (this.requests >= trafficLimits.requests) {
      throw new TransportError(`The run has sent ${this.requests} requests to hosts of others, and sends no more.`)
    }
    if (bytes > trafficLimits.bytes) {
      throw new TransportError(`A request of ${bytes} bytes is too large for a host of others; it was not sent.`)
    }
    const now = this.#now()
    if (this.#last !== undefined) {
      this.shortestIntervalMs = Math.min(now - this.#last, this.shortestIntervalMs ?? Number.POSITIVE_INFINITY)
    }
    this.#last = now
    this.requests += 1
    this.largestBytes = Math.max(this.largestBytes, bytes)
  }
}

function sizeOf({ url, headers = {}, form = [], body = '' }: HttpRequest): number {
  const pairs = [...Object.entries(headers), ...pairsOf(form)]
  return Buffer.byteLength(url) + Buffer.byteLength(body) + Buffer.byteLength(pairs.flat().join('='))
}
