import { readPostedForm } from '../flow/posted-form.ts'
import { isObject, lenientJson } from '../run/json-values.ts'
import type { Lens } from './lens.ts'
import type { Actor, SeenAnswer, SeenBody, SeenExchange, SeenToken } from './step.ts'
import { tokensIn } from './tokens-in.ts'

const sentWorthSeeing = ['accept', 'authorization', 'content-type', 'x-ibm-client-id', 'x-ibm-client-secret']
const answeredWorthSeeing = ['content-type', 'cache-control', 'set-cookie', 'www-authenticate']

/** Looks over the shoulder of everybody who sends requests, and keeps nothing secret of what it sees. */
export class Recorder {
  readonly #lens: Lens
  #exchanges: SeenExchange[] = []
  #tokens: SeenToken[] = []

  constructor(lens: Lens) {
    this.#lens = lens
  }

  /** A `fetch` whose requests are recorded as that actor's. */
  fetchAs(by: Actor): typeof fetch {
    return async (input, init) => {
      const asked = await this.#readRequest(by, new Request(input, init))
      const position = this.#exchanges.push(asked) - 1
      const response = await fetch(input, init)
      this.#exchanges[position] = { ...asked, answer: await this.#readAnswer(response.clone()) }
      return response
    }
  }

  /** What was seen since the last time. */
  take(): { readonly exchanges: readonly SeenExchange[]; readonly tokens: readonly SeenToken[] } {
    const seen = { exchanges: this.#exchanges, tokens: this.#tokens }
    this.#exchanges = []
    this.#tokens = []
    return seen
  }

  async #readRequest(by: Actor, request: Request): Promise<SeenExchange> {
    const { origin, pathname, searchParams } = new URL(request.url)
    const form = new URLSearchParams(await request.text())
    this.#tokens.push(...tokensIn(Object.fromEntries(form), 'from the callback'))
    return {
      by,
      method: request.method,
      address: this.#lens.address(`${origin}${pathname}`),
      requestHeaders: this.#lens.rows(worthSeeing(request.headers, sentWorthSeeing)),
      parameters: this.#lens.rows([...searchParams, ...form]),
    }
  }

  async #readAnswer(response: Response): Promise<SeenAnswer> {
    const headers = this.#lens.rows(worthSeeing(response.headers, answeredWorthSeeing))
    return { status: response.status, headers, body: this.#readBody(response.headers, await response.text()) }
  }

  #readBody(headers: Headers, text: string): SeenBody {
    const [target = '', fragment] = headers.get('location')?.split('#', 2) ?? []
    if (fragment !== undefined) {
      return { kind: 'fragment', target, fields: this.#lens.rows(new URLSearchParams(fragment)) }
    }
    if (text === '') return { kind: 'none' }
    const json = lenientJson(new TextEncoder().encode(text))
    if (isObject(json)) {
      this.#tokens.push(...tokensIn(json, 'from the token endpoint'))
      return { kind: 'json', members: this.#lens.json(json) as Record<string, unknown> }
    }
    const form = readPostedForm(text)
    if (form) return { kind: 'form', target: form.action, fields: this.#lens.rows(Object.entries(form.fields)) }
    return { kind: 'text', text: this.#lens.text(text) }
  }
}

/** Fetch adds an `accept` that says nothing. */
function worthSeeing(headers: Headers, names: readonly string[]): [string, string][] {
  return [...headers].filter(([name, value]) => names.includes(name) && value !== '*/*')
}
