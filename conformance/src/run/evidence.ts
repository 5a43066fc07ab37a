import { type HttpRequest, type HttpResponse, type Pairs, pairsOf } from '../subjects/http.ts'
import { redactFields, redactHeaders, redactText } from './redact.ts'
import { redactPersonal, redactPersonalFields } from './redact-personal.ts'
import { SecretValues } from './secret-values.ts'

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

/** An exchange as it was, secrets and all: to be looked through, and never to be told of. */
export interface SeenExchange {
  readonly id: string
  readonly request: HttpRequest
  readonly response: HttpResponse
}

/** An answer and the name under which the evidence keeps it. */
export interface Exhibit {
  readonly id: string
  readonly response: HttpResponse
}

/** Hears of an exchange as the reports keep it. */
export type OnExchange = (id: string, exchange: RecordedExchange) => void

const longestBody = 16 * 1024
/** What a value ends with in JSON, pages and forms. */
const endsOfWords = /[\s"'<>&,;{}[\]]/

/**
 * Every exchange of one environment. To redact one costs as much as to make it, so it is done when somebody reads, in the
 * order in which they came: what one showed under a secret name is hidden in all that follow.
 */
export class Evidence {
  readonly #label: string
  readonly #secrets: SecretValues
  readonly #exchanges = new Map<string, RecordedExchange>()
  /** Taken in, and not redacted yet. */
  #unread: (() => void)[] = []
  #count = 0
  readonly #seen: SeenExchange[] = []
  readonly #names = new WeakMap<HttpResponse, string>()
  readonly #onExchange: OnExchange | undefined

  /**
   * @param secrets what the run logs in with, hidden wherever it turns up
   * @param onExchange hears of each exchange as soon as it is taken in
   */
  constructor(label: string, secrets: readonly string[] = [], onExchange?: OnExchange) {
    this.#label = label
    this.#onExchange = onExchange
    this.#secrets = new SecretValues(secrets)
  }

  get exchanges(): ReadonlyMap<string, RecordedExchange> {
    this.#settle()
    return this.#exchanges
  }

  get seen(): readonly SeenExchange[] {
    return this.#seen
  }

  take(request: HttpRequest, response: HttpResponse): Exhibit {
    const id = this.#keep(request, response, () => this.#recordedResponse(response))
    this.#seen.push({ id, request, response })
    return { id, response }
  }

  /** Keeps an answer that came to no end, for people: checks are not shown what they could only misread. */
  keepCut(request: HttpRequest, response: HttpResponse, why: string): void {
    this.#keep(request, response, () => {
      const { body, ...head } = this.#recordedResponse({ ...response, body: withoutLastWord(response.body) })
      return { ...head, body: `${body}… (cut: ${why})` }
    })
  }

  /** The request is taken in first: what it sends in secret may come back. */
  #keep(request: HttpRequest, response: HttpResponse, record: () => RecordedExchange['response']): string {
    this.#count += 1
    const id = `${this.#label}/${String(this.#count).padStart(3, '0')}`
    this.#names.set(response, id)
    this.#unread.push(() => {
      const exchange = { request: this.#recordedRequest(request), response: record() }
      this.#exchanges.set(id, exchange)
      this.#onExchange?.(id, exchange)
    })
    if (this.#onExchange) this.#settle()
    return id
  }

  #settle(): void {
    const unread = this.#unread
    this.#unread = []
    for (const redact of unread) redact()
  }

  /** The name under which an answer is kept. */
  nameOf(response: HttpResponse): string | undefined {
    return this.#names.get(response)
  }

  #recordedRequest({ method, url, headers = {}, form, body }: HttpRequest): RecordedExchange['request'] {
    return {
      method,
      url: this.#text(url),
      headers: this.#headers(Object.entries(headers)),
      ...(form && { form: this.#fields(pairsOf(form)) }),
      ...(body !== undefined && { body: this.#readable(typeof body === 'string' ? Buffer.from(body) : body) }),
    }
  }

  #recordedResponse({ status, headers, body }: HttpResponse): RecordedExchange['response'] {
    return { status, headers: this.#headers(headers), body: this.#readable(body) }
  }

  #text(text: string): string {
    return this.#secrets.hide(redactPersonal(redactText(text, this.#secrets.learn)))
  }

  #headers(headers: Iterable<readonly [string, string]>): Record<string, string> {
    const redacted = Object.entries(redactHeaders(headers, this.#secrets.learn))
    return Object.fromEntries(redacted.map(([name, value]) => [name, this.#secrets.hide(redactPersonal(value))]))
  }

  #fields(fields: Pairs): Pairs {
    const redacted = redactPersonalFields(redactFields(fields, this.#secrets.learn))
    return redacted.map(([name, value]) => [name, this.#secrets.hide(value)] as const)
  }

  #readable(bytes: Uint8Array): string {
    const text = this.#text(new TextDecoder().decode(bytes))
    const left = text.length - longestBody
    return left > 0 ? `${text.slice(0, longestBody)}… (${left} more characters)` : text
  }
}

/** Half a secret is not known for one. */
function withoutLastWord(body: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(body)
  let end = text.length
  while (end > 0 && !endsOfWords.test(text.charAt(end - 1))) end -= 1
  return Buffer.from(text.slice(0, end))
}
