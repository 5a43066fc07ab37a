import type { ClientContext } from '../client-context.ts'
import type { ErrorDetails } from '../errors/mobilepay-error.ts'
import { safePath } from '../observability/attributes.ts'
import { apiAddress } from './api-address.ts'
import type { ApiRequestInit } from './api-request.ts'
import { CallBudget } from './call-budget.ts'
import { correlationHeader, correlationIdOf } from './correlation-id.ts'
import { isIdempotent } from './retry-policy.ts'

/** One call, however many requests it takes. */
export class Call {
  /** The id of the connection whose token is sent. */
  readonly connection: string
  readonly url: URL
  readonly init: RequestInit
  /** What every attempt sends, with names in lower case; its token is added to it. */
  readonly headers: Readonly<Record<string, string>>
  readonly correlationId: string
  readonly budget: CallBudget
  readonly context: ClientContext
  /** Attempts that may be made where the outcome may be better the next time. */
  readonly attempts: number

  /** @throws ConfigurationError `api-address-refused`, `option-invalid` */
  constructor(connection: string, address: string | URL, given: ApiRequestInit, context: ClientContext) {
    const { idempotent, deadlineMs, headers, ...init } = given
    const { options } = context
    this.connection = connection
    this.url = apiAddress(address, options.environment.apiUrl)
    const own = headers === undefined ? {} : Object.fromEntries(new Headers(headers))
    this.correlationId = correlationIdOf(own[correlationHeader])
    this.headers = { ...own, [correlationHeader]: this.correlationId }
    this.init = init
    this.context = context
    this.budget = new CallBudget(deadlineMs ?? options.apiDeadlineMs, init.signal ?? undefined, this.url.host)
    const repeatable = (idempotent ?? isIdempotent(init.method ?? 'GET')) && !(init.body instanceof ReadableStream)
    this.attempts = repeatable ? options.apiAttempts : 1
  }

  /** What every error of this call says. */
  get details(): ErrorDetails {
    const { host, pathname } = this.url
    return { connection: this.connection, host, path: safePath(pathname), correlationId: this.correlationId }
  }
}
