import type { HttpResponse } from '../subjects/http.ts'

/** The cookies of one browser session with one provider. */
export class CookieJar {
  readonly #cookies = new Map<string, string>()

  /** The Cookie header for the next request; none when there are no cookies. */
  get headers(): Readonly<Record<string, string>> {
    if (this.#cookies.size === 0) return {}
    return { cookie: Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join('; ') }
  }

  keep(response: HttpResponse): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^\s*([^=;]+)=([^;]*)/.exec(cookie) ?? []
      if (name === undefined || value === undefined) continue
      if (/;\s*max-age=0\b/i.test(cookie) || value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
  }
}
