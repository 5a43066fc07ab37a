import type { ClientContext } from '../client-context.ts'
import type { ErrorDetails } from '../errors/mobilepay-error.ts'
import { apiAddress } from './api-address.ts'
import type { ApiRequestInit } from './api-request.ts'
import { CallBudget } from './call-budget.ts'
import { correlationHeader, correlationIdOf } from './correlation-id.ts'
import { isIdempotent } from './retry-policy.ts'

/** One call, however many requests it takes. */
export interface Call {
  readonly url: URL
  readonly init: RequestInit
  readonly headers: Headers
  readonly budget: CallBudget
  /** What every error of this call says. */
  readonly details: ErrorDetails
  readonly context: ClientContext
  /** Attempts that may be made where the outcome may be better the next time. */
  readonly attempts: number
}

/** @throws ConfigurationError `api-address-refused`, `option-invalid` */
export function prepareCall(id: string, address: string | URL, given: ApiRequestInit, context: ClientContext): Call {
  const { idempotent, deadlineMs, ...init } = given
  const { options } = context
  const url = apiAddress(address, options.environment.apiUrl)
  const headers = new Headers(init.headers)
  const correlationId = correlationIdOf(headers)
  headers.set(correlationHeader, correlationId)
  const repeatable = (idempotent ?? isIdempotent(init.method ?? 'GET')) && !(init.body instanceof ReadableStream)
  return {
    url,
    init,
    headers,
    budget: new CallBudget(deadlineMs ?? options.apiDeadlineMs, init.signal ?? undefined, url.host),
    details: { connection: id, host: url.host, path: url.pathname, correlationId },
    context,
    attempts: repeatable ? options.apiAttempts : 1,
  }
}
