import { formsOf, type HtmlForm } from '../../support/markup.ts'
import { type Answer, type Http, headerOf, type Sent } from './http.ts'

/** Where a walk through redirects ends. */
export interface Arrival {
  /** The address that answered, or outside of the mock the one that was to be visited. */
  readonly url: URL
  /** Whether the last answer sends the browser away from the mock. */
  readonly left: boolean
  readonly answer: Answer
  readonly forms: readonly HtmlForm[]
  /** Of every answer on the way. */
  readonly statuses: readonly number[]
}

/** What follows from a page that has no form to submit. */
const nowhere = {
  left: false,
  answer: { status: 0, headers: [], body: '', failure: 'no form' },
  forms: [],
  statuses: [],
} as const
const nothing: Answer = { status: 0, headers: [], body: '' }

/** A browser without scripts: cookies by path, redirects as long as they stay on the mock. */
export class Browser {
  readonly #http: Http
  readonly #cookies = new Map<string, { readonly pair: string; readonly path: string }>()

  readonly #host: string

  /** @param home an address of the mock, the only host that is ever asked */
  constructor(http: Http, home: string) {
    this.#http = http
    this.#host = new URL(home).host
  }

  async open(address: string, sent: Sent = {}, before: readonly number[] = []): Promise<Arrival> {
    const url = new URL(address)
    if (url.host !== this.#host) return { url, left: true, answer: nothing, forms: [], statuses: before }
    const answer = await this.#send(url, sent)
    const statuses = [...before, answer.status]
    const location = headerOf(answer, 'location')
    const next = location === undefined ? undefined : parse(location, url)
    if (next && next.host !== this.#host) return { url: next, left: true, answer, forms: [], statuses }
    if (next && statuses.length < 8) return this.open(next.href, {}, statuses)
    return { url, left: false, answer, forms: formsOf(answer.body, url), statuses }
  }

  async submit(form: HtmlForm | undefined, chosen: readonly (readonly [string, string])[]): Promise<Arrival> {
    if (!form) return { ...nowhere, url: new URL(`http://${this.#host}/no-form`) }
    const fields = [...form.hidden, ...chosen].map(([name, value]): [string, string] => [name, value])
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return this.open(form.action, { method: 'POST', headers, body: new URLSearchParams(fields).toString() })
  }

  async #send(url: URL, sent: Sent): Promise<Answer> {
    const pairs = [...this.#cookies.values()].filter(({ path }) => url.pathname.startsWith(path))
    const cookie = pairs.map(({ pair }) => pair).join('; ')
    const headers = { ...sent.headers, ...(cookie === '' ? {} : { cookie }) }
    const answer = await this.#http.send(url.href, { ...sent, headers })
    for (const [name, value] of answer.headers) if (name.toLowerCase() === 'set-cookie') this.#keep(value)
    return answer
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const name = pair.split('=', 1)[0] ?? ''
    const path = attributes.find((attribute) => attribute.startsWith('Path='))?.slice('Path='.length) ?? '/'
    if (attributes.includes('Max-Age=0')) this.#cookies.delete(name + path)
    else this.#cookies.set(name + path, { pair, path })
  }
}

function parse(location: string, base: URL): URL | undefined {
  return URL.canParse(location, base.href) ? new URL(location, base.href) : undefined
}
