/** What a call to the API may say beside what `fetch` takes. */
export interface ApiRequestInit extends RequestInit {
  /**
   * Whether the call may be repeated after 429, 5xx or a broken connection. By default GET, HEAD, OPTIONS, PUT and
   * DELETE are and others are not: a POST that seemed to fail may have made an invoice.
   */
  readonly idempotent?: boolean
  /** Milliseconds for the call in all, repetitions and waits included. Default: the client's `apiDeadlineMs`. */
  readonly deadlineMs?: number
}
