import { type ErrorDetails, MobilePayError, NetworkError } from '../errors/mobilepay-error.ts'
import { systemCode } from '../errors/safe-cause.ts'

/**
 * The typed error for what `fetch`, or the reading of a body, has thrown.
 *
 * @param host the host that was called, for the details
 * @param callerSignal the signal of the caller, to tell an abort that was wanted from a timeout
 * @param details what else is known of the call
 */
export function toNetworkError(
  error: unknown,
  host: string,
  callerSignal?: AbortSignal | null,
  details: ErrorDetails = {},
): MobilePayError {
  if (error instanceof MobilePayError) return error
  const context = { cause: error, details: { ...details, host, code: systemCode(error) } }
  if (callerSignal?.aborted) return new NetworkError('request-aborted', context)
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return new NetworkError('request-timed-out', context)
  return new NetworkError('request-failed', context)
}
