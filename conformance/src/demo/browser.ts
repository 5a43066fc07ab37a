import { readPostedForm } from '../flow/posted-form.ts'

/** Where MobilePay's answer waits in the browser, before the browser takes it to the integrator. */
export type Waiting =
  | { readonly kind: 'form'; readonly action: string; readonly body: URLSearchParams }
  | { readonly kind: 'fragment'; readonly url: URL }

/** As much of a browser as the flow needs: it goes where it is sent, and posts the form of a page. */
export class Browser {
  readonly #fetch: typeof fetch

  constructor(watchedFetch: typeof fetch) {
    this.#fetch = watchedFetch
  }

  /** Opens an authorization request, up to the answer for the integrator. */
  async open(address: string): Promise<Waiting> {
    const response = await this.#fetch(address, { redirect: 'manual' })
    const location = response.headers.get('location')
    if (location?.includes('#')) return { kind: 'fragment', url: new URL(location) }
    const form = readPostedForm(await response.text())
    if (!form) throw new Error(`The browser came to rest on a page without an answer (status ${response.status}).`)
    return { kind: 'form', action: form.action, body: new URLSearchParams(form.fields) }
  }

  /** Takes the answer to the integrator. @param fragmentUrl where the integrator's page hands in a fragment */
  async deliver(waiting: Waiting, fragmentUrl: string): Promise<void> {
    if (waiting.kind === 'form') {
      await this.#fetch(waiting.action, { method: 'POST', body: waiting.body })
      return
    }
    await this.#fetch(`${waiting.url.origin}${waiting.url.pathname}`)
    await this.#fetch(fragmentUrl, { method: 'POST', body: new URLSearchParams(waiting.url.hash.slice(1)) })
  }
}
