import type { CallbackArrival, ElsewhereArrival } from '../../flow/arrival.ts'
import type { HttpRequest } from '../../subjects/http.ts'
import type { TlsProbeResult } from '../../subjects/tls-probe.ts'

/** An answer as a cassette keeps it. */
export interface TapedResponse {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  readonly elapsedMs?: number
}

interface Taped {
  /** The check or experiment that it happened in. */
  readonly scope: string
  /** Milliseconds since 1970 at which it had happened. */
  readonly at: number
}

/** Of a request its shape alone: what a check sends is made anew when it is replayed. */
export interface TapedExchange extends Taped {
  readonly kind: 'exchange'
  readonly shape: string
  /** As it was sent while it is being recorded; a digest of it in a cassette, which tells requests of one shape apart. */
  readonly sent: string
  /** Why there was no answer, in place of one. */
  readonly error?: { readonly message: string; readonly timedOut: boolean }
  readonly response?: TapedResponse
}

/** What a browser came back with that somebody else drove. */
export interface TapedVisit extends Taped {
  readonly kind: 'visit'
  /** Absent where the browser could not show it. */
  readonly hops?: readonly { readonly request: HttpRequest; readonly response: TapedResponse }[]
  readonly arrival: Omit<CallbackArrival, 'page'> | ElsewhereArrival | { readonly kind: 'page' }
  /** Why the visit came to nothing that could be seen. */
  readonly unseen?: string
}

export interface TapedProbe extends Taped {
  readonly kind: 'probe'
  readonly shape: string
  readonly result: Omit<TlsProbeResult, 'certificate'> & { readonly certificate?: string }
}

export type TapeEntry = TapedExchange | TapedVisit | TapedProbe
