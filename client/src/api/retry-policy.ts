/** Methods whose repetition does what one request does (RFC 9110 section 9.2.2). POST and PATCH are not among them. */
const idempotentMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])

/** Answers that a later attempt may better: 429, and 5xx but 501 and 505, which stay as they are. */
export function isTransient(status: number): boolean {
  return status === 429 || (status >= 500 && status !== 501 && status !== 505)
}

export function isIdempotent(method: string): boolean {
  return idempotentMethods.has(method.toUpperCase())
}

/** Milliseconds: the first wait is at most 200, each further one at most twice the one before, and none over 5,000. */
const firstWaitMs = 200
const longestWaitMs = 5_000

/**
 * How long to wait before the next attempt. What the service asks for is honored; its jitter is added on top, so that
 * all who were told the same second do not come back together. Otherwise full jitter: anything from nothing to a bound
 * that doubles.
 *
 * @param failures attempts that have failed, 1 for the first
 * @param retryAfterMs what the answer asked for, in milliseconds; undefined where it asked for nothing
 * @param random 0 to 1
 * @see RFC 9110 section 10.2.3; RFC 6585 section 4
 */
export function waitMs(failures: number, retryAfterMs: number | undefined, random: number): number {
  if (retryAfterMs !== undefined) return retryAfterMs + random * firstWaitMs
  return random * Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1))
}

/**
 * `Retry-After` in milliseconds: seconds, or a date.
 *
 * @param now milliseconds since 1970
 * @returns undefined where there is none or it is neither
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  if (/^\s*\d{1,10}\s*$/.test(header)) return Number(header) * 1000
  // HTTP dates name the day first; Date.parse alone would take any number for a year.
  const at = /^\s*[A-Z][a-z]{2,8},? /.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
