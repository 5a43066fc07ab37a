import { type HttpRequest, type HttpResponse, pairsOf } from '../subjects/http.ts'
import { redactFields, redactHeaders, redactText } from './redact.ts'

/** An exchange as reports keep it: without anything that gives access. */
export interface RecordedExchange {
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    /** Names and values, in order. */
    readonly form?: readonly (readonly [string, string])[]
    readonly body?: string
  }
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }
}

/** An answer and the name under which the evidence keeps it. */
export interface Exhibit {
  readonly id: string
  readonly response: HttpResponse
}

const longestBody = 16 * 1024

/** Every exchange of one environment, redacted when it is taken in. */
export class Evidence {
  readonly #label: string
  readonly #exchanges = new Map<string, RecordedExchange>()

  constructor(label: string) {
    this.#label = label
  }

  get exchanges(): ReadonlyMap<string, RecordedExchange> {
    return this.#exchanges
  }

  take(request: HttpRequest, response: HttpResponse): Exhibit {
    const id = `${this.#label}/${String(this.#exchanges.size + 1).padStart(3, '0')}`
    this.#exchanges.set(id, { request: recordedRequest(request), response: recordedResponse(response) })
    return { id, response }
  }
}

function recordedRequest({ method, url, headers = {}, form, body }: HttpRequest): RecordedExchange['request'] {
  return {
    method,
    url: redactText(url),
    headers: redactHeaders(Object.entries(headers)),
    ...(form && { form: redactFields(pairsOf(form)) }),
    ...(body !== undefined && { body: readable(typeof body === 'string' ? Buffer.from(body) : body) }),
  }
}

function recordedResponse({ status, headers, body }: HttpResponse): RecordedExchange['response'] {
  return { status, headers: redactHeaders(headers), body: readable(body) }
}

function readable(bytes: Uint8Array): string {
  const text = redactText(new TextDecoder().decode(bytes))
  const left = text.length - longestBody
  return left > 0 ? `${text.slice(0, longestBody)}… (${left} more characters)` : text
}
