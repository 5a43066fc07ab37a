import type { Send } from './http.ts'

/** Leaves at least `intervalMs` between the starts of two requests. */
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
    return send(request)
  }
}
