import { type ErrorDetails, NetworkError } from '../errors/mobilepay-error.ts'

/** How long a caller waits. */
export interface WaitOptions {
  /**
   * Ends the wait with `request-aborted`. What has begun by then goes on, and what comes of it is stored: at MobilePay it
   * may have spent a code or a one-time token already. Nothing is begun where the signal has fired before.
   */
  readonly signal?: AbortSignal
}

/**
 * Waits for work for as long as the caller's signal lets it.
 *
 * @throws NetworkError `request-aborted`
 */
export function untilAborted<T>(
  signal: AbortSignal | undefined,
  details: ErrorDetails,
  work: () => Promise<T>,
): Promise<T> {
  return signal ? unlessFired(signal, () => new NetworkError('request-aborted', { details }), work) : work()
}

/** Waits for work unless the signal fires; the work is left alone then, and is not begun where it has fired before. */
export async function unlessFired<T>(signal: AbortSignal, toError: () => Error, work: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw toError()
  const { promise: fired, reject } = Promise.withResolvers<never>()
  const giveUp = () => reject(toError())
  signal.addEventListener('abort', giveUp)
  try {
    return await Promise.race([fired, work()])
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}
