import type { ClientOptions } from '../client-options.ts'
import type { UsableConnection } from '../connections/stored-connection.ts'
import { NetworkError } from '../errors/mobilepay-error.ts'
import { refuseRedirect } from '../http/refuse-redirect.ts'
import { toNetworkError } from '../http/to-network-error.ts'
import type { Note } from '../observability/observe.ts'
import type { Call } from './call.ts'
import { limitBody } from './limit-body.ts'
import { refuseForbidden } from './refuse-forbidden.ts'
import { isTransient, retryAfterMs, waitMs } from './retry-policy.ts'

/**
 * Sends the call, and repeats what may be repeated as long as the budget lasts.
 *
 * @returns the answer, 429 and 5xx included where no repetition has bettered it
 * @throws ProtocolError `redirect-refused`, `merchant-missing`, `api-scope-insufficient`
 * @throws NetworkError
 */
export async function sendPatiently(call: Call, connection: UsableConnection, note: Note): Promise<Response> {
  for (let failures = 1; ; failures += 1) {
    const outcome = await send(call, connection, note).catch((error: unknown) => transientError(error))
    const again = outcome instanceof NetworkError || isTransient(outcome.status)
    if (!again || failures >= call.attempts || !(await waited(call, failures, outcome))) return settled(outcome)
    if (!(outcome instanceof NetworkError)) await outcome.body?.cancel()
    note({ 'http.request.resend_count': failures })
  }
}

/** @returns the error where a repetition may help. @throws any other one. */
function transientError(error: unknown): NetworkError {
  if (error instanceof NetworkError && error.code !== 'request-aborted') return error
  throw error
}

function settled(outcome: Response | NetworkError): Response {
  if (outcome instanceof NetworkError) throw outcome
  return outcome
}

/** @returns false, at once, where the wait would outlast the budget: coming back too early is worse than not at all. */
async function waited({ budget, context }: Call, failures: number, outcome: Response | NetworkError): Promise<boolean> {
  const header = outcome instanceof NetworkError ? null : outcome.headers.get('retry-after')
  const milliseconds = waitMs(failures, retryAfterMs(header, Date.now()), Math.random())
  if (milliseconds >= budget.remainingMs) return false
  await budget.waitFor((signal) => context.options.sleep(milliseconds, signal))
  return true
}

async function send(call: Call, connection: UsableConnection, note: Note): Promise<Response> {
  const { url, init, budget, context } = call
  const { options } = context
  const toError = (error: unknown) => toNetworkError(error, url.host, init.signal, call.details)
  const { signal, end: onEnd } = budget.attempt(options.timeoutMs)
  try {
    const headers = { ...call.headers, ...credentials(connection, options) }
    const response = await options.fetch(url.href, { ...init, headers, signal, redirect: 'manual' })
    note({ 'http.response.status_code': response.status })
    refuseRedirect(response, url.host)
    refuseForbidden(response, connection, call)
    return limitBody(response, { limit: options.apiBodyLimitBytes, host: url.host, toError, onEnd })
  } catch (error) {
    onEnd()
    throw toError(error)
  }
}

function credentials({ tokens }: UsableConnection, { apiCredentials }: ClientOptions): Record<string, string> {
  const authorization = `Bearer ${tokens.accessToken}`
  if (!apiCredentials) return { authorization }
  const { clientId, clientSecret } = apiCredentials
  return { authorization, 'x-ibm-client-id': clientId, 'x-ibm-client-secret': clientSecret }
}
