import type { HttpResponse, Send } from './http.ts'

/** Longest that a host is obeyed which asks to be left alone. */
const longestPauseMs = 120_000

/** Leaves at least `intervalMs` between the starts of two requests, and the pause that an answer asks for. */
export function pace(
  send: Send,
  intervalMs: number,
  now: () => number,
  wait: (milliseconds: number) => Promise<unknown>,
): Send {
  let earliest = 0
  return async (request) => {
    const delay = earliest - now()
    earliest = Math.max(earliest, now()) + intervalMs
    if (delay > 0) await wait(delay)
    const response = await send(request)
    earliest = Math.max(earliest, now() + pauseMs(response))
    return response
  }
}

/** Milliseconds until an answer 429 or 503 wants the next request (RFC 6585 4; RFC 9110 10.2.3); 0 where it says nothing. */
function pauseMs({ status, headers }: HttpResponse): number {
  const value = headers.get('retry-after')
  if (value === null || (status !== 429 && status !== 503)) return 0
  const seconds = /^\d+$/.test(value)
    ? Number(value)
    : (Date.parse(value) - Date.parse(headers.get('date') ?? '')) / 1000
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds * 1000, 0), longestPauseMs) : 0
}
