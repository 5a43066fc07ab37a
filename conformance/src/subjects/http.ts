export type Pairs = readonly (readonly [name: string, value: string])[]

/** A request as the suite sends it: to the address at which the subject is really reached. */
export interface HttpRequest {
  /** Upper case. */
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** A form; sent as application/x-www-form-urlencoded. Pairs where a name is to be repeated. */
  readonly form?: Readonly<Record<string, string>> | Pairs
  /** A body that is no form; its Content-Type is among the headers. */
  readonly body?: string | Uint8Array
}

/** The fields of a form, in order. */
export function pairsOf(form: NonNullable<HttpRequest['form']>): Pairs {
  return isPairs(form) ? form : Object.entries(form)
}

function isPairs(form: NonNullable<HttpRequest['form']>): form is Pairs {
  return Array.isArray(form)
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
  /** Milliseconds from sending to the last byte, where they were measured. */
  readonly elapsedMs?: number
}

/** What was sent to hosts of others. */
export interface Traffic {
  readonly requests: number
  /** Between the starts of two requests; undefined with fewer than two. */
  readonly shortestIntervalMs: number | undefined
  /** Of the largest request, everything counted. */
  readonly largestBytes: number
}

/** Sends one request; redirects are never followed. Rejects with a TransportError when no response arrives. */
export interface Send {
  (request: HttpRequest): Promise<HttpResponse>
  /** Absent where nobody counts. */
  readonly traffic?: Traffic
}

/** No whole response arrived: nothing can be said about the provider. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  /** Whether the time for an answer ran out; else the connection failed or was closed, or the answer was none. */
  readonly timedOut: boolean
  /** What had come of an answer that had begun, its body cut. */
  readonly begun: HttpResponse | undefined

  constructor(message: string, timedOut = false, begun?: HttpResponse) {
    super(message)
    this.timedOut = timedOut
    this.begun = begun
  }
}

/** The body as text; bytes that are no UTF-8 are replaced. */
export function textOf(response: HttpResponse): string {
  return new TextDecoder().decode(response.body)
}

/** The media type without its parameters, in lower case; empty when there is no Content-Type. */
export function mediaTypeOf(response: HttpResponse): string {
  return (response.headers.get('content-type') ?? '').split(';', 1).join().trim().toLowerCase()
}
