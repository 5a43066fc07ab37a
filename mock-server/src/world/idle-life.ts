import { addDuration, DurationError, parseDuration } from './duration.ts'

/**
 * How long a created world may lie unused.
 * @param text ISO 8601, such as `PT30M`
 * @returns milliseconds; undefined where nothing was said
 * @throws DurationError
 */
export function readIdleLife(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const now = Date.now()
  try {
    const life = addDuration(now, parseDuration(text)) - now
    if (life > 0) return life
  } catch (error) {
    if (!(error instanceof DurationError)) throw error
  }
  throw new DurationError(`A world's idle time is an ISO 8601 duration above zero, such as PT30M, not "${text}".`)
}
