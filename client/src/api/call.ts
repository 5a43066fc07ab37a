import type { ClientContext } from '../client-context.ts'
import type { ErrorDetails } from '../errors/mobilepay-error.ts'
import { safePath } from '../observability/attributes.ts'
import type { Note } from '../observability/observe.ts'
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
  /** Tells those who watch what became known. */
  readonly note: Note
}

/** @throws ConfigurationError `api-address-refused`, `option-invalid` */
export function prepareCall(
  id: string,
  address: string | URL,
  given: ApiRequestInit,
  context: ClientContext,
): Omit<Call, 'note'> & { readonly correlationId: string } {
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
    details: { connection: id, host: url.host, path: safePath(url.pathname), correlationId },
    context,
    correlationId,
    attempts: repeatable ? options.apiAttempts : 1,
  }
}
