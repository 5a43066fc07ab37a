import { unescapeHtml } from '../../support/markup.ts'
import { type Person, Visitor } from '../../support/visitor.ts'
import type { Application } from './application.ts'

/** A page of an example, as a person reads it. */
export interface Page {
  readonly status: number
  readonly title: string
  readonly text: string
  readonly location: string | null
  readonly cookies: readonly string[]
}

/** A merchant's browser: its cookies at the integrator, and a visitor at the mock. */
export class MerchantBrowser {
  readonly #application: Application
  readonly #cookies = new Map<string, string>()
  readonly visitor = new Visitor()

  constructor(application: Application) {
    this.#application = application
  }

  /** Begins a consent. @returns where the application sends the browser */
  async begin(vat: string): Promise<URL> {
    const { location, text } = await this.get(`${this.#application.example.paths.start}?merchant_vat=${vat}`)
    if (location === null) throw new Error(`The example starts no consent: ${text}`)
    return new URL(location)
  }

  /** Walks through the provider, and brings its answer to the application. */
  async connect(vat: string, person?: Person): Promise<Page> {
    const url = await this.begin(vat)
    return this.answer(await this.ask(url, person))
  }

  /** What the provider answers to a request: of itself, or to a person. */
  ask(url: URL, person?: Person): Promise<URLSearchParams> {
    const destination = { url: url.href, redirectUri: this.#application.redirectUri }
    return person ? this.visitor.grant(destination, person) : this.visitor.fetchAnswer(destination)
  }

  /** The form post of the provider's page. */
  answer(fields: URLSearchParams, query = '', type = 'application/x-www-form-urlencoded'): Promise<Page> {
    const path = `${new URL(this.#application.redirectUri).pathname}${query}`
    return this.#send(path, { method: 'POST', body: String(fields), headers: { 'content-type': type } })
  }

  /** Asks the application for the merchant's id at MobilePay. */
  me(vat: string): Promise<Page> {
    return this.get(`${this.#application.example.paths.me}?merchant_vat=${vat}`)
  }

  get(path: string): Promise<Page> {
    return this.#send(path, {})
  }

  async #send(
    path: string,
    init: Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> },
  ): Promise<Page> {
    const headers = {
      ...init.headers,
      cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    }
    const response = await fetch(`${this.#application.origin}${path}`, { ...init, headers, redirect: 'manual' })
    const cookies = response.headers.getSetCookie()
    for (const line of cookies) this.#keep(line)
    const html = await response.text()
    const title = unescapeHtml(/<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? '')
    const text = unescapeHtml(html.replace(/<[^>]*>/g, ' '))
    return { status: response.status, title, text, location: response.headers.get('location'), cookies }
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/max-age=0|expires=thu, 01.jan.1970/i.test(line)) this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}
